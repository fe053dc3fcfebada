"""Facts x Policy -> Report. Pure: the same facts, policies, exceptions and day give the same report."""

from collections.abc import Iterable, Mapping

from openrelease.evaluate.apply_exceptions import Exceptions, apply_exceptions, find_used_exceptions, name_models
from openrelease.evaluate.ladders import climb_ladders
from openrelease.evaluate.other_readings import name_other_readings
from openrelease.evaluate.verdicts import evaluate_release, judge_unread
from openrelease.evaluate.worst_of_models import merge_verdicts
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Policy, PolicyVerdict, ReleaseFacts, ReleaseReport, Report
from openrelease.values import dataclass, field

__all__ = ["Exceptions", "SidePolicies", "evaluate_facts", "report_unread"]

NO_EXCEPTIONS = Exceptions()


@dataclass(frozen=True, kw_only=True)
class SidePolicies:
    """Policies that are evaluated besides those asked for, and never decide.

    `classes` evaluate records of the Model Openness Tool; `readings` are the policies that `other_reading` names.
    """

    classes: tuple[Policy, ...] = ()
    readings: Mapping[str, Policy] = field(default_factory=dict)


NO_SIDE_POLICIES = SidePolicies()


def evaluate_facts(
    facts: Facts,
    policies: Iterable[Policy],
    licenses: LicenseTable,
    exceptions: Exceptions = NO_EXCEPTIONS,
    besides: SidePolicies = NO_SIDE_POLICIES,
) -> Report:
    """Evaluate the facts by each policy. An exception of a check is a bug and is not caught here.

    Each of several models is evaluated on its own, and the report has the worst outcomes. Records of the Model
    Openness Tool are evaluated by `besides.classes` alone.
    """
    asked = tuple(policies)
    exceptions = name_models(exceptions, {each.root: each.name for each in facts.releases if each.root})

    def evaluate_model(about: Facts) -> tuple[PolicyVerdict, ...]:
        return name_other_readings(about, evaluate_release(about, asked, licenses), besides.readings, licenses)

    records = tuple(
        _make_release_report(each, evaluate_release(each.facts, besides.classes, licenses)) for each in facts.records
    )
    models: list[tuple[str | None, Facts]] = [(each.name, each.facts) for each in facts.releases]
    found = [(name, evaluate_model(about)) for name, about in models or [(None, facts)]]
    waived = [apply_exceptions(evaluated, exceptions, name) for name, evaluated in found]
    releases = tuple(map(_make_release_report, facts.releases, waived))
    verdicts = merge_verdicts(releases) if releases else waived[0]
    return Report(
        facts=facts,
        verdicts=verdicts,
        releases=releases,
        exceptions=find_used_exceptions(found, exceptions),
        records=records,
        ladders=climb_ladders(verdicts),
    )


def report_unread(facts: Facts, policies: Iterable[Policy]) -> Report:
    """Return the report on a repository that was not read: no check runs, every requirement is unknown."""
    return Report(facts=facts, verdicts=tuple(judge_unread(policy, facts) for policy in policies))


def _make_release_report(release: ReleaseFacts, evaluated: tuple[PolicyVerdict, ...]) -> ReleaseReport:
    return ReleaseReport(**vars(release), verdicts=evaluated)
