"""Survey -> CSV (RFC 4180), a row for each target. No cell is a formula for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from openrelease.model import Result, Survey
from openrelease.reports.json_report import encode_value
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.survey_summary import SurveyView, count_ladders, find_rung, lacking_requirements

_FORMULA = ("=", "+", "-", "@")  # tabs and line ends are shown as escapes
_FIRST = ("target", "name", "url", "commit", "kind", "archived", "error")
_WEIGHTS = ("weights", "weights_license", "weights_permissive")


def render(view: SurveyView) -> str:
    """Return the table with the outcome of each policy and the requirements that each lacks."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    ids = [each.id for each in view.survey.policies]
    ladders = [each.ladder for each in count_ladders(view)]
    writer.writerow([*_FIRST, *ids, *(f"{each} lacks" for each in ids), *ladders, *_WEIGHTS])
    for result in view.results:
        writer.writerow(map(_guard_cell, _list_cells(result, view.survey, ladders)))
    return lines.getvalue()


def _list_cells(result: Result, survey: Survey, ladders: Iterable[str]) -> Iterable[str]:
    yield from (result.target, result.name or "", result.url or "", result.commit or "")
    yield from (result.kind.value if result.kind else "", "yes" if result.archived else "no")
    yield result.error.type.value if result.error else ""
    found = [result.policies.get(each.id) for each in survey.policies]
    yield from (each.outcome.value if each else "" for each in found)
    yield from (" ".join(lacking_requirements(each)) if each else "" for each in found)
    highest = {each.ladder: find_rung(each, result) for each in result.ladders}
    yield from (highest.get(each, "") for each in ladders)
    weights = result.components.get("weights")
    yield weights.status.value if weights else ("" if result.error else "absent")
    yield (weights.license or "") if weights else ""
    permissive = encode_value(weights.permissive) if weights and weights.permissive else ""
    yield str(permissive).lower()


def _guard_cell(text: str) -> str:
    shown = escape_terminal(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
