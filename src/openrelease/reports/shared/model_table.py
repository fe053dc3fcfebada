"""Report -> a line for each of several models: its verdicts, license and card; without any markup."""

from collections.abc import Sequence

from openrelease.model import (
    Claim,
    Evidence,
    Facts,
    Location,
    PolicyOutcome,
    PolicyVerdict,
    ReleaseReport,
    Report,
    Status,
)
from openrelease.reports.shared.action_items import ActionItem
from openrelease.reports.shared.comparison import Aspect, Comparison, Direction
from openrelease.reports.shared.report_summary import OUTCOMES, license_name
from openrelease.values import dataclass

_LICENSED, _CARD = "weights", "model_card"


@dataclass(frozen=True, kw_only=True)
class ModelRow:
    """A row of the table of models.

    `license` and its `text` are those of the weights or, without weights, of what else is licensed. `card` is
    the best evidence of a card in the folder of the model, else the best of all.
    """

    name: str
    root: str
    outcome: PolicyOutcome
    verdicts: tuple[PolicyVerdict, ...]
    license: Claim | None
    text: Location | None
    card: Evidence | None


def model_rows(report: Report) -> tuple[ModelRow, ...]:
    """A line for each model, in the order of the report; none where there is only one."""
    return tuple(map(_model_row, report.releases))


def count_met_models(report: Report, policy: str) -> str:
    """How many of several models meet a policy, such as "2 of 6 models meet it"; "" where there is one."""
    outcomes = [
        evaluated.outcome for each in report.releases for evaluated in each.verdicts if evaluated.policy.id == policy
    ]
    if not outcomes:
        return ""
    met = outcomes.count(PolicyOutcome.MET)
    return f"{met} of {len(outcomes)} models meet it"


def _model_row(release: ReleaseReport) -> ModelRow:
    license_ = _weights_license(release.facts)
    outcomes = [evaluated.outcome for evaluated in release.verdicts]
    return ModelRow(
        name=release.name,
        root=release.root,
        outcome=min(outcomes, key=[*PolicyOutcome].index, default=PolicyOutcome.NOT_APPLICABLE),
        verdicts=release.verdicts,
        license=license_,
        text=license_.location if license_ else None,
        card=_model_card(release),
    )


def _weights_license(facts: Facts) -> Claim | None:
    weights = facts.components.get(_LICENSED)
    return weights.license if weights and weights.status is not Status.ABSENT else None


def _model_card(release: ReleaseReport) -> Evidence | None:
    found = release.facts.components.get(_CARD)
    evidence: Sequence[Evidence] = found.evidence if found else ()
    below = f"{release.root}/" if release.root else ""
    own = [each for each in evidence if each.location.path.startswith(below)]
    return next(iter((*own, *evidence)), None)


def item_message(report: Report, task: ActionItem) -> str:
    """The affected models of an item; with one model, the message of the item."""
    named = affected_models(report, task)
    if not named:
        return task.message
    every = len(report.releases)
    count = f"all {every}" if len(named) == every else f"{len(named)} of {every}"
    return f"{OUTCOMES[task.outcome]}, {count} models: {', '.join(named)}."


def affected_models(report: Report, task: ActionItem) -> tuple[str, ...]:
    """The names of those of several models that a task is about; none where there is one model."""
    return tuple(
        release.name
        for release in report.releases
        if any(
            verdict.requirement.id == task.requirement.id and verdict.outcome is task.outcome
            for evaluated in release.verdicts
            for verdict in evaluated.verdicts
        )
    )


def added_failing_models(report: Report, comparison: Comparison | None) -> tuple[ReleaseReport, ...]:
    """The models that a change adds and that do not meet what is required."""
    worse = comparison.select_changes(Direction.WORSE) if comparison else ()
    names = {name for each in worse if each.aspect is Aspect.MODEL and each.weight for name in each.models}
    return tuple(release for release in report.releases if release.name in names)


def release_report(release: ReleaseReport) -> Report:
    """One of several models as a report of its own."""
    return Report(facts=release.facts, verdicts=release.verdicts)


def license_label(line: ModelRow) -> str:
    """The license of a model as a table shows it, "none known" where there is none."""
    return license_name(line.license) or "none known"
