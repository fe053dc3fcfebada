"""Facts x Policy -> Report. Pure: the same facts and policies give the same report."""

from __future__ import annotations

from collections.abc import Iterable

from openrelease.judge.several import worst_of
from openrelease.judge.verdicts import verdicts
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Policy, ReleaseFacts, ReleaseReport, Report

__all__ = ["judge"]


def judge(facts: Facts, policies: Iterable[Policy], licenses: LicenseTable) -> Report:
    """Judge the facts by each policy. What a check raises is a bug of ours and is not caught here.

    Of several models each is judged by itself, and the report is on the worst that became of them.
    """
    asked = tuple(policies)
    releases = tuple(_release(release, asked, licenses) for release in facts.releases)
    every = worst_of(releases) if releases else verdicts(facts, asked, licenses)
    return Report(facts=facts, verdicts=every, releases=releases)


def _release(release: ReleaseFacts, policies: tuple[Policy, ...], licenses: LicenseTable) -> ReleaseReport:
    return ReleaseReport(
        name=release.name,
        root=release.root,
        how=release.how,
        facts=release.facts,
        verdicts=verdicts(release.facts, policies, licenses),
    )
