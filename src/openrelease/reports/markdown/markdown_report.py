"""Report -> GitHub Markdown: for a step summary and for a comment on a pull request, within a size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openrelease.model import (
    Location,
    Outcome,
    PolicyOutcome,
    PolicyVerdict,
    Problem,
    Report,
    Status,
    Verdict,
    spot,
)
from openrelease.reports.markdown.change_section import headline, sections, was
from openrelease.reports.markdown.criteria_table import criteria
from openrelease.reports.markdown.definitions_table import (
    judged_by,
    limits_section,
    subject_line,
)
from openrelease.reports.markdown.exceptions_section import disputed, exceptions
from openrelease.reports.markdown.models_section import GLANCE, folded_models, models_table
from openrelease.reports.markdown.task_list import standing_section, task_line, work_sections
from openrelease.reports.shared.action_items import ADVICE
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.crosswalk_tables import crosswalk_section
from openrelease.reports.shared.escape import blob_url, code, link, prose
from openrelease.reports.shared.fit_to_limit import MOST, Item, Section, fitted
from openrelease.reports.shared.model_table import standing
from openrelease.reports.shared.mot_records import record_section
from openrelease.reports.shared.report_summary import (
    OUTCOMES,
    STATUSES,
    Row,
    became,
    license_name,
    named,
    readable,
    rows,
    said,
    shorten,
)
from openrelease.reports.shared.weights_summary import weight_lines

LIMIT = 60_000
"""Characters; GitHub takes comments of at most 65,536."""

_MARKS = {
    PolicyOutcome.MET: "✅",
    PolicyOutcome.UNMET: "❌",
    PolicyOutcome.UNDETERMINED: "❓",
    PolicyOutcome.NOT_APPLICABLE: "⚪",
    Outcome.MET: "✅",
    Outcome.UNMET: "❌",
    Outcome.UNKNOWN: "❓",
    Outcome.NOT_APPLICABLE: "⚪",
    Outcome.WAIVED: "⚪",
    Status.IN_REPO: "✅",
    Status.LINKED: "🔗",
    Status.UNCLEAR: "❓",
    Status.ABSENT: "❌",
}
_NOT_ASKED = "⚪"  # absent, and nothing required asks for it
_TOLD = "\u2139\ufe0f"  # the letter i in a box, before what decides nothing
_LONG = 800  # characters of one message; what is longer is in the JSON report
_HELD = "\u00a0"  # a space that does not break: a mark and its word stay on one line of a narrow column
_FOLD = "\n</details>\n\n"
_PROBLEM, _MET = ADVICE + 1, ADVICE + 2


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where the files can be looked at: `server` such as https://github.com, `repository` OWNER/NAME."""

    server: str
    repository: str
    revision: str


def render(
    report: Report,
    *,
    site: Site | None = None,
    limit: int = LIMIT,
    comparison: Comparison | None = None,
    remark: str = "",
) -> str:
    """The report in at most `limit` characters; the verdict stays, the least severe items are cut first.

    With a comparison, what changes comes first, and what is as it was is folded. `remark` is a last sentence.
    """
    compared = comparison is not None and comparison.changes is not None

    def place(location: Location) -> str:
        return _place(location, site)

    first, *change = sections(comparison, place) if comparison else (None,)
    parts = (
        _headline(report, comparison),
        first,
        *change,
        models_table(report, place, folded=compared),
        *work_sections(report, comparison, place),
        folded_models(report, lambda task: task_line(task, place), lambda row: _row(row, site)),
        standing_section(report, comparison, place),
        crosswalk_section(report),
        *criteria(report),
        _components(rows(report), site, folded=compared or bool(report.releases)),
        _weights(report, folded=compared),
        disputed(report, place),
        exceptions(report, place),
        record_section(report),
        _met(report),
        _problems(report.facts.problems, site),
        limits_section(report),
        judged_by(report, comparison, remark),
    )
    return fitted([part for part in parts if part], limit)


def _headline(report: Report, comparison: Comparison | None) -> Section:
    changed = headline(comparison) if comparison else ""
    title = f"### {changed or f'Open source AI release: {subject_line(report)}'}\n\n"
    return Section(
        name="policies",
        head=title,
        items=tuple(
            Item(severity=-1, text=_verdict(verdict, report, comparison)) for verdict in report.verdicts
        ),
        foot="\n",
    )


def _verdict(verdict: PolicyVerdict, report: Report, comparison: Comparison | None) -> str:
    """A paragraph, or a bullet of several. Beside a base it names what is not met: that may be folded."""
    policy = verdict.policy
    compared = comparison is not None and comparison.changes is not None
    told = prose(said(verdict, standing(report, policy.id), ids=compared))
    name = f"{prose(shorten(policy.title, _LONG))} ({code(named(policy))})"
    before = was(comparison, report, policy.id)
    mark = _TOLD if policy.advisory else _MARKS[verdict.outcome]
    text = f"{mark} **{became(verdict).capitalize()}**{before}: {name}. {told}"
    return f"- {text}\n" if len(report.verdicts) > 1 else f"{text}\n"


def _components(table: Sequence[Row], site: Site | None, *, folded: bool) -> Section:
    """The state of the release; folded where it is not what the reader came for and more than a glance."""
    head = "| Component | Status | License | Evidence |\n|---|---|---|---|\n"
    items = tuple(Item(severity=_weight(row), text=_row(row, site)) for row in table)
    if not folded or len(table) <= GLANCE:
        return Section(name="components", head=head, items=items, foot="\n")
    there = sum(row.status in {Status.IN_REPO, Status.LINKED} for row in table)
    summary = f"<details><summary>Components: {there} of {len(table)} are there</summary>\n\n"
    return Section(name="components", head=summary + head, items=items, foot=_FOLD)


def _weights(report: Report, *, folded: bool) -> Section:
    """What the weights in the repository are."""
    items = tuple(Item(severity=_PROBLEM, text=f"- {prose(line)}\n") for line in weight_lines(report.facts))
    title = "Weights in the repository"
    head = f"<details><summary>{title}</summary>\n\n" if folded else f"{title}:\n\n"
    return Section(name="lines about weights", head=head, items=items, foot=_FOLD if folded else "\n")


def _weight(row: Row) -> int:
    """What is absent or unclear goes before the recommendations, what was found after all advice."""
    return 1 if row.status in {Status.ABSENT, Status.UNCLEAR} else _PROBLEM


def _row(row: Row, site: Site | None) -> str:
    license_ = readable(license_name(row.license))
    mark = _MARKS[row.status] if row.status is not Status.ABSENT or row.lacking else _NOT_ASKED
    cells = (
        row.title,
        f"{mark} {STATUSES[row.status]}".replace(" ", _HELD),
        code(license_) if license_ else "",
        _place(row.evidence.location, site) if row.evidence else "",
    )
    return f"| {' | '.join(cells)} |\n"


def _met(report: Report) -> Section:
    """What is in order, folded."""
    done = {
        (verdict.requirement.id, verdict.message): verdict
        for judged in report.verdicts
        if judged.outcome is not PolicyOutcome.NOT_APPLICABLE
        for verdict in judged.verdicts
        if verdict.outcome in {Outcome.MET, Outcome.WAIVED, Outcome.NOT_APPLICABLE}
    }
    return Section(
        name="things in order",
        head=f"<details><summary>In order, or not asked ({len(done)})</summary>\n\n",
        items=tuple(Item(severity=_MET, text=_done(verdict)) for verdict in done.values()),
        foot=_FOLD,
    )


def _done(verdict: Verdict) -> str:
    name = f"{prose(verdict.requirement.title)} ({code(verdict.requirement.id)})"
    told = prose(shorten(verdict.message, _LONG))
    return f"- {_MARKS[verdict.outcome]} {name}, {OUTCOMES[verdict.outcome]}: {told}\n"


def _problems(problems: Sequence[Problem], site: Site | None) -> Section:
    return Section(
        name="files that could not be read",
        head=f"<details><summary>Could not be read ({len(problems)})</summary>\n\n",
        items=tuple(
            Item(
                severity=_PROBLEM,
                text=f"- {_place(each.location, site)}: {prose(shorten(each.message, _LONG))}\n",
            )
            for each in problems[:MOST]
        ),
        more=max(0, len(problems) - MOST),
        foot=_FOLD,
    )


def _place(location: Location, site: Site | None) -> str:
    """A place as a link where the files can be looked at, else as code."""
    label = spot(location)
    if site is None or location.path in {"", "."}:
        return code(label)
    url = blob_url(site.server, site.repository, site.revision, location.path, location.line)
    return link(label, url)
