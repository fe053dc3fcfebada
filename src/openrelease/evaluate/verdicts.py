"""Facts of one release x Policy -> the verdict on each requirement."""

from collections.abc import Iterable, Mapping

from openrelease.checks import CHECKS
from openrelease.licenses import LicenseTable
from openrelease.model import (
    Facts,
    Finding,
    Level,
    Outcome,
    Policy,
    PolicyOutcome,
    PolicyVerdict,
    Requirement,
    Subject,
    Verdict,
)
from openrelease.values import replace


def evaluate_release(facts: Facts, policies: Iterable[Policy], licenses: LicenseTable) -> tuple[PolicyVerdict, ...]:
    """Evaluate the facts of one release by each policy.

    Where no policy is for its kind, and that kind is a conclusion of the scan, the outcomes are unknown: a wrong
    conclusion must not pass.
    """
    asked = tuple(policies)
    doubtful = not facts.subject.kind_stated and all(facts.subject.kind not in policy.kinds for policy in asked)
    skip = _doubt_kind if doubtful else _skip_policy
    return tuple(
        _evaluate_policy(facts, policy, licenses) if facts.subject.kind in policy.kinds else skip(facts.subject, policy)
        for policy in asked
    )


def _evaluate_policy(facts: Facts, policy: Policy, licenses: LicenseTable) -> PolicyVerdict:
    by_id = {requirement.id: requirement for requirement in policy.requirements}
    found = tuple(_evaluate_requirement(facts, requirement, by_id, licenses) for requirement in policy.requirements)
    return PolicyVerdict(
        policy=policy, outcome=combine_outcomes(found), verdicts=found, assumptions=count_assumptions(found)
    )


def count_assumptions(verdicts: Iterable[Verdict]) -> int | None:
    """Return how many required requirements are met by an assumed license, None where there are none."""
    met = (each for each in verdicts if each.outcome is Outcome.MET and each.requirement.level is Level.REQUIRED)
    return sum(any(evidence.how == "assumed" for evidence in each.evidence) for each in met) or None


def _evaluate_requirement(
    facts: Facts, requirement: Requirement, by_id: Mapping[str, Requirement], licenses: LicenseTable
) -> Verdict:
    """Return the verdict on one requirement, after the one that it depends on (policies have no circles)."""
    if requirement.after is not None:
        before = _evaluate_requirement(facts, by_id[requirement.after], by_id, licenses)
        if before.outcome in {Outcome.UNMET, Outcome.NOT_APPLICABLE}:
            message = f'Not asked, because "{before.requirement.title}" is {_OUTCOME_WORDS[before.outcome]}.'
            return Verdict(requirement=requirement, outcome=Outcome.NOT_APPLICABLE, message=message)
    found = CHECKS[requirement.check].check(facts, requirement, licenses)
    return Verdict(requirement=requirement, **vars(found))


_OUTCOME_WORDS = {Outcome.UNMET: "not met", Outcome.NOT_APPLICABLE: "not applicable"}


def combine_outcomes(found: tuple[Verdict, ...]) -> PolicyOutcome:
    """Return the outcome of a policy from its required requirements; waived ones do not count against it."""
    required = {verdict.outcome for verdict in found if verdict.requirement.level is Level.REQUIRED}
    if Outcome.UNMET in required:
        return PolicyOutcome.UNMET
    return PolicyOutcome.UNDETERMINED if Outcome.UNKNOWN in required else PolicyOutcome.MET


def judge_unread(policy: Policy, facts: Facts) -> PolicyVerdict:
    """Return unknown for all requirements, with the problems of the repository as the reason."""
    message = f"Unknown: {'; '.join(problem.message for problem in facts.problems)}."
    verdicts = (Verdict(requirement=each, outcome=Outcome.UNKNOWN, message=message) for each in policy.requirements)
    return PolicyVerdict(policy=policy, outcome=PolicyOutcome.UNDETERMINED, verdicts=tuple(verdicts))


def _doubt_kind(subject: Subject, policy: Policy) -> PolicyVerdict:
    """Return unknown for a policy that is for other kinds than the one that was concluded; one finding says so."""
    skipped = _skip_policy(subject, policy)
    first, *others = skipped.verdicts
    finding = Finding(
        message=f"cannot tell whether the policy applies: the kind of the repository seems to be {subject.kind.value}",
        detail=f"concluded {subject.kind_how}",
        remedy=f"Write `kind: {subject.kind.value}` in .openrelease.yml to confirm it; "
        f"else `kind: {policy.kinds[0].value}`.",
    )
    message = f"Unknown: {finding.message}, {finding.detail}. {finding.remedy}"
    doubted = replace(first, outcome=Outcome.UNKNOWN, message=message, findings=(finding,))
    return replace(skipped, outcome=PolicyOutcome.UNDETERMINED, verdicts=(doubted, *others))


def _skip_policy(subject: Subject, policy: Policy) -> PolicyVerdict:
    """Return "not applicable" for a policy that is for other kinds of repository, with the reason."""
    kinds = " or ".join(kind.value for kind in policy.kinds)
    kind = f"{subject.kind.value} ({subject.kind_how})"
    message = f"Not evaluated: this repository is of kind {kind}; the policy is for {kinds}."
    return PolicyVerdict(
        policy=policy,
        outcome=PolicyOutcome.NOT_APPLICABLE,
        verdicts=tuple(
            Verdict(requirement=requirement, outcome=Outcome.NOT_APPLICABLE, message=message)
            for requirement in policy.requirements
        ),
    )
