from __future__ import annotations

import pytest
from support.looking import APACHE, WEIGHTS, governing, look


def weights(text: str, component: str = "weights") -> tuple[str | None, str, str] | None:
    return governing(look({"LICENSE": APACHE, "README.md": WEIGHTS + text}), component)


def table(*rows: str, header: str = "Model | License") -> str:
    return "\n".join((f"| {header} |", "|---|---|", *(f"| {row} |" for row in rows)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (table("tiny | [Apache 2.0](LICENSE)"), ("Apache-2.0", "yes", "table")),
        (table("tiny | MIT"), ("MIT", "yes", "table")),
        (table("tiny | MIT", "big | CC-BY-NC-4.0"), (None, "mixed", "table")),
        (table("tiny | MIT", "big | Acme Research License"), (None, "mixed", "table")),
        (table("tiny | no", header="Model | Commercial use"), (None, "no", "table")),
        (table("tiny | ❌", header="Model | Commercial use"), (None, "no", "table")),
        (table("tiny | ✅", header="Model | Commercial use"), ("Apache-2.0", "yes", "inherited")),
        (table("tiny | Yes", "big | No", header="Model | Commercial use"), (None, "mixed", "table")),
        (
            table("tiny | Yes", "big | Yes", header="Model | Commercial use"),
            ("Apache-2.0", "yes", "inherited"),
        ),
        (table("tiny | -", "big |"), ("Apache-2.0", "yes", "inherited")),
        (table("Code | MIT", "Weights | CC-BY-NC-4.0", header=" | License"), ("CC-BY-NC-4.0", "no", "table")),
        (table("tiny | CC-BY-NC-4.0", header="Dataset | License"), ("Apache-2.0", "yes", "inherited")),
        (
            "| | Code | Weights |\n|---|---|---|\n| License | MIT | CC-BY-NC-4.0 |",
            ("CC-BY-NC-4.0", "no", "table"),
        ),
        ("## Comparison with others\n\n" + table("big | CC-BY-NC-4.0"), ("Apache-2.0", "yes", "inherited")),
        (
            "<table><tr><th>Model</th><th>License</th></tr><tr><td>tiny</td><td>CC-BY-NC-4.0</td></tr></table>",
            ("CC-BY-NC-4.0", "no", "table"),
        ),
    ],
)
def test_columns_of_licenses(text: str, expected: tuple[str | None, str, str]) -> None:
    assert weights(text) == expected


def badge(shown: str, label: str = "") -> str:
    return f"![{label}](https://img.shields.io/badge/{shown})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (badge("License-MIT-blue.svg"), ("MIT", "unknown", "badge")),
        (badge("License-Apache_2.0-blue"), ("Apache-2.0", "unknown", "badge")),
        (badge("license-apache2-blue.svg?style=flat"), ("Apache-2.0", "unknown", "badge")),
        (badge("License-CC--BY--NC--4.0-red"), ("CC-BY-NC-4.0", "no", "badge")),
        (badge("Model%20License-CC--BY--NC--4.0-red", "x"), ("CC-BY-NC-4.0", "no", "badge")),
        (badge("License-Acme-red"), None),
        (badge("python-3.10-blue", "MIT"), None),
    ],
)
def test_a_badge_claims_and_never_settles(text: str, expected: tuple[str | None, str, str] | None) -> None:
    assert governing(look({"README.md": WEIGHTS + text})) == expected


def test_a_badge_of_the_code_says_nothing_of_the_weights() -> None:
    assert governing(look({"README.md": WEIGHTS + badge("Code%20License-MIT-blue")})) is None


def test_a_badge_that_is_not_permissive_contradicts_the_license_file() -> None:
    assert weights(badge("License-CC--BY--NC--4.0-red")) == ("Apache-2.0", "unknown", "inherited")
