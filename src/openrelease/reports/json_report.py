"""Report -> JSON, format 1: what other tools read. The keys are in `report_keys`."""

import enum
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from openrelease import __version__
from openrelease.checks.license_wording import format_reason
from openrelease.model import Claim, Facts, Permissive, ReleaseReport, Report, Verdict
from openrelease.reports.fit_json import fit_json
from openrelease.reports.report_keys import FORMAT, KEYS, OPTIONS, PERMISSIVE
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.crosswalk import CrosswalkCell, build_crosswalk
from openrelease.reports.shared.escape import json_text
from openrelease.reports.shared.line_of_finding import find_line
from openrelease.values import field_names, is_dataclass, replace

Data: TypeAlias = dict[str, Any]


def render(report: Report, comparison: Comparison | None = None) -> str:
    """The report as JSON with sorted keys; the same tree gives the same bytes; what does not fit is counted."""
    located = {"comparison": _locate_comparison(comparison, report)} if comparison else {}
    return fit_json(
        {
            "format": FORMAT,
            "tool": {"name": "openrelease", "version": __version__},
            **_encode(locate_report(report), _read_report_fields),
            **_crosswalk_json(report),
            **_encode(located, _read_report_fields),
        }
    )


def encode_value(value: object) -> Any:
    """Return a value of `model` as JSON data; a dataclass is keyed as in `report_keys`, else by its fields."""
    return _encode(value, _read_report_fields)


def _encode(value: object, read_fields: Callable[[Any], Data]) -> Any:
    """A value as JSON data; `read_fields` gives the keys of a dataclass with their values."""
    if is_dataclass(value):
        value = read_fields(value)
    if isinstance(value, Mapping):
        return {str(key): _encode(item, read_fields) for key, item in value.items()}
    if isinstance(value, (tuple, frozenset)):
        items = [_encode(item, read_fields) for item in value]
        return sorted(items) if isinstance(value, frozenset) else items
    if isinstance(value, Permissive):
        return PERMISSIVE[value]
    return value.value if isinstance(value, enum.Enum) else value


def _read_report_fields(value: Any) -> Data:
    """A type of `report_keys` by its keys, another dataclass by its fields."""
    if type(value) not in KEYS:
        return {name: getattr(value, name) for name in field_names(value)}
    found = {key: _read_attribute(value, path) for key, path in KEYS[type(value)].items()}
    return {
        key.removesuffix("?"): item
        for key, item in found.items()
        if not (key.endswith("?") and item in (None, "", (), frozenset()))
    }


def _read_attribute(value: object, path: str) -> object:
    if path == OPTIONS:
        return getattr(value.requirement.options, "components", ())  # type: ignore[attr-defined]
    for name in path.split("."):
        value = getattr(value, name, None)
    return value


def locate_report(report: Report) -> Report:
    """The report with a location for each finding that belongs to a line of a document."""
    return replace(
        report,
        verdicts=_locate_verdicts(report),
        releases=tuple(replace(each, verdicts=_locate_verdicts(each)) for each in report.releases),
        records=tuple(replace(each, verdicts=_locate_verdicts(each)) for each in report.records),
    )


def _locate_comparison(comparison: Comparison, report: Report) -> Comparison:
    amended = replace(report, verdicts=comparison.amended)
    return replace(comparison, amended=_locate_verdicts(amended))


def _locate_verdicts(report: Report | ReleaseReport) -> Any:
    return tuple(
        replace(evaluated, verdicts=tuple(_locate_verdict(each, report.facts) for each in evaluated.verdicts))
        for evaluated in report.verdicts
    )


def _locate_verdict(verdict: Verdict, facts: Facts) -> Verdict:
    findings = (replace(each, location=find_line(each, verdict.requirement, facts)) for each in verdict.findings)
    return replace(verdict, findings=tuple(findings))


def _crosswalk_json(report: Report) -> Data:
    """Each component by each definition; `not_asked` where a definition does not ask for it."""
    walk = build_crosswalk(report)
    if walk is None:
        return {}
    cells = {each.component: dict(zip(walk.policies, map(_cell_json, each.cells), strict=True)) for each in walk.lines}
    return {"crosswalk": cells}


def _cell_json(cell: CrosswalkCell | None) -> Data:
    if cell is None:
        return {"outcome": "not_asked"}
    more = {"grade": cell.grade} if cell.grade else {}
    other = {"by_another": True} if cell.by_another else {}
    return {"outcome": cell.outcome.value, "level": cell.level.value, **more, **other}


def facts_json(facts: Facts) -> str:
    """The facts that policies are evaluated against, as JSON: every field under its own name."""
    return json_text({"format": FORMAT, **_encode(facts, _read_fact_fields)})


def _read_fact_fields(value: Any) -> Data:
    names = (name for name in field_names(value) if name not in _NOT_FACTS)
    note = {"note": format_reason(value)} if isinstance(value, Claim) else {}
    return {**{_FACTS_KEYS.get(name, name): getattr(value, name) for name in names}, **note}


_NOT_FACTS = frozenset({"catalog"})
"""Fields that describe the program's own data and nothing of the repository."""

_FACTS_KEYS = {"claims": "statements"}
"""Keys that were published before the field was renamed."""
