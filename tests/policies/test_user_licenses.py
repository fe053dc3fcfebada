"""Licenses of one's own: added, overridden, told as such, and every mistake named with its line."""

from __future__ import annotations

import pytest

from openrelease.catalog.load_licenses import load_license_table
from openrelease.config import load_settings
from openrelease.errors import UsageError
from openrelease.model import Permissive, Report
from openrelease.policies.user_licenses import with_user_licenses
from openrelease.repository import MemorySnapshot
from openrelease.run import run

TABLE = load_license_table()
OWN = """\
licenses:
  - id: LicenseRef-acme-model-1.0
    name: Acme Model License 1.0
    kind: permissive
    source: LICENSE, section 2
"""
CARD = "---\nlicense: LicenseRef-acme-model-1.0\n---\n# X\n[Weights](https://huggingface.co/acme/x)\n"


def report(settings: str) -> Report:
    files = {"README.md": CARD, "licenses.yml": OWN, ".openrelease.yml": settings}
    snapshot = MemorySnapshot(files, name="acme/x")
    return run(snapshot, load_settings(snapshot))


def test_a_license_of_ones_own_is_known_and_told_as_that() -> None:
    with_file = report("licenses: licenses.yml\n").facts.components["weights"].license
    without = report("name: acme/x\n").facts.components["weights"].license
    assert with_file is not None
    assert without is not None
    assert (with_file.permissive, without.permissive) == (Permissive.YES, Permissive.UNKNOWN)
    assert "licenses.yml: LICENSE, section 2" in with_file.detail


def test_what_the_file_says_of_a_known_license_counts_and_the_rest_stays() -> None:
    text = b"licenses:\n- {id: MIT, commercial_use: limited, source: our counsel}\n"
    row = with_user_licenses(TABLE, text, "own.yml").facets("MIT")
    assert row is not None
    assert (row.permissive, row.osi, row.source) == (False, True, "own.yml: our counsel")
    assert TABLE.permissive("MIT") is Permissive.YES


@pytest.mark.parametrize(
    ("row", "mistake"),
    [
        ("{id: LicenseRef-x, source: s}", "2: LicenseRef-x is new: it needs name and kind"),
        ("{id: Own-1.0, name: n, kind: permissive, source: s}", "2: Own-1.0 is no license that is known"),
        ("{id: MIT}", "2: source is missing"),
        ("{id: MIT, source: s, kind: free}", "2: 'free' is not known"),
        ("{id: MIT, source: s, relicensing: 'yess'}", "2: 'yess' is not known"),
        ("{id: MIT, source: s, sauce: s}", "2: unknown key 'sauce'; did you mean source?"),
        ("{id: MIT, source: s}\n- {id: MIT, source: s}", "3: MIT appears twice"),
    ],
)
def test_every_mistake_has_its_line(row: str, mistake: str) -> None:
    with pytest.raises(UsageError) as caught:
        with_user_licenses(TABLE, f"licenses:\n- {row}\n".encode(), "own.yml")
    assert str(caught.value).startswith(f"own.yml:{mistake}")


def test_a_file_that_is_not_there_or_no_yaml_is_told() -> None:
    with pytest.raises(UsageError, match=r"file of licenses 'gone\.yml' cannot be read"):
        report("licenses: gone.yml\n")
    with pytest.raises(UsageError, match=r"own\.yml:1"):
        with_user_licenses(TABLE, b"licenses: [", "own.yml")
