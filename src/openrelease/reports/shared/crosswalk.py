"""Report -> the cross-walk: the outcome of each component for each policy, without markup."""

from collections.abc import Iterable, Iterator, Mapping

from openrelease.model import Level, Outcome, PolicyVerdict, Report, Status, Verdict
from openrelease.reports.shared.report_summary import component_title
from openrelease.values import dataclass

_ASIDE = frozenset({"suitable", "consistent"})
"""Verbs about the license of a component that do not ask whether there is one."""

_LEVELS = (Level.REQUIRED, Level.RECOMMENDED, Level.OPTIONAL)


@dataclass(frozen=True, kw_only=True)
class CrosswalkCell:
    """The worst outcome of a policy's requirements on a component, at their highest level.

    `grade` is the word of a definition that grades, empty for all others. `by_another`: the component is not
    there, and something else that the definition takes for it is.
    """

    outcome: Outcome
    level: Level
    grade: str = ""
    by_another: bool = False


@dataclass(frozen=True, kw_only=True)
class CrosswalkRow:
    """A component, and its cell for each definition; None where the definition does not ask for it."""

    component: str
    title: str
    cells: tuple[CrosswalkCell | None, ...]


@dataclass(frozen=True, kw_only=True)
class Crosswalk:
    """The ids of policies with requirements on components, and a row for each component."""

    policies: tuple[str, ...]
    lines: tuple[CrosswalkRow, ...]


def build_crosswalk(report: Report) -> Crosswalk | None:
    """The cross-walk of a report; None where fewer than two definitions ask, so that nothing compares."""
    evaluated = [each for each in report.verdicts if each.applies]
    asking = {each.policy.id: asked for each in evaluated if (asked := _cells_by_component(each))}
    every = (
        CrosswalkRow(
            component=component,
            title=component_title(component),
            cells=tuple(_worst_cell(asked.get(component, ()), found.status) for asked in asking.values()),
        )
        for component, found in report.facts.components.items()
    )
    lines = tuple(line for line in every if any(line.cells))
    return Crosswalk(policies=tuple(asking), lines=lines) if len(asking) > 1 else None


def cell_word(cell: CrosswalkCell | None) -> str:
    """A cell as a word; in parentheses if not required, "-" if there is no requirement."""
    if cell is None:
        return "-"
    at_least = "+" if cell.grade and cell.outcome is Outcome.UNKNOWN else ""
    label = f"{cell.grade}{at_least}" if cell.grade else _WORDS[cell.outcome]
    label += "*" if cell.by_another else ""
    return label if cell.level is Level.REQUIRED else f"({label})"


_WORDS: Mapping[Outcome, str] = {
    Outcome.MET: "met",
    Outcome.UNMET: "unmet",
    Outcome.UNKNOWN: "unknown",
    Outcome.NOT_APPLICABLE: "n/a",
    Outcome.WAIVED: "waived",
}


def format_legend(walk: Crosswalk) -> str:
    """What the words mean that are not those of reports, as far as they are in the table."""
    cells = [cell for line in walk.lines for cell in line.cells]
    words = {cell_word(cell) for cell in cells}
    notes = (
        ("-", "not asked", None in cells),
        ("(...)", "not required", any(each.startswith("(") for each in words)),
        ("n/a", "not applicable", any("n/a" in each for each in words)),
        ("partial+", "partial at least", any("partial+" in each for each in words)),
        ("*", "by another component", any("*" in each for each in words)),
    )
    return ", ".join(f"{mark} {meaning}" for mark, meaning, there in notes if there)


def _cells_by_component(evaluated: PolicyVerdict) -> Mapping[str, list[Verdict]]:
    asked: dict[str, list[Verdict]] = {}
    for component, verdict in _verdicts_by_component(evaluated.verdicts):
        asked.setdefault(component, []).append(verdict)
    return asked


def _verdicts_by_component(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, Verdict]]:
    for verdict in verdicts:
        if verdict.requirement.check not in _ASIDE:
            yield from ((each, verdict) for each in getattr(verdict.requirement.options, "components", ()))


def _worst_cell(verdicts: Iterable[Verdict], status: Status) -> CrosswalkCell | None:
    """The worst of what weighs most."""
    every = list(verdicts)
    for level in _LEVELS:
        found = [verdict for verdict in every if verdict.requirement.level is level]
        if found:
            worst = min(found, key=lambda verdict: ([*Outcome].index(verdict.outcome), verdict.grade))
            good = worst.outcome is Outcome.MET or worst.grade in {"open", "partial"}
            by_another = good and status is Status.ABSENT
            return CrosswalkCell(outcome=worst.outcome, level=level, grade=worst.grade, by_another=by_another)
    return None
