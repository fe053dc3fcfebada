from __future__ import annotations

from dataclasses import replace

import pytest

from openrelease.catalog import load_license_table
from openrelease.licenses import PERMISSIVE_KINDS, Acceptance, LicenseFacets
from openrelease.model import Permissive

TABLE = load_license_table()
OPEN = frozenset(PERMISSIVE_KINDS)
NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", Permissive.YES),
        ("mit", Permissive.YES),
        ("OpenMDW-1.1", Permissive.YES),
        ("CC0-1.0", Permissive.YES),
        ("CDLA-Permissive-2.0", Permissive.YES),
        ("Apache-2.0 WITH LLVM-exception", Permissive.YES),
        ("BSD-2-Clause-FreeBSD", Permissive.YES),
        ("GPL-3.0-or-later", Permissive.NO),
        ("GPL-2.0+", Permissive.NO),
        ("GPL-2.0-only WITH Classpath-exception-2.0", Permissive.NO),
        ("CC-BY-NC-4.0", Permissive.NO),
        ("LicenseRef-scancode-llama-3.1-license-2024", Permissive.NO),
        ("LicenseRef-scancode-moonshot-ai-modified-mit-2025", Permissive.NO),
        ("BUSL-1.1", Permissive.NO),
        ("LicenseRef-ours", Permissive.UNKNOWN),
        ("MIT WITH LicenseRef-something", Permissive.UNKNOWN),
        ("Nonsense-1.0", Permissive.UNKNOWN),
        ("", Permissive.UNKNOWN),
        (None, Permissive.UNKNOWN),
        ("MIT AND CC-BY-NC-4.0", Permissive.NO),
        ("MIT OR GPL-3.0-only", Permissive.YES),
        ("MIT AND LicenseRef-ours", Permissive.UNKNOWN),
        ("GPL-3.0-only AND LicenseRef-ours", Permissive.NO),
        ("GPL-3.0-only OR LicenseRef-ours", Permissive.UNKNOWN),
        ("(MIT OR GPL-3.0-only) AND Apache-2.0", Permissive.YES),
        ("MIT AND", Permissive.UNKNOWN),
    ],
)
def test_or_takes_the_best_branch_and_takes_the_worst(expression: str | None, expected: Permissive) -> None:
    assert TABLE.permissive(expression) is expected


def test_a_row_from_a_third_party_alone_never_calls_a_license_permissive() -> None:
    row = TABLE.explain("apple-ascl")
    assert row is not None
    assert (row.kind, row.confidence) == ("permissive", "secondary")
    assert TABLE.permissive(row.id) is Permissive.UNKNOWN


def test_a_permissive_kind_with_a_limit_or_duty_is_not_permissive() -> None:
    plain = LicenseFacets(id="LicenseRef-ours", name="Ours", kind="permissive")
    assert plain.permissive is True
    assert replace(plain, naming_duty="the name begins with Ours").permissive is False
    assert replace(plain, limit="1M monthly users").permissive is False


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("apache-2.0", "Apache-2.0"),
        ("Apache 2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("The MIT License (MIT)", "MIT"),
        ("bsl-1.0", "BSL-1.0"),
        ("GPLv3", "GPL-3.0-only"),
        ("Llama 3.1 Community License", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("llama3", "LicenseRef-llama-3-2024"),
        ("openrail++", "LicenseRef-scancode-bigscience-open-rail-m2"),
        ("Creative Commons Attribution Non Commercial 4.0 International", "CC-BY-NC-4.0"),
    ],
)
def test_ids_hub_ids_and_spelled_names_find_their_license(word: str, expected: str) -> None:
    row = TABLE.explain(word)
    assert row is not None
    assert row.id == expected


@pytest.mark.parametrize(
    "word",
    ["MIT?", "modified MIT", "MIT non-commercial", "research", "openrail", "cc", "gpl", "apache", "llama"],
)
def test_a_family_or_a_changed_name_is_no_license(word: str) -> None:
    assert TABLE.explain(word) is None


@pytest.mark.parametrize(
    ("expression", "allow", "deny", "expected"),
    [
        ("MIT", NONE, NONE, True),
        ("MIT", NONE, frozenset({"MIT"}), False),
        ("MPL-2.0", NONE, NONE, False),
        ("MPL-2.0", frozenset({"MPL-2.0"}), NONE, True),
        ("MPL-2.0 OR MIT", NONE, frozenset({"MIT"}), False),
        ("LicenseRef-ours", NONE, NONE, None),
        ("LicenseRef-ours OR MIT", NONE, NONE, True),
        ("MIT AND LicenseRef-ours", NONE, NONE, None),
    ],
)
def test_a_policy_accepts_by_kind_unless_an_id_is_allowed_or_denied(
    expression: str,
    allow: frozenset[str],
    deny: frozenset[str],
    expected: bool | None,  # noqa: FBT001 - the expectation of a table
) -> None:
    assert TABLE.accepts(expression, Acceptance(kinds=OPEN, allow=allow, deny=deny)) is expected


def test_a_license_named_by_id_alone_can_be_allowed_or_denied() -> None:
    mine = "LicenseRef-ours"
    assert TABLE.accepts(mine, Acceptance(kinds=OPEN, allow=frozenset({mine}))) is True
    assert TABLE.accepts(mine, Acceptance(kinds=OPEN, deny=frozenset({mine}))) is False


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("GPL-3.0-only", True),
        ("GPL-2.0-or-later", True),
        ("CC-BY-SA-4.0", True),
        ("CC-BY-NC-4.0", False),
        ("CC-BY-NC-4.0 AND MIT", False),
        ("llama3.1", False),
        ("CDLA-Permissive-2.0", None),
        ("LicenseRef-nobody-knows", None),
    ],
)
def test_a_definition_accepts_what_others_approved_and_leaves_open_what_it_does_not_speak_of(
    expression: str,
    expected: bool | None,  # noqa: FBT001 - the expectation of a table
) -> None:
    wanted = Acceptance(approved_by=frozenset({"osi", "fsf"}), unsettled=frozenset({"data-permissive"}))
    assert TABLE.accepts(expression, wanted) is expected


def test_where_only_approval_counts_an_id_of_the_list_without_any_is_refused() -> None:
    approved = Acceptance(approved_by=frozenset({"osi"}))
    nobody = next(key for key, row in TABLE.listed.items() if row.kind is None and not row.osi)
    assert (TABLE.accepts(nobody, approved), TABLE.accepts(nobody, Acceptance(kinds=OPEN))) == (False, None)


def test_or_any_later_version_is_judged_by_the_version_named() -> None:
    row = TABLE.explain("AGPL-3.0-or-later")
    assert row is not None
    assert (row.id, row.kind, row.relicensing) == ("AGPL-3.0-or-later", "network-copyleft", "same")
