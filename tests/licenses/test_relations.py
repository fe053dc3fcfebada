from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrelease.catalog import load_license_table
from openrelease.licenses.terms.compatibility import RELATIONS, flow, flow_of_versions
from openrelease.licenses.terms.license_pairs import possible_versions

TABLE = load_license_table()
LLAMA2, LLAMA31 = "LicenseRef-scancode-llama-2-license-2023", "LicenseRef-scancode-llama-3.1-license-2024"
RAIL = "LicenseRef-scancode-bigscience-open-rail-m"


@pytest.mark.parametrize(
    ("upstream", "downstream", "relation", "verdict"),
    [
        ("Apache-2.0", "MIT", "base_model", "duty"),
        ("CC0-1.0", "MIT", "base_model", "fine"),
        (RAIL, "Apache-2.0", "base_model", "conflict"),
        (RAIL, "LicenseRef-scancode-stable-diffusion-2022-08-22", "base_model", "duty"),
        (RAIL, "LicenseRef-ours", "base_model", "unclear"),
        (LLAMA31, "MIT", "base_model", "conflict"),
        (LLAMA31, LLAMA31, "base_model", "duty"),
        ("CC-BY-NC-4.0", "MIT", "base_model", "conflict"),
        ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "base_model", "duty"),
        ("CC-BY-ND-4.0", "MIT", "base_model", "conflict"),
        (LLAMA2, "MIT", "distilled", "conflict"),
        (LLAMA31, "MIT", "distilled", "duty"),
        ("MIT", "Apache-2.0", "distilled", "fine"),
        ("CC-BY-NC-4.0", "MIT", "training_data", "unclear"),
        ("CC-BY-SA-4.0", "MIT", "training_data", "unclear"),
        ("CC-BY-4.0", "MIT", "training_data", "duty"),
        ("ODbL-1.0", "CC-BY-4.0", "shipped_data", "conflict"),
        ("GPL-2.0-only", "Apache-2.0", "vendored_code", "conflict"),
        ("GPL-3.0-or-later", "MIT", "vendored_code", "conflict"),
        ("MPL-2.0", "MIT", "vendored_code", "duty"),
        ("GPL-3.0-only", "MIT", "dependency", "unclear"),
        ("CC-BY-NC-4.0", "Apache-2.0", "component", "conflict"),
        ("MIT", "Apache-2.0", "component", "fine"),
        ("MIT OR GPL-3.0-only", "MIT", "vendored_code", "duty"),
        ("MIT AND GPL-3.0-only", "MIT", "vendored_code", "conflict"),
        ("CC-BY-NC-4.0", "MIT OR CC-BY-NC-SA-4.0", "base_model", "conflict"),
        ("GPL-2.0-or-later", "GPL-3.0-only", "vendored_code", "duty"),
        ("GPL-1.0-or-later", "GPL-3.0-or-later", "vendored_code", "duty"),
        ("GPL-2.0-only", "GPL-3.0-only", "vendored_code", "conflict"),
        ("GPL-3.0-or-later", "GPL-2.0-only", "vendored_code", "conflict"),
        ("GPL-3.0-only", "AGPL-3.0-only", "vendored_code", "duty"),
        ("Apache-2.0", "GPL-2.0-only", "vendored_code", "conflict"),
        ("Apache-2.0", "GPL-2.0-or-later", "vendored_code", "duty"),
        ("Apache-2.0", "GPL-3.0-only", "vendored_code", "duty"),
        ("BSD-4-Clause", "GPL-3.0-only", "vendored_code", "conflict"),
        ("OpenSSL", "GPL-2.0-or-later", "vendored_code", "conflict"),
        ("CDDL-1.0", "GPL-2.0-only", "vendored_code", "conflict"),
        ("EPL-1.0", "GPL-3.0-only", "vendored_code", "conflict"),
        ("MPL-1.1", "AGPL-3.0-only", "vendored_code", "conflict"),
        ("LGPL-3.0-only", "GPL-2.0-only", "vendored_code", "conflict"),
        ("JSON", "MIT", "vendored_code", "conflict"),
        ("JSON", "JSON", "vendored_code", "duty"),
        ("JSON", "MIT", "dependency", "unclear"),
        ("CC-BY-ND-4.0", "CC-BY-ND-4.0", "base_model", "conflict"),
        ("CC-BY-NC-ND-4.0", "CC-BY-NC-ND-4.0", "base_model", "conflict"),
        ("CC-BY-ND-4.0", "CC-BY-ND-4.0", "shipped_data", "duty"),
        ("CC-BY-SA-4.0", "CC-BY-4.0", "base_model", "conflict"),
        ("CC-BY-SA-4.0", "GPL-3.0-only", "source_data", "duty"),
        ("EUPL-1.2", "LGPL-3.0-only", "vendored_code", "duty"),
        ("EUPL-1.2", "MIT", "vendored_code", "conflict"),
        (None, "MIT", "base_model", "unclear"),
        ("MIT AND", "MIT", "base_model", "unclear"),
    ],
)
def test_what_flows_where(upstream: str | None, downstream: str, relation: str, verdict: str) -> None:
    found = flow(upstream, downstream, relation, TABLE)
    assert found.verdict == verdict
    assert found.reason or verdict == "fine"


@pytest.mark.parametrize("relation", ["training_data", "dependency"])
def test_what_the_law_leaves_open_is_never_a_conflict(relation: str) -> None:
    for up, down in itertools.product(TABLE.rows, ["MIT", "CC-BY-NC-4.0", "GPL-3.0-only", "CC0-1.0"]):
        assert flow(up, down, relation, TABLE).verdict != "conflict"


def test_every_row_has_a_verdict_for_every_relation() -> None:
    verdicts = {flow(up, "MIT", relation, TABLE).verdict for up in TABLE.rows for relation in RELATIONS}
    assert verdicts == {"fine", "duty", "unclear", "conflict"}


ORDER = ["fine", "duty", "unclear", "conflict"]
LICENSES = st.sampled_from([*TABLE.rows, "LicenseRef-unheard-of"])


def badness(upstream: str, downstream: str, relation: str) -> int:
    return ORDER.index(flow(upstream, downstream, relation, TABLE).verdict)


@pytest.mark.slow
@given(one=LICENSES, other=LICENSES, down=LICENSES, relation=st.sampled_from(sorted(RELATIONS)))
def test_a_choice_upstream_is_never_worse_and_a_sum_never_better(
    one: str, other: str, down: str, relation: str
) -> None:
    alone = badness(one, down, relation)
    assert badness(f"{one} OR {other}", down, relation) <= alone <= badness(f"{one} AND {other}", down, relation)


@pytest.mark.slow
@given(up=LICENSES, one=LICENSES, other=LICENSES, relation=st.sampled_from(sorted(RELATIONS)))
def test_a_sum_downstream_is_never_worse_and_a_choice_never_better(
    up: str, one: str, other: str, relation: str
) -> None:
    alone = badness(up, one, relation)
    assert badness(up, f"{one} AND {other}", relation) <= alone <= badness(up, f"{one} OR {other}", relation)


@given(
    up=LICENSES,
    down=st.sampled_from(["MIT", "Apache-2.0", "CC0-1.0"]),
    relation=st.sampled_from(sorted(RELATIONS)),
)
def test_more_restrictions_upstream_are_never_better_for_a_permissive_release(
    up: str, down: str, relation: str
) -> None:
    """Public domain asks least, a permissive license no more than notices, and every other one no less."""
    row = TABLE.explain(up)
    least = "CC0-1.0" if row and row.kind == "public-domain" else "MIT"
    if relation != "distilled":  # many a license that restricts weights lets go of their outputs
        assert badness("CC0-1.0", down, relation) <= badness(least, down, relation) <= badness(up, down, relation)


def test_every_row_can_be_reached_and_has_a_source() -> None:
    """By its id, and by the Hub id and every name that it has, unless that names several."""
    for key, row in TABLE.rows.items():
        found = TABLE.explain(key)
        assert found is not None
        assert found.id == key or TABLE.replaced.get(key)
        assert row.source
        assert row.confidence in {"known", "clauses-checked", "secondary", "listed"}
        assert row.hub is None or TABLE.resolve(row.hub) == key
        assert row.kind in TABLE.kinds


@pytest.mark.parametrize(
    ("upstream", "downstream", "verdict"),
    [
        ("GPL-2.0-only", "GPL-3.0-only", "unclear"),
        ("GPL-2.0-only", "MIT", "conflict"),
        ("GPL-3.0-only", "GPL-3.0-only", "duty"),
        ("Apache-2.0", "GPL-2.0-only", "unclear"),
        ("MIT", "GPL-2.0-only", "duty"),
    ],
)
def test_the_text_of_a_gnu_license_leaves_later_versions_open(upstream: str, downstream: str, verdict: str) -> None:
    above = possible_versions(upstream, from_text=True)
    below = possible_versions(downstream, from_text=True)
    assert flow_of_versions(above, below, "vendored_code", TABLE).verdict == verdict
