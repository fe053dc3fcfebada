"""Two Reports -> what a change does to the release: what it loses and gains, the worst first. Pure.

Both reports are evaluated by the same policies, those of the base; `before` is the base, `after` the head.
"""

from collections.abc import Iterable, Iterator

from openrelease.model import Level, Outcome, PolicyOutcome, ReleaseReport, Report
from openrelease.reports.shared.compare_policies import compare_verdicts
from openrelease.reports.shared.comparison import Aspect, Change, Direction
from openrelease.reports.shared.report_summary import HEADLINES, OUTCOMES
from openrelease.values import replace

_DIRECTIONS, _ASPECTS = list(Direction), list(Aspect)
_OF_MODELS = frozenset({Aspect.REQUIREMENT, Aspect.LICENSE})


def compare_reports(before: Report, after: Report) -> tuple[Change, ...]:
    """The differences of the repository and of each of its models.

    If both sides have several models, requirements and licenses are compared by model only.
    """
    several = bool(before.releases and after.releases)
    by_model = _merge_same(_compare_models(before, after)) if several else ()
    left_out = _OF_MODELS if several else frozenset()
    whole = (each for each in compare_verdicts(before, after) if each.aspect not in left_out)
    return tuple(sorted(dict.fromkeys((*by_model, *whole)), key=_sort_key))


def _compare_models(before: Report, after: Report) -> Iterator[Change]:
    """Models that came, went or changed; each is known by its folder and name."""
    old, new = ({(each.root, each.name): each for each in side.releases} for side in (before, after))
    for key, release in new.items():
        if key in old:
            yield from (replace(each, models=(release.name,)) for each in compare_verdicts(old[key], release))
        else:
            yield _added_model(release)
    yield from (_removed_model(release) for key, release in old.items() if key not in new)


def _merge_same(found: Iterable[Change]) -> tuple[Change, ...]:
    """Merge equal changes of several models; the location is kept if it is the same."""
    groups: dict[Change, list[Change]] = {}
    for each in found:
        groups.setdefault(replace(each, models=(), location=None), []).append(each)
    return tuple(
        replace(
            key,
            models=tuple(name for each in same for name in each.models),
            location=same[0].location if len({each.location for each in same}) == 1 else None,
        )
        for key, same in groups.items()
    )


def _added_model(release: ReleaseReport) -> Change:
    """A new model that does not meet the policies is a loss for the repository."""
    outcome = _release_outcome(release)
    good = {PolicyOutcome.MET: Direction.BETTER, PolicyOutcome.NOT_APPLICABLE: Direction.OTHER}
    return Change(
        aspect=Aspect.MODEL,
        direction=good.get(outcome, Direction.WORSE),
        id=release.name,
        title="A model is added",
        before="not there",
        after=HEADLINES[outcome],
        weight=Level.REQUIRED.value,
        models=(release.name,),
    )


def _removed_model(release: ReleaseReport) -> Change:
    """A removed model that met the policies is a loss."""
    outcome = _release_outcome(release)
    met = outcome is PolicyOutcome.MET
    return Change(
        aspect=Aspect.MODEL,
        direction=Direction.WORSE if met else Direction.OTHER,
        id=release.name,
        title="A model is taken away",
        before=HEADLINES[outcome],
        after="no longer found",
        weight=Level.REQUIRED.value if met else "",
        models=(release.name,),
    )


def _release_outcome(release: ReleaseReport) -> PolicyOutcome:
    outcomes = [evaluated.outcome for evaluated in release.deciding]
    return min(outcomes, key=[*PolicyOutcome].index, default=PolicyOutcome.NOT_APPLICABLE)


def find_regressions(found: Iterable[Change], *, unknown_counts: bool = True) -> tuple[Change, ...]:
    """What is required and worse now, save what is waived; without `unknown_counts`, save what is unknown."""
    asked = {Aspect.POLICY, Aspect.MODEL, Aspect.REQUIREMENT}
    passed = {OUTCOMES[Outcome.WAIVED], *(() if unknown_counts else (OUTCOMES[Outcome.UNKNOWN],))}
    return tuple(
        change
        for change in found
        if change.aspect in asked
        and change.direction is Direction.WORSE
        and change.weight == Level.REQUIRED.value
        and change.after not in passed
    )


def _sort_key(change: Change) -> tuple[int, bool, int]:
    """Losses first; of those what is required, then by aspect."""
    lacks = change.weight in {Level.RECOMMENDED.value, Level.OPTIONAL.value}
    return _DIRECTIONS.index(change.direction), lacks, _ASPECTS.index(change.aspect)
