"""Facts x Policy -> Report. Pure: the same facts, policies, exceptions and day give the same report."""

from collections.abc import Iterable

from openrelease.evaluate.apply_exceptions import Exceptions, apply_exceptions, find_used_exceptions
from openrelease.evaluate.verdicts import evaluate_release
from openrelease.evaluate.worst_of_models import merge_verdicts
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Policy, PolicyVerdict, ReleaseFacts, ReleaseReport, Report

__all__ = ["Exceptions", "evaluate_facts"]

NO_EXCEPTIONS = Exceptions()


def evaluate_facts(
    facts: Facts,
    policies: Iterable[Policy],
    licenses: LicenseTable,
    exceptions: Exceptions = NO_EXCEPTIONS,
    classes: tuple[Policy, ...] = (),
) -> Report:
    """Evaluate the facts by each policy. An exception of a check is a bug and is not caught here.

    Each of several models is evaluated on its own, and the report has the worst outcomes. Records of the Model
    Openness Tool are evaluated by `classes` alone.
    """
    asked = tuple(policies)
    records = tuple(
        _make_release_report(each, evaluate_release(each.facts, classes, licenses)) for each in facts.records
    )
    found = [(each.name, evaluate_release(each.facts, asked, licenses)) for each in facts.releases]
    if not found:
        whole = evaluate_release(facts, asked, licenses)
        return Report(
            facts=facts,
            verdicts=apply_exceptions(whole, exceptions, None),
            exceptions=find_used_exceptions([(None, whole)], exceptions),
            records=records,
        )
    releases = tuple(
        _make_release_report(release, apply_exceptions(judged, exceptions, name))
        for release, (name, judged) in zip(facts.releases, found, strict=True)
    )
    return Report(
        facts=facts,
        verdicts=merge_verdicts(releases),
        releases=releases,
        exceptions=find_used_exceptions(found, exceptions),
        records=records,
    )


def _make_release_report(release: ReleaseFacts, judged: tuple[PolicyVerdict, ...]) -> ReleaseReport:
    return ReleaseReport(name=release.name, root=release.root, how=release.how, facts=release.facts, verdicts=judged)
