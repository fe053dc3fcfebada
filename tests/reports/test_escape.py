from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from support.attacks import ATTACKS, naughty_strings
from support.workflow_commands import recognised

from openrelease.reports.shared.escape import (
    MESSAGE_LIMIT,
    blob_url,
    code_span,
    escape_log,
    escape_prose,
    escape_terminal,
    json_text,
    markdown_link,
    redact_tokens,
    workflow_command,
)

pytestmark = pytest.mark.slow

COMMIT = "0123456789" * 4

SNIPPETS = (
    "::",
    "##[",
    "##",
    "[",
    "]",
    "error",
    "set-output name=a",
    "\n",
    "\r",
    "%0A",
    "\x1b[31m",
    " ",
    "\u2003",
)
MARKDOWN = (
    "`",
    "|",
    "\\",
    "@a",
    "#1",
    "<b>",
    "*",
    "_",
    "[a](b)",
    "http://a",
    "\n",
    "- ",
    "1.",
    "word",
    "(",
    ")",
    " ",
)


unhurried = settings(deadline=None)  # the machine may have other work


def texts(*parts: str) -> st.SearchStrategy[str]:
    """Any text at all, lone surrogates too, thick with the parts that matter."""
    return st.lists(st.sampled_from(parts) | st.text(st.characters(codec=None), max_size=4)).map("".join)


# Markdown

FRAMES = {
    "table": "| f | m |\n|---|---|\n| {} | ok |\n| end | z |\n",
    "last cell": "| f | m |\n|---|---|\n| ok | {} |\n| end | z |\n",
    "list": "- {}\n- end\n",
    "start of a list": "{}\n- end\n",
    "heading": "### {}\n\nend\n",
    "paragraph": "{}\n\nend\n",
    "sentence": "ok {} z.\n",
}
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def blocks(document: str) -> list[str]:
    return [token.type for token in PARSER.parse(document)]


def contents(document: str) -> list[str]:
    """The source of each cell, heading or paragraph."""
    return [token.content for token in PARSER.parse(document) if token.type == "inline"]


def inline(document: str) -> list[Token]:
    return [child for token in PARSER.parse(document) for child in token.children or ()]


def spoken(document: str) -> str:
    """What a document says outside of code spans."""
    return "\n".join(token.content for token in inline(document) if token.type == "text")


def assert_harmless(written: str, frame: str) -> None:
    """The blocks and cells are those that a plain word leaves there; inside are only text and code spans."""
    document, plain = FRAMES[frame].format(written), FRAMES[frame].format("word")
    assert blocks(document) == blocks(plain)
    assert sum(map(str.__ne__, contents(document), contents(plain))) <= 1
    assert {token.type for token in inline(document)} <= {"text", "code_inline"}


def assert_says_nothing_to_github(written: str) -> None:
    said = spoken(written)
    assert not re.search(r"[@#$<>|\[\]`*_~\\&]|://|www\.|gh-[0-9]|:\w+:|\b[0-9a-f]{7,40}\b", said, re.IGNORECASE)


def assert_one_code_span(text: str, frame: str) -> None:
    assert_harmless(code_span(text), frame)
    document, empty = FRAMES[frame].format(code_span(text)), FRAMES[frame].format("")
    assert [token.type for token in inline(document)].count("code_inline") == 1
    assert spoken(document).split() == spoken(empty).split()


def letters(text: str) -> str:
    """What is left to compare: not spaces or ticks, and backslashes before pipes as they were."""
    return re.sub(r"[` ]", "", text.replace("\\u{5C}", "\\"))


def assert_safe(text: str, frame: str) -> None:
    assert_one_code_span(text, frame)
    assert_harmless(escape_prose(text) or "word", frame)
    assert_says_nothing_to_github(escape_prose(text))


@pytest.mark.parametrize("frame", FRAMES)
def test_an_attack_is_one_code_span_or_a_harmless_sentence(frame: str) -> None:
    for text in ATTACKS:
        assert_safe(text, frame)


def test_the_attacks_are_attacks() -> None:
    raw = [text for text in ATTACKS if not _harmless(text)]
    ticked = [text for text in ATTACKS if not _harmless(f"`{text}`".replace("\n", " "))]
    assert len(raw) > 40
    assert len(ticked) > 15


def _harmless(written: str) -> bool:
    try:
        for frame in FRAMES:
            assert_harmless(written, frame)
        assert_says_nothing_to_github(written)
    except AssertionError:
        return False
    return True


@pytest.fixture(scope="module")
def naughty() -> tuple[str, ...]:
    return naughty_strings()


@pytest.mark.parametrize("frame", FRAMES)
def test_a_naughty_string_is_one_code_span_or_a_harmless_sentence(naughty: tuple[str, ...], frame: str) -> None:
    assert len(naughty) == 515
    for text in naughty:
        assert_safe(text, frame)


@unhurried
@given(texts(*MARKDOWN), st.sampled_from(sorted(FRAMES)))
def test_any_text_is_one_code_span_or_a_harmless_sentence(text: str, frame: str) -> None:
    assert_safe(text, frame)


@unhurried
@given(texts("`", "|", "\\", " ", "a"))
def test_a_code_span_loses_nothing_that_it_quotes(text: str) -> None:
    (span,) = (token for token in inline(FRAMES["table"].format(code_span(text, 10**6))) if token.type == "code_inline")
    # A backslash before a pipe is told by its number; that is all that is written differently.
    assert span.content.replace("\\u{5C}", "\\") == (
        escape_terminal(text).replace("\\u{5C}", "\\") if text.strip(" ") else "(empty)"
    )


@unhurried
@given(texts(*MARKDOWN))
def test_a_sentence_loses_nothing_that_it_quotes(text: str) -> None:
    told = "".join(token.content for token in inline(FRAMES["last cell"].format(escape_prose(text))))
    quoted = escape_terminal(re.sub(r"[\t\r\n]", "", text))
    assert letters(told) == letters(f"fmok{quoted}endz")


def test_no_backslash_is_left_before_an_escaped_pipe() -> None:
    assert code_span("a|b") == "`a\\|b`"
    assert code_span("a\\\\|b") == "`a\\u{5C}\\u{5C}\\|b`"


def test_a_code_span_is_cut_at_its_limit() -> None:
    assert code_span("x" * 201) == f"`{'x' * 199}…`"
    assert code_span("x" * 200) == f"`{'x' * 200}`"
    assert code_span("\x00" * 9, limit=6) == "`\\u{0}…`"


def test_a_sentence_of_ours_stays_as_it_is() -> None:
    plain = "Looked for weights: nothing in the repository, and no link to it (2 of 3 required met; 50% known)."
    assert escape_prose(plain) == plain
    assert escape_prose("Say `license: mit` in README.md:12, or “Lizenz” — see docs/how to.md.") == (
        "Say `license: mit` in README.md:12, or “Lizenz” — see docs/how to.md."
    )


def test_a_sentence_shows_what_it_quotes_as_code() -> None:
    assert escape_prose("See data/my_file.csv (of @org), and https://a.example/b, too.") == (
        "See `data/my_file.csv` (of `@org`), and `https://a.example/b`, too."
    )
    assert escape_prose("  two\n\nlines ") == "two lines"
    assert escape_prose("[x](y), (`a b`). ` `") == "`[x](y)`, (`a b`). `` ` ` ``"
    assert escape_prose("1. is 2. to 3.") == "`1`. is 2. to 3."


# Workflow commands


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("::error::x", "error"),
        (" \t\u2003::Add-Mask::x", "Add-Mask"),
        ("license: ##[set-output name=verdict]pass", "set-output"),
        ("::unknown::##[add-mask]x", "add-mask"),
        ("a\r::stop-commands::x", "stop-commands"),
        ("a\n\n\t::echo::on", "echo"),
    ],
)
def test_the_recogniser_finds_what_the_runner_finds_and_inert_breaks_it(line: str, name: str) -> None:
    assert [found[0] for found in recognised(line)] == [name]
    assert not list(recognised(escape_log(line)))


@unhurried
@given(texts(*SNIPPETS), st.dictionaries(st.sampled_from(["title", "file", "line"]), texts(*SNIPPETS)))
def test_a_log_has_only_the_commands_that_were_meant(text: str, properties: dict[str, str]) -> None:
    log = "\n".join((escape_log(text), workflow_command("error", properties, text), escape_log(text)))
    ((name, found, _),) = recognised(log)
    assert (name, set(found)) == ("error", set(properties))


def test_a_command_that_a_runner_does_not_know_hides_no_other() -> None:
    text = "##[add-mask]x"
    assert list(recognised(f"::a-later-command title={text}::"))
    assert list(recognised(f"::a-later-command::{text}"))
    assert not list(recognised(workflow_command("a-later-command", {"title": text}, text)))


@unhurried
@given(texts("%", "%25", "%0A", "\r\n", ":", ",", "=", "a", " "))
def test_the_runner_reads_back_what_was_told(text: str) -> None:
    shown = (part if part in "\r\n" else escape_terminal(part) for part in re.split("([\r\n])", text))
    told = "".join(shown).replace("##[", "##\\[")
    ((_, properties, message),) = recognised(workflow_command("notice", {"file": text, "title": text}, text))
    assert message == told
    assert properties["file"].strip() == told.strip()


def test_a_command_is_one_line_of_the_documented_form() -> None:
    assert workflow_command("warning", {"file": "a,b:c.md", "line": "1"}, "50%\nof it: a, b") == (
        "::warning file=a%2Cb%3Ac.md,line=1::50%25%0Aof it: a, b"
    )
    assert workflow_command("endgroup", {}, "") == "::endgroup::"


def test_a_long_message_is_cut_where_the_runner_would_cut_it() -> None:
    ((_, _, message),) = recognised(workflow_command("error", {}, "%" * 5_000))
    assert (len(message), message[-2:]) == (MESSAGE_LIMIT, "%…")
    ((_, _, whole),) = recognised(workflow_command("error", {}, "%" * MESSAGE_LIMIT))
    assert whole == "%" * MESSAGE_LIMIT


@pytest.mark.parametrize("word", ["", "error::x", "a b", "a\n", "error title=x", "##[x]"])
def test_only_a_word_is_the_name_of_a_command_or_property(word: str) -> None:
    with pytest.raises(ValueError, match="not a word"):
        workflow_command(word, {}, "")
    with pytest.raises(ValueError, match="not a word"):
        workflow_command("error", {word: "x"}, "")


@unhurried
@given(texts(*SNIPPETS))
def test_inert_changes_nothing_more_the_second_time(text: str) -> None:
    assert escape_log(escape_log(text)) == escape_log(text)


def test_inert_breaks_what_another_runner_reads() -> None:
    assert escape_log("a ##vso[task.setvariable variable=a]b") == "a ##vso\\[task.setvariable variable=a]b"
    assert escape_log("\x1b[31m\u200b::error::x") == "\x1b[31m\u200b\\::error::x"


def test_inert_leaves_reports_alone() -> None:
    report = "\x1b[31mNOT MET\x1b[0m  A policy\n\n  x std::vector is at a/b.md:3\n  ? ## [x]\n"
    assert escape_log(report) == report


# Terminal


@unhurried
@given(texts("\x1b[31m", "\u202e", "\n", "\ud800", "\u3164"))
def test_a_terminal_gets_one_line_that_can_be_seen_and_written(text: str) -> None:
    assert escape_terminal(text).isprintable()
    assert escape_terminal(text).encode().decode() == escape_terminal(text)
    assert escape_terminal(escape_terminal(text)) == escape_terminal(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc", "a\\u{A}b\\u{9}c"),
        ("\x1b[31m\x9b", "\\u{1B}[31m\\u{9B}"),
        ("\u202egpj.exe\u2069", "\\u{202E}gpj.exe\\u{2069}"),
        ("\u3164", "\\u{3164}"),
        ("a\u200bb\ufeff\u3164\U000e0100", "a\\u{200B}b\\u{FEFF}\\u{3164}\\u{E0100}"),
        ("bad-\udcff.md", "bad-\\u{DCFF}.md"),
        ("a\u3000b\xa0c", "a\\u{3000}b\\u{A0}c"),
        ("ünïcode, 模型, ⚠️", "ünïcode, 模型, ⚠️"),
    ],
)
def test_what_cannot_be_seen_is_told_by_its_number(text: str, shown: str) -> None:
    assert escape_terminal(text) == shown


# Links


def test_a_file_has_an_address_at_a_commit() -> None:
    assert blob_url("https://github.com", "org/name", COMMIT, "src/a b#?.py", 3) == (
        f"https://github.com/org/name/blob/{COMMIT}/src/a%20b%23%3F.py#L3"
    )
    assert blob_url("https://ghe.example:8443", "o/.github", COMMIT, "README.md", 3) == (
        f"https://ghe.example:8443/o/.github/blob/{COMMIT}/README.md?plain=1#L3"
    )
    assert blob_url("https://github.com", "o/n", COMMIT, "\udcff).md") == (
        f"https://github.com/o/n/blob/{COMMIT}/%FF%29.md"
    )


@pytest.mark.parametrize(
    "odd",
    [
        {"server": "javascript:alert(1)"},
        {"server": "https://github.com/x"},
        {"server": "https://a@b"},
        {"repository": "org"},
        {"repository": "org/.."},
        {"repository": "org/name/x"},
        {"repository": "org/na me"},
        {"revision": "main"},
        {"revision": None},
        {"revision": COMMIT + "\n"},
        {"path": ""},
        {"path": "/etc/passwd"},
        {"path": "a/../../x"},
        {"path": "a//b"},
        {"path": "a/\0"},
        {"path": "\ud800"},
        {"line": 0},
        {"line": -1},
    ],
)
def test_anything_odd_has_no_address(odd: dict[str, object]) -> None:
    known = {
        "server": "https://github.com",
        "repository": "org/name",
        "revision": COMMIT,
        "path": "a",
        "line": 1,
    }
    assert blob_url(**known)
    assert blob_url(**(known | odd)) is None


@pytest.mark.parametrize("frame", FRAMES)
def test_a_link_goes_to_the_file_whatever_its_name(frame: str) -> None:
    for path in (text for text in ATTACKS if text.encode("utf-8", "replace") and len(text) < 600):
        url = blob_url("https://github.com", "org/name", COMMIT, path, 1)
        tokens = inline(FRAMES[frame].format(markdown_link(path, url)))
        expected = ["link_open", "code_inline", "link_close"] if url else ["code_inline"]
        assert [token.type for token in tokens if token.type != "text"] == expected
        assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == [url] * bool(url)


@pytest.mark.parametrize("url", [None, "", "javascript:x", "http://a b", "https://a/)", "https://a/|", "//a"])
def test_there_is_no_link_to_an_odd_address(url: str | None) -> None:
    assert markdown_link("x", url) == "`x`"


# JSON


def test_json_is_ascii_and_says_the_same() -> None:
    value = {"b": ["é\ud800\x7f\u2028", None, 1, True], "a": {"::error::": "##[set-output name=a]b"}}
    text = json_text(value)
    assert json.loads(text) == value
    assert text.endswith("}\n")
    assert list(json.loads(text)) == ["a", "b"]
    assert not [char for char in text if char != "\n" and not " " <= char <= "~"]


@unhurried
@given(st.dictionaries(texts(*SNIPPETS), st.lists(texts(*SNIPPETS), max_size=2), max_size=2))
def test_json_says_the_same_and_has_no_commands(value: object) -> None:
    text = json_text(value)
    assert json.loads(text) == value
    assert not list(recognised(text))
    assert escape_log(text) == text


def test_json_has_no_number_that_is_none() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))


# Secrets: put together here, so that no scanner finds one in this file

TOKENS = (
    *(f"gh{kind}_{'aB3' * 12}" for kind in "pousr"),
    f"ghs_1234567_eyJ{'aB3' * 12}.eyJ{'aB3' * 12}.{'a-_' * 12}",
    f"github_pat_{'aB3' * 7}_{'aB3' * 19}",
    f"hf_{'aBc' * 11}d",
    f"api_org_{'aBc' * 11}d",
    f"eyJ{'aB3' * 12}.eyJ{'aB3' * 12}.{'a-_' * 12}",
    f"AKIA{'A1B2' * 4}",
    f"sk-proj-{'aB3-' * 12}",
    f"glpat-{'aB3-' * 6}",
)


@pytest.mark.parametrize("token", TOKENS, ids=[token[:8] for token in TOKENS])
@pytest.mark.parametrize(
    "frame", ["{}", "token={}", "x\n{}\ny", "'{}'", "https://{}@github.com/a/b", "A_TOKEN_{}", "é{}"]
)
def test_a_token_leaves_by_no_door(token: str, frame: str) -> None:
    text = frame.format(token)
    everything = (
        *(door(text) for door in (redact_tokens, escape_terminal, escape_log, code_span, escape_prose)),
        *(workflow_command("error", {"title": text}, text), markdown_link(text, None), json_text({text: [text]})),
    )
    assert not any(token[:-1] in written for written in everything)
    assert all(
        "[redacted]" in door(text) for door in (redact_tokens, escape_terminal, escape_log, code_span, escape_prose)
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://me:pass" + "word@a.example/x", "https://[redacted]@a.example/x"),
        ("Authorization: Bearer abc" + "123", "Authorization[redacted]"),
        ('{"authorization": "token abc' + '123"}', '{"authorization[redacted]"}'),
        ("AUTHORIZATION: basic " + "YTpi", "AUTHORIZATION[redacted]"),
    ],
)
def test_passwords_of_addresses_and_headers_are_no_news(text: str, shown: str) -> None:
    assert redact_tokens(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        COMMIT,
        f"sha256:{'0123456789abcdef' * 4}",
        "hf_transfer, hf_hub_download and hf_models_and_tokenizers_of_the_release",
        "highs_and_lows_of_the_benchmark_results_of_the_year.md",
        "sk-learn-contrib/a-name-that-is-long-but-has-no-figure",
        "git@github.com:org/name.git https://a.example:8080/@org/x",
        "Authorization: see the documentation",
        "docs/risk-assessment-of-the-2025-release-of-the-model.md",
        "weighs_thelengthofeverylayerandofeverytoken",
    ],
)
def test_what_is_no_token_stays(text: str) -> None:
    assert redact_tokens(text) == text


@pytest.mark.parametrize(
    "unit", ["-sk-", "` ", "::\n", "\n", "(", ".", "-eyJaaaaaaaa.", "://a:", "\\", "\x1b[;", "_ghp_a"]
)
def test_time_grows_with_the_text_alone(unit: str) -> None:
    """Each takes about a tenth of a second where nothing is looked at twice, and minutes where it is."""
    text = f"{unit * (200_000 // len(unit))}#"
    for door in (redact_tokens, escape_terminal, escape_log, code_span, escape_prose, json_text):
        assert door(text)
