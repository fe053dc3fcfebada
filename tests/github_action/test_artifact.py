"""A report from a run that is not trusted: it comes back as it was written, or not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.facts import complete, without
from support.reports import HOSTILE, hostile, incomplete, report, several

from openrelease.catalog.load_catalog import load_catalog
from openrelease.errors import UntrustedInputError
from openrelease.model import Facts, PolicyOutcome, Report
from openrelease.reports import json_report
from openrelease.reports.fit_json import MOST_BYTES
from openrelease.reports.markdown import markdown_report
from openrelease.reports.read_json_report import read_json_report
from openrelease.reports.shared.compare_reports import compare_reports
from openrelease.reports.shared.comparison import BaseOutcome, Comparison, RuleChange

BOTH = ("aia-baseline", "aia-open-science")


def read_report(data: bytes) -> tuple[Report, Comparison | None]:
    return read_json_report(data, load_catalog().components)


def compared(given: Facts) -> Comparison:
    was, now = report(complete(), *BOTH), report(given, *BOTH)
    return Comparison(
        base="b" * 40,
        governed=True,
        changes=compare_reports(was, now),
        before=(BaseOutcome(policy="aia-baseline", outcome=PolicyOutcome.MET),),
        note="Something to know.",
        amendments=(RuleChange(what="fail-on", before="unmet", after="never"),),
        amended=now.verdicts,
    )


def written(given: Facts) -> bytes:
    return json_report.render(report(given, *BOTH), compared(given)).encode()


@pytest.mark.parametrize(
    "given",
    [
        complete(),
        incomplete(),
        hostile(),
        without(complete(), "weights"),
        several(),
        several(third=HOSTILE[:20]),
    ],
)
def test_what_is_rendered_from_it_is_what_the_first_run_would_have_rendered(given: Facts) -> None:
    read, comparison = read_report(written(given))
    told = markdown_report.render(read, comparison=comparison)
    assert told == markdown_report.render(report(given, *BOTH), comparison=compared(given))


def test_a_report_without_a_comparison() -> None:
    read, comparison = read_report(json_report.render(report(complete())).encode())
    assert comparison is None
    assert read.satisfied


def altered(*keys: str | int, value: object) -> bytes:
    whole: Any = json.loads(written(incomplete()))
    part = whole
    for key in keys[:-1]:
        part = part[key]
    part[keys[-1]] = value
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[1]",
        b"null",
        b'"report"',
        b"\xff",
        b"[" * 100_000,
        b'{"format": 1' + b" " * MOST_BYTES + b"}",
        altered("format", value=2),
        altered("format", value="1e1"),
        altered("verdicts", value={}),
        altered("verdicts", 0, "outcome", value="splendid"),
        altered("verdicts", 0, "outcome", value=["met"]),
        altered("subject", "kind", value="virus"),
        altered("components", "weights", "status", value=True),
        altered("problems", 0, "line", value=-1),
        altered("problems", 0, "line", value=10**30),
        altered("comparison", "amendments", 0, "loosens", value="maybe"),
        altered("comparison", "changes", 0, "direction", value="sideways"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(UntrustedInputError) as caught:
        read_report(data)
    assert len(str(caught.value)) < 1_000


def test_what_a_later_version_adds_is_left_aside() -> None:
    assert read_report(altered("extra", value={"a": 1})) == read_report(written(incomplete()))
    assert read_report(altered("verdicts", 0, "extra", value=1)) == read_report(written(incomplete()))


@pytest.mark.slow
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["format", "tool", "subject", "components", "verdicts"]), inner)
        ),
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    with pytest.raises(UntrustedInputError):
        read_report(json.dumps(value).encode())


def test_a_text_is_cut() -> None:
    read, _ = read_report(altered("verdicts", 0, "title", value="x" * 100_000))
    assert len(read.verdicts[0].policy.title) == 2_000
