"""Report -> GitHub Markdown: for a step summary and for a comment on a pull request, within a size."""

from collections.abc import Sequence

from openrelease.model import (
    Location,
    Outcome,
    PolicyVerdict,
    Problem,
    Report,
    Status,
    Verdict,
    format_location,
)
from openrelease.reports.markdown.change_section import change_headline, change_sections
from openrelease.reports.markdown.definitions_table import (
    criteria_sections,
    definitions_section,
    limits_section,
    subject_line,
)
from openrelease.reports.markdown.exceptions_section import contradictions_section, exceptions_section
from openrelease.reports.markdown.models_section import GLANCE, folded_models, models_table
from openrelease.reports.markdown.task_list import item_line, new_item_sections, old_items_section
from openrelease.reports.shared.action_items import ADVICE
from openrelease.reports.shared.change_words import former_outcome
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.crosswalk_tables import crosswalk_section
from openrelease.reports.shared.escape import blob_url, code_span, escape_prose, markdown_link
from openrelease.reports.shared.fit_to_limit import MOST, Item, Section, fit_sections, folded_section
from openrelease.reports.shared.model_table import count_met_models
from openrelease.reports.shared.mot_records import record_section
from openrelease.reports.shared.report_summary import (
    MARKS,
    OUTCOMES,
    ComponentRow,
    component_rows,
    count_outcomes,
    keep_on_one_line,
    ladder_sentences,
    license_name,
    name_licenses,
    outcome_words,
    policy_name,
    readable_license,
    shorten,
    verdict_sentence,
)
from openrelease.reports.shared.weights_summary import weight_lines
from openrelease.values import dataclass, replace

LIMIT = 60_000
"""Characters; GitHub takes comments of at most 65,536."""

_NOT_ASKED = "⚪"  # absent, and nothing required asks for it
_TOLD = "\u2139\ufe0f"  # the letter i in a box, before what decides nothing
_LONG = 800  # characters of one message; what is longer is in the JSON report
_PROBLEM, _MET = ADVICE + 1, ADVICE + 2


@dataclass(frozen=True, kw_only=True)
class SourceSite:
    """Where the files can be looked at: `server` such as https://github.com, `repository` OWNER/NAME.

    `run` is the number of the workflow run that reports, "" where none does.
    """

    server: str
    repository: str
    revision: str
    run: str = ""

    @property
    def run_page(self) -> str:
        """The page of the run, "" where there is none."""
        return f"{self.server}/{self.repository}/actions/runs/{self.run}" if self.run else ""


def render(
    report: Report,
    *,
    site: SourceSite | None = None,
    limit: int = LIMIT,
    comparison: Comparison | None = None,
    remark: str = "",
) -> str:
    """The report in at most `limit` characters; the verdict stays, the least severe items are cut first.

    With a comparison, what changes comes first, and what is as it was is folded. `remark` is a last sentence.
    """
    compared = comparison is not None and comparison.changes is not None

    def place(location: Location) -> str:
        return _location_link(location, site)

    first, *change = change_sections(comparison, place) if comparison else (None,)
    parts = (
        _headline_section(report, comparison),
        first,
        *change,
        models_table(report, place, folded=compared),
        *new_item_sections(report, comparison, place),
        folded_models(report, lambda item, facts: item_line(item, facts, place), lambda row: _component_row(row, site)),
        old_items_section(report, comparison, place),
        crosswalk_section(report),
        *criteria_sections(report),
        _components_section(component_rows(report), site, folded=compared or bool(report.releases)),
        _weights_section(report, folded=compared),
        contradictions_section(report, place),
        exceptions_section(report, place),
        record_section(report),
        _passed_section(report),
        _problems_section(report.facts.problems, site),
        limits_section(report),
        definitions_section(report, comparison, remark),
        _run_section(site),
    )
    return fit_sections([part for part in parts if part], limit)


def _headline_section(report: Report, comparison: Comparison | None) -> Section:
    changed = change_headline(comparison) if comparison else ""
    title = f"### {changed or f'Open source AI release: {subject_line(report)}'}\n\n"
    if len(report.verdicts) > _FEW_POLICIES:
        return _verdict_table(title, report, comparison)
    return Section(
        name="policies",
        head=title,
        items=tuple(Item(severity=-1, text=_verdict_line(verdict, report, comparison)) for verdict in report.verdicts),
        foot="\n" + "".join(f"{escape_prose(each)}\n\n" for each in ladder_sentences(report)),
    )


def _run_section(site: SourceSite | None) -> Section:
    """A link to the log of the run."""
    link = f"\n[Log of this run]({site.run_page})\n" if site and site.run_page else ""
    return Section(name="run", head="", items=(Item(severity=-1, text=link),) if link else ())


def _verdict_table(title: str, report: Report, comparison: Comparison | None) -> Section:
    """A row for each of many policies."""
    head = f"{title}| Verdict | Definition | Required |\n|---|---|---|\n"
    items = tuple(Item(severity=-1, text=_verdict_cells(each, report, comparison)) for each in report.verdicts)
    foot = "\n" + "".join(f"{escape_prose(each)}\n\n" for each in ladder_sentences(report))
    return Section(name="policies", head=head, items=items, foot=foot)


def _verdict_cells(verdict: PolicyVerdict, report: Report, comparison: Comparison | None) -> str:
    policy = verdict.policy
    former = former_outcome(comparison, report, policy.id)
    mark = _TOLD if policy.advisory else MARKS[verdict.outcome]
    words = keep_on_one_line(f"{mark} {outcome_words(verdict)}{f' ({former})' if former else ''}")
    count = count_met_models(report, policy.id) or count_outcomes(verdict)
    cells = words, code_span(policy.id), escape_prose(count) if verdict.applies else "does not apply"
    return f"| {' | '.join(cells)} |\n"


_FEW_POLICIES = 3  # of which each has a line; more of them have a table


def _verdict_line(verdict: PolicyVerdict, report: Report, comparison: Comparison | None) -> str:
    """A paragraph, or a bullet of several. Beside a base it names what is not met: that may be folded."""
    policy = verdict.policy
    compared = comparison is not None and comparison.changes is not None
    rendered = escape_prose(verdict_sentence(verdict, count_met_models(report, policy.id), ids=compared))
    name = f"{escape_prose(shorten(policy.title, _LONG))} ({code_span(policy_name(policy))})"
    former = former_outcome(comparison, report, policy.id)
    before = f" ({former})" if former else ""
    mark = _TOLD if policy.advisory else MARKS[verdict.outcome]
    text = f"{mark} **{outcome_words(verdict).capitalize()}**{before}: {name}. {rendered}"
    return f"- {text}\n" if len(report.verdicts) > 1 else f"{text}\n"


def _components_section(table: Sequence[ComponentRow], site: SourceSite | None, *, folded: bool) -> Section:
    """The state of the release; folded where it is not what the reader came for and more than a glance."""
    head = "| Component | Status | License | Evidence |\n|---|---|---|---|\n"
    items = tuple(Item(severity=_row_severity(row), text=_component_row(row, site)) for row in table)
    if not folded or len(table) <= GLANCE:
        return Section(name="components", head=head, items=items, foot="\n")
    there = sum(row.status in {Status.IN_REPO, Status.LINKED} for row in table)
    return folded_section("components", f"Components: {there} of {len(table)} present", items, head=head)


def _weights_section(report: Report, *, folded: bool) -> Section:
    """What the weights in the repository are."""
    items = tuple(Item(severity=_PROBLEM, text=f"- {escape_prose(line)}\n") for line in weight_lines(report.facts))
    title = "Weights in the repository"
    if folded:
        return folded_section("lines about weights", title, items)
    return Section(name="lines about weights", head=f"{title}:\n\n", items=items, foot="\n")


def _row_severity(row: ComponentRow) -> int:
    """What is absent or unclear goes before the recommendations, what was found after all advice."""
    return 1 if row.status in {Status.ABSENT, Status.UNCLEAR} else _PROBLEM


def _component_row(row: ComponentRow, site: SourceSite | None) -> str:
    license_ = readable_license(license_name(row.license))
    mark = MARKS[row.status] if row.status is not Status.ABSENT or row.lacking else _NOT_ASKED
    cells = (
        row.title,
        keep_on_one_line(f"{mark} {row.status_word}"),
        code_span(license_) if license_ else "",
        _location_link(row.evidence.location, site) if row.evidence else "",
    )
    return f"| {' | '.join(cells)} |\n"


def _passed_section(report: Report) -> Section:
    """What is in order, folded."""
    done = {
        (verdict.requirement.id, verdict.message): verdict
        for evaluated in report.verdicts
        if evaluated.applies
        for verdict in evaluated.verdicts
        if verdict.outcome in {Outcome.MET, Outcome.WAIVED, Outcome.NOT_APPLICABLE}
    }
    items = tuple(Item(severity=_MET, text=_passed_line(verdict)) for verdict in done.values())
    return folded_section("passed requirements", f"Passed, or not applicable ({len(done)})", items)


def _passed_line(verdict: Verdict) -> str:
    name = f"{escape_prose(verdict.requirement.title)} ({code_span(verdict.requirement.id)})"
    rendered = escape_prose(shorten(name_licenses(verdict.message), _LONG))
    return f"- {MARKS[verdict.outcome]} {name}, {OUTCOMES[verdict.outcome]}: {rendered}\n"


def _problems_section(problems: Sequence[Problem], site: SourceSite | None) -> Section:
    """What could not be read, folded under a heading; what decides nothing is a remark without one."""
    found = sorted(problems, key=lambda each: not each.affects)
    decides = bool(found) and bool(found[0].affects)
    most = MOST if decides else _REMARKS
    lines = (
        f"- {_location_link(each.location, site)}: {escape_prose(shorten(each.message, _LONG))}\n"
        for each in found[:most]
    )
    items = tuple(Item(severity=_PROBLEM, text=line) for line in lines)
    name = "files that could not be read"
    folded = folded_section(name, f"Could not be read ({len(problems)})", items)
    section = folded if decides else Section(name=name, head="", items=items, foot="\n")
    return replace(section, more=max(0, len(problems) - most))


_REMARKS = 3  # problems that decide nothing are listed


def _location_link(location: Location, site: SourceSite | None) -> str:
    """A place as a link where the files can be looked at, else as code."""
    label = format_location(location)
    if site is None or location.path in {"", "."}:
        return code_span(label)
    url = blob_url(site.server, site.repository, site.revision, location.path, location.line)
    return markdown_link(label, url)
