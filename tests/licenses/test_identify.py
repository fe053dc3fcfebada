from __future__ import annotations

import itertools
import re
import textwrap

import pytest
from support.corpus import corpus

from openrelease.catalog import load_identifier
from openrelease.licenses import Restriction, describe_identification
from openrelease.licenses.texts.restriction_phrases import find_restrictions

pytestmark = pytest.mark.slow

IDENTIFIER = load_identifier()
TEXTS = corpus("ai_license_texts", cases=130)
MIT = (TEXTS / "mit.txt").read_text(encoding="utf-8")
APACHE = (TEXTS / "apache-2.0.txt").read_text(encoding="utf-8")
RESTRICTION = (
    " This permission does not extend to any commercial use or to training machine learning models of any kind. "
)
SHORT = ["mit", "bsd-simplified", "bsd-new", "openmdw-1.0", "cdla-permissive-2.0"]
LONG = [
    "apache-2.0",
    "cc-by-4.0",
    "cc0-1.0",
    "mpl-2.0",
    "odc-by-1.0",
    "gpl-3.0",
    "llama-3.1",
    "creativeml-openrail-m",
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mit", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("cc-by-nc-4.0", "CC-BY-NC-4.0"),
        ("gpl-3.0", "GPL-3.0-only"),
        ("openmdw-1.0", "OpenMDW-1.0"),
        ("openmdw-1.1", "OpenMDW-1.1"),
        ("llama-2", "LicenseRef-scancode-llama-2-license-2023"),
        ("llama-3", "LicenseRef-llama-3-2024"),
        ("llama-3.1", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("llama-3.2", "LicenseRef-scancode-llama-3.2-license-2024"),
        ("llama-3.3", "LicenseRef-scancode-llama-3.3-license-2024"),
        ("llama-4", "LicenseRef-scancode-llama-4-cla-2025"),
        ("gemma-terms-2024-02-21", "LicenseRef-gemma-terms-2024-02-21"),
        ("gemma-terms-2024-04-01", "LicenseRef-scancode-gemma-tou-2024-04-01"),
        ("gemma-terms-2025-03-24", "LicenseRef-scancode-gemma-tou-2025-03-24"),
        ("moonshot-modified-mit", "LicenseRef-scancode-moonshot-ai-modified-mit-2025"),
    ],
)
def test_a_license_text_is_named_and_versions_are_kept_apart(name: str, expected: str) -> None:
    found = IDENTIFIER.identify((TEXTS / f"{name}.txt").read_text(encoding="utf-8"))
    assert (found.expression, found.modified) == (expected, False)


@pytest.mark.parametrize("name", ["llama-3.1-use-policy", "gemma-prohibited-use-2024-02-21", "c4ai-aup"])
def test_an_acceptable_use_policy_is_no_license(name: str) -> None:
    found = IDENTIFIER.identify((TEXTS / f"{name}.txt").read_text(encoding="utf-8"))
    assert found.expression is None


def test_a_policy_beside_a_permissive_license_changes_it() -> None:
    policy = (TEXTS / "llama-3.1-use-policy.txt").read_text(encoding="utf-8")
    found = IDENTIFIER.identify(f"{MIT}\n\n{policy}")
    assert found.expression != "MIT"
    llama = (TEXTS / "llama-3.1.txt").read_text(encoding="utf-8")
    both = IDENTIFIER.identify(f"{llama}\n\n{policy}")
    assert (both.expression, both.modified) == ("LicenseRef-scancode-llama-3.1-license-2024", False)


def _everywhere(names: list[str], step: int) -> list[tuple[str, int]]:
    texts = {name: (TEXTS / f"{name}.txt").read_text(encoding="utf-8") for name in names}
    ends = {name: [match.end() for match in re.finditer(r"[.;:,]\s", text)] for name, text in texts.items()}
    return [(name, at) for name in names for at in itertools.islice(ends[name], 0, None, step)]


@pytest.mark.parametrize(("name", "at"), [*_everywhere(SHORT, 2), *_everywhere(LONG, 25)])
def test_a_restriction_inserted_anywhere_is_never_taken_for_the_license(name: str, at: int) -> None:
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    plain = IDENTIFIER.identify(text).expression
    found = IDENTIFIER.identify(text[:at] + RESTRICTION + text[at:])
    assert found.modified or found.expression is None
    assert found.expression != plain


@pytest.mark.parametrize(
    "text",
    [
        MIT.replace("sublicense, and/or sell", "and/or"),
        MIT.replace("without restriction", "with restriction"),
        MIT.replace("any person", "any natural person"),
        APACHE.replace("irrevocable", "revocable"),
        APACHE + "\nThe weights may only be used for research.\n",
        APACHE.replace("   Copyright [yyyy]", "   Not for commercial training of models.\n   Copyright [yyyy]"),
        "Copyright (c) 2024 Someone. Not for commercial use.\n\n" + MIT,
        MIT + "\n仅供非商业用途使用。\n",
        MIT + "\nUtilisation commerciale interdite.\n",
        MIT[: len(MIT) // 2],
    ],
)
def test_a_changed_text_never_gets_the_plain_id(text: str) -> None:
    found = IDENTIFIER.identify(text)
    assert found.expression not in {"MIT", "Apache-2.0"}


@pytest.mark.parametrize(
    "text",
    [
        MIT.replace("\n", "\r\n"),
        "\ufeff" + MIT.replace('"', "“"),
        "# " + MIT.replace("\n", "\n# "),
        "MyModel\n=======\n\nThe code and the weights are released under the following license.\n\n" + MIT,
        "Copyright (c) 2016, Institute for\n  Energy System Technology, Kassel\n\nAll rights reserved.\n\n" + MIT,
        "<p>" + MIT.replace("\n\n", "</p>\n\n<p>") + "</p>",
    ],
)
def test_form_alone_changes_nothing(text: str) -> None:
    found = IDENTIFIER.identify(text)
    assert (found.expression, found.modified) == ("MIT", False)


CC_BY = (TEXTS / "cc-by-4.0.txt").read_text(encoding="utf-8")
CC_LEGAL_CODE = CC_BY[CC_BY.index("By exercising the Licensed Rights") :]


@pytest.mark.parametrize(
    "text",
    [
        CC_BY,
        CC_LEGAL_CODE,
        " ".join(CC_LEGAL_CODE.split()),
        textwrap.fill(CC_LEGAL_CODE, 60, replace_whitespace=False),
        "# Creative Commons Attribution 4.0 International\n\n" + CC_LEGAL_CODE.replace("Section", "## Section"),
        CC_BY.replace("Licensor's", "Licensor''s"),
        CC_BY.replace("\u201c", "\x81g").replace("\u201d", "\x81h").replace('"', "\x81g"),
    ],
    ids=["whole", "legal code", "one line", "reflowed", "Markdown", "doubled apostrophes", "Shift JIS"],
)
def test_a_license_of_creative_commons_is_known_in_every_form(text: str) -> None:
    found = IDENTIFIER.identify(text)
    assert (found.expression, found.modified, found.unexplained) == ("CC-BY-4.0", False, ())


@pytest.mark.parametrize(
    "text",
    [
        "The License Elements of the License are Attribution, Noncommercial, NoDerivatives and ShareAlike.",
        "Distribute the code and documentation, except this License Agreement, which you may not modify.",
        'The names "EU DataGrid" and "EDG" may not be used to endorse or promote products.',
    ],
)
def test_what_restricts_nothing_is_no_restriction(text: str) -> None:
    assert find_restrictions(text) == ()
    changed = "The EU is excluded. You may not modify it. Only non-commercial use is permitted."
    kinds = {found.kind for found in find_restrictions(changed)}
    assert kinds == {"regional-exclusion", "no-derivatives", "non-commercial"}


def test_every_license_of_a_file_is_named_with_its_lines() -> None:
    found = IDENTIFIER.identify(f"Code:\n\n{MIT}\n\n----\nWeights:\n\n{APACHE}")
    assert (found.expression, found.modified) == ("MIT AND Apache-2.0", False)
    first, second = found.matches
    assert first.start_line < first.end_line < second.start_line < second.end_line


NOTICE = """Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file
except in compliance with the License. You may obtain a copy of the License at

http://www.apache.org/licenses/LICENSE-2.0
"""


@pytest.mark.parametrize(
    ("text", "kind", "expression"),
    [
        ("", "empty", None),
        ("\ufeff \n", "empty", None),
        ("https://example.org/LICENSE\n", "url", None),
        ("Just some words about nothing in particular.", "unknown", None),
        (NOTICE, "notice", "Apache-2.0"),
        ("MIT License\n\nCopyright (c) [year] [fullname]\n\n" + MIT, "template", "MIT"),
        (MIT, "license", "MIT"),
    ],
)
def test_what_is_no_license_text_says_what_it_is(text: str, kind: str, expression: str | None) -> None:
    found = IDENTIFIER.identify(text)
    assert (found.kind, found.expression) == (kind, expression)


CUSTOM = """Example Labs Model License

This license agreement governs the model weights. Permission is granted to use the model for research only.
If your products have more than 700 million monthly active users you must ask for permission.

You may not use outputs of the model to train other language models.
The licensor may terminate this agreement at any time. No warranty is given.

The acceptable use policy applies.
"""


def test_a_license_of_ones_own_is_named_by_its_title_and_its_restrictions_are_listed() -> None:
    found = IDENTIFIER.identify(CUSTOM)
    assert found.expression == "LicenseRef-Example-Labs-Model-License"
    assert Restriction(kind="non-commercial", line=3) in found.restrictions
    kinds = {restriction.kind for restriction in found.restrictions}
    assert kinds >= {"user-cap", "no-training", "revocable", "acceptable-use-policy"}


def test_a_text_that_only_calls_itself_by_a_known_name_gets_no_name() -> None:
    found = IDENTIFIER.identify(CUSTOM.replace("Example Labs Model License", "MIT License"))
    assert found.expression is None


def test_the_description_is_plain_data() -> None:
    told = describe_identification(IDENTIFIER.identify(MIT + "\nFor non-commercial use only.\n"))
    assert told["expression"] == "LicenseRef-modified-MIT"
    assert told["modified"] is True
    assert set(told) == {"expression", "modified", "kind", "matches", "restrictions", "limits", "unexplained", "note"}


@pytest.mark.parametrize(
    "text",
    ["(" * 200_000, "MIT License " * 20_000, "<!--" * 50_000, "\n" * 300_000 + "a", "a\n" * 99_999],
    ids=["brackets", "names", "comments", "blank", "lines"],
)
def test_odd_input_is_answered(text: str) -> None:
    assert IDENTIFIER.identify(text).expression is None


@pytest.mark.parametrize(
    ("tail", "modified"),
    [
        ("Please see the file ACKNOWLEDGEMENTS.", False),
        (("Your use of the source code for these subcomponents is subject to the terms and conditions of\n"
         "the following licenses.\n\nThe following components are provided under the MIT license."), False),
        ("Your use of the source code for these subcomponents is subject to a yearly fee.", True),
        ("The following components are provided under the MIT license for research only.", True),
        ("Commercial use is allowed after acknowledgement by the owner.", True),
    ],
)  # fmt: skip
def test_a_list_of_bundled_works_changes_nothing_and_a_condition_in_its_words_does(
    tail: str,
    modified: bool,  # noqa: FBT001 - an expectation
) -> None:
    assert IDENTIFIER.identify(f"{APACHE}\n\n{tail}\n").modified is modified


def test_a_wrapped_line_that_begins_with_the_word_copyright_is_read() -> None:
    """Only a line that says whose a work is may be passed over."""
    text = MIT.replace("The above copyright notice", "The above\ncopyright notice")
    assert IDENTIFIER.identify(text).expression == "MIT"
    lost = MIT.replace("The above copyright notice and this permission notice", "The above\ncopyright claims")
    assert IDENTIFIER.identify(lost).expression != "MIT"
