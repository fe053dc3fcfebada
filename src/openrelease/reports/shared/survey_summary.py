"""Results of a survey -> shares, changes and what to do first, without markup."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from openrelease.model import LadderResult, Outcome, PolicyOutcome, PolicyResult, Result, Survey, SurveyPolicy, Target
from openrelease.reports.shared.report_summary import split_titles
from openrelease.values import dataclass

_MET = PolicyOutcome.MET
_LACKING = frozenset({Outcome.UNMET, Outcome.UNKNOWN})
_BELOW = ("unknown", "none")  # below the lowest policy of a ladder


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many of the targets have a result, how many of these are errors, and of which class."""

    targets: int
    evaluated: int
    errors: Mapping[str, int]

    @property
    def failed(self) -> int:
        """The number of targets that are errors."""
        return sum(self.errors.values())

    @property
    def left(self) -> int:
        """The number of targets without a result."""
        return self.targets - self.evaluated - self.failed


@dataclass(frozen=True, kw_only=True)
class PolicyShare:
    """How many evaluated targets have each outcome of a policy."""

    policy: SurveyPolicy
    counts: Mapping[PolicyOutcome, int]

    @property
    def applicable(self) -> int:
        """The number of targets that the policy is for."""
        return sum(count for outcome, count in self.counts.items() if outcome is not PolicyOutcome.NOT_APPLICABLE)

    @property
    def percent(self) -> float:
        """Percent of these that meet it."""
        return 100 * self.counts.get(_MET, 0) / self.applicable if self.applicable else 0.0


@dataclass(frozen=True, kw_only=True)
class LadderShare:
    """How many targets each policy of a ladder is the highest for that is met.

    `rungs` are the policies, the lowest first. `counts` are by id, or by "unknown" and "none" for the targets that
    meet none: whether the lowest is met is unknown, or it is not met.
    """

    ladder: str
    rungs: tuple[SurveyPolicy, ...]
    counts: Mapping[str, int]

    @property
    def title(self) -> str:
        """What the titles of its policies have in common, or its id."""
        return split_titles([each.title for each in self.rungs])[0] or self.ladder

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of `counts`, the highest first."""
        return (*(each.id for each in reversed(self.rungs)), *(each for each in _BELOW if each in self.counts))

    def name_rung(self, rung: str) -> str:
        """Return the title of a policy without what they have in common; "unknown" and "none" stay."""
        _, names = split_titles([each.title for each in self.rungs])
        return next((name for each, name in zip(self.rungs, names, strict=True) if each.id == rung), rung)


@dataclass(frozen=True, kw_only=True)
class MissingRequirement:
    """A required requirement of a policy: how many targets lack it, and the names of those that lack nothing else."""

    policy: SurveyPolicy
    requirement: str
    lacking: int
    only: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OutcomeChange:
    """A target whose outcome of a policy is another than in the survey before."""

    target: str
    policy: SurveyPolicy
    before: PolicyOutcome
    after: PolicyOutcome


@dataclass(frozen=True, kw_only=True)
class SurveyChanges:
    """What differs from the survey before; `unread` had a result then and are errors now."""

    since: str
    lost: tuple[OutcomeChange, ...]
    gained: tuple[OutcomeChange, ...]
    other: tuple[OutcomeChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """The figures of a survey on one day: by policy, the number of targets by outcome."""

    day: str
    tool: str
    targets: int
    evaluated: int
    policies: Mapping[str, Mapping[str, int]]
    schema: int = 1


@dataclass(frozen=True, kw_only=True)
class SurveyView:
    """All that the pages of a survey show; the results are sorted by target."""

    survey: Survey
    results: Sequence[Result]
    coverage: Coverage
    changes: SurveyChanges | None = None
    history: Sequence[HistoryEntry] = ()


def measure_coverage(targets: Iterable[Target], results: Iterable[Result]) -> Coverage:
    """Return how much of the targets the results cover."""
    wanted = {each.target for each in targets}
    found = [each.error for each in results if each.target in wanted]
    errors = Counter(each.type.value for each in found if each)
    evaluated = sum(each is None for each in found)
    return Coverage(targets=len(wanted), evaluated=evaluated, errors=dict(sorted(errors.items())))


def describe_coverage(coverage: Coverage) -> str:
    """Return the coverage in one line: targets, evaluated, errors by class, and what is left."""
    share = 100 * coverage.evaluated / coverage.targets if coverage.targets else 0.0
    words = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in coverage.errors.items())
    errors = f"{coverage.failed:,} error{'s' if coverage.failed > 1 else ''}"
    parts = (
        f"{coverage.evaluated:,} of {coverage.targets:,} targets evaluated ({share:.1f} %)",
        f"{errors} ({words})" if coverage.failed else "",
        f"{coverage.left:,} not yet evaluated" if coverage.left else "",
    )
    return "; ".join(filter(None, parts))


def count_shares(view: SurveyView) -> tuple[PolicyShare, ...]:
    """Return the outcomes of each policy in the order of the survey."""
    found = {each.id: Counter[PolicyOutcome]() for each in view.survey.policies}
    for result in view.results:
        for name, policy in result.policies.items():
            if name in found:
                found[name][policy.outcome] += 1
    return tuple(PolicyShare(policy=each, counts=found[each.id]) for each in view.survey.policies)


def count_ladders(view: SurveyView) -> tuple[LadderShare, ...]:
    """Return how far the targets climb each ladder of which at least two policies were evaluated."""
    policies = {each.id: each for each in view.survey.policies}
    rungs: dict[str, tuple[str, ...]] = {}
    counts: dict[str, Counter[str]] = {}
    for result in view.results:
        for found in result.ladders:
            rungs.setdefault(found.ladder, found.rungs)
            counts.setdefault(found.ladder, Counter())[find_rung(found, result)] += 1
    return tuple(
        LadderShare(
            ladder=name, rungs=tuple(policies[each] for each in ids if each in policies), counts=dict(counts[name])
        )
        for name, ids in rungs.items()
    )


def find_rung(found: LadderResult, result: Result) -> str:
    """Return the id of the highest policy that is met; "unknown" or "none" where not even the lowest is."""
    lowest = result.policies.get(found.next)
    unknown, none = _BELOW
    return found.highest or (unknown if lowest and lowest.outcome is PolicyOutcome.UNDETERMINED else none)


def lacking_requirements(policy: PolicyResult) -> tuple[str, ...]:
    """Return the required requirements of a policy that are not met or unknown, for a target that does not meet it."""
    return tuple(each for each in policy.required if policy.requirements.get(each) in _LACKING)


def rank_missing(view: SurveyView) -> tuple[MissingRequirement, ...]:
    """Return what targets lack of policies that decide: first what most of them lack alone."""
    lacking: Counter[tuple[str, str]] = Counter()
    only: dict[tuple[str, str], list[str]] = {}
    for name, requirement, target, alone in _list_missing(view.results):
        lacking[name, requirement] += 1
        only.setdefault((name, requirement), []).extend([target] if alone else [])
    policies = {each.id: each for each in view.survey.policies if not each.advisory}
    found = (
        MissingRequirement(policy=policies[key[0]], requirement=key[1], lacking=count, only=tuple(only[key]))
        for key, count in lacking.items()
        if key[0] in policies
    )
    return tuple(sorted(found, key=lambda each: (-len(each.only), -each.lacking, each.policy.id, each.requirement)))


def _list_missing(results: Iterable[Result]) -> Iterator[tuple[str, str, str, bool]]:
    for result in results:
        above = {rung for each in result.ladders for rung in each.rungs if rung != each.next}
        for name, policy in result.policies.items():
            missing = lacking_requirements(policy) if name not in above else ()  # first the next step of a ladder
            shown = result.name or result.target
            yield from ((name, each, shown, len(missing) == 1) for each in missing)


def compare_surveys(before: SurveyView, after: SurveyView) -> SurveyChanges:
    """Return what differs between two surveys of policies that both have."""
    old = {each.target: each for each in before.results}
    new = {each.target: each for each in after.results}
    both = [each for each in after.results if each.target in old]
    changes = [change for each in both for change in _compare_results(old[each.target], each, after.survey)]
    return SurveyChanges(
        since=before.survey.day,
        lost=tuple(each for each in changes if each.before is _MET),
        gained=tuple(each for each in changes if each.after is _MET),
        other=tuple(each for each in changes if _MET not in {each.before, each.after}),
        added=tuple(each for each in new if each not in old),
        removed=tuple(each for each in old if each not in new),
        unread=tuple(each.target for each in both if each.error and not old[each.target].error),
    )


def _compare_results(before: Result, after: Result, survey: Survey) -> Iterator[OutcomeChange]:
    for policy in survey.policies:
        was, now = before.policies.get(policy.id), after.policies.get(policy.id)
        if was and now and was.outcome is not now.outcome:
            yield OutcomeChange(target=after.target, policy=policy, before=was.outcome, after=now.outcome)


def describe_history(view: SurveyView) -> HistoryEntry:
    """Return the entry of this survey for the history."""
    shares = {
        share.policy.id: {outcome.value: share.counts.get(outcome, 0) for outcome in PolicyOutcome}
        for share in count_shares(view)
    }
    return HistoryEntry(
        day=view.survey.day,
        tool=view.survey.tool,
        targets=view.coverage.targets,
        evaluated=view.coverage.evaluated,
        policies=shares,
    )
