"""Facts x Policy -> Report. Pure: the same facts, policies, exceptions and day give the same report."""

from __future__ import annotations

from collections.abc import Iterable

from openrelease.evaluate.apply_exceptions import Exceptions, used, waive
from openrelease.evaluate.verdicts import verdicts
from openrelease.evaluate.worst_of_models import worst_of
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Policy, PolicyVerdict, ReleaseFacts, ReleaseReport, Report

__all__ = ["Exceptions", "judge"]

NO_EXCEPTIONS = Exceptions()


def judge(
    facts: Facts,
    policies: Iterable[Policy],
    licenses: LicenseTable,
    exceptions: Exceptions = NO_EXCEPTIONS,
    classes: tuple[Policy, ...] = (),
) -> Report:
    """Judge the facts by each policy. What a check raises is a bug of ours and is not caught here.

    Of several models each is judged by itself, and the report is on the worst that became of them. Records
    are judged by `classes` alone.
    """
    asked = tuple(policies)
    records = tuple(_release(each, verdicts(each.facts, classes, licenses)) for each in facts.records)
    found = [(each.name, verdicts(each.facts, asked, licenses)) for each in facts.releases]
    if not found:
        whole = verdicts(facts, asked, licenses)
        return Report(
            facts=facts,
            verdicts=waive(whole, exceptions, None),
            exceptions=used([(None, whole)], exceptions),
            records=records,
        )
    releases = tuple(
        _release(release, waive(judged, exceptions, name))
        for release, (name, judged) in zip(facts.releases, found, strict=True)
    )
    return Report(
        facts=facts,
        verdicts=worst_of(releases),
        releases=releases,
        exceptions=used(found, exceptions),
        records=records,
    )


def _release(release: ReleaseFacts, judged: tuple[PolicyVerdict, ...]) -> ReleaseReport:
    return ReleaseReport(
        name=release.name, root=release.root, how=release.how, facts=release.facts, verdicts=judged
    )
