"""Texts that mean something to Markdown, HTML, GitHub or to eyes when they are printed as they are."""

from __future__ import annotations

import json

from support.corpus import corpus

# Each of these means something to Markdown, HTML, GitHub or a reader's eyes when it is printed as it is.
ATTACKS = (
    *("@everyone", "`@org/team`", "#1 Fixes #2", "GH-12", "org/name#3", "name@0123456", "0123456789abcdef"),
    *("![t](http://beacon.example/t.png)", "[x](javascript:alert(1))", "[a]: http://a.example", "[^1]"),
    *(
        "http://evil.example",
        "www.evil.example",
        "WWW.evil.example",
        "foo@bar.example",
        "mailto:foo@bar.example",
    ),
    *(
        "<img src=x onerror=alert(1)>",
        "</details><h1>x",
        "<!-- marker -->",
        "-->",
        "&lt;img&gt;",
        "<http://a.b>",
    ),
    *("| a | b |\n|--|--|", "a|b", "a\\|b", "a\\\\|b", "|`|", "`|`|@x`|", "a`b\\|`c", "|", "\\|"),
    *(
        "`",
        "``",
        "` `",
        "`` ` ``",
        "`x\\",
        "x\\`y",
        "\\`",
        "``` \n```\n@org/team",
        "```\n```",
        "~~~",
        "```suggestion",
    ),
    *(
        "\r\n# H",
        "# H",
        "- x",
        "+ x",
        "* x",
        "1. x",
        "2) x",
        "> x",
        "---",
        "===",
        "***",
        "    x",
        "\tx",
        "x  ",
    ),
    *(
        "*x*",
        "_x_",
        "__init__.py",
        "~~x~~",
        "$x$",
        "$\\unicode{x}$",
        "$`x`$",
        ":smile:",
        "a\\",
        "\\",
        "x\\\ny",
    ),
    *(
        "",
        " ",
        "  ",
        " x ",
        "\u202eevil",
        "a\u200bb",
        "\ufeff<b>",
        "\ud800",
        "\udcff.md",
        "\x00\x1b[31m",
        "\x85",
    ),
    *(
        "a\u2028b",
        "a\x0bb\x0cc",
        "\u3164",
        "\u2800",
        "a\U000e0041b",
        "\U0001f600",
        "x" * 70_000,
        "`" * 500,
        "|" * 500,
    ),
)


def naughty_strings() -> tuple[str, ...]:
    """The Big List of Naughty Strings, or a skip where the shared corpus is missing."""
    file = corpus("hostile", "naughty_strings", "blns.json", cases=515)
    return tuple(json.loads(file.read_text(encoding="utf-8")))
