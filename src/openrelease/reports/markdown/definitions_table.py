"""Report -> Markdown: what was checked, by which policies, their limits, and the criteria of those that grade."""

from collections.abc import Iterator

from openrelease.model import Outcome, PolicyVerdict, Report, Verdict
from openrelease.reports.shared.action_items import ADVICE
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.escape import code_span, escape_prose
from openrelease.reports.shared.fit_to_limit import Item, Section, folded_section
from openrelease.reports.shared.grades import count_grades, grade_words, is_graded
from openrelease.reports.shared.report_summary import list_limits, shorten

_FEW = 3  # definitions that are not folded
_LONG = 400  # characters of one reason; what is longer is in the JSON report
_DIGEST = 16  # hexadecimal digits of a policy's digest, enough to tell two texts apart


def subject_line(report: Report) -> str:
    """The checked repository: name, commit and kind."""
    subject = report.facts.subject
    name = code_span(subject.name) if subject.name else "this repository"
    revision = f" at {code_span(subject.revision[:12])}" if subject.revision else ""
    return f"{name}{revision} ({subject.kind.value})"


def limits_section(report: Report) -> Section:
    """The limits of the policies, collapsed."""
    sentences = list_limits(report)
    items = tuple(Item(severity=ADVICE + 2, text=f"- {escape_prose(text)}\n") for text in sentences)
    return folded_section("limits", f"Not checked by a program ({len(sentences)})", items)


def definitions_section(report: Report, comparison: Comparison | None, remark: str) -> Section:
    """The checked repository and the policies with version, origin and digest."""
    base = comparison.base if comparison and comparison.governed else None
    rules = f"The rules are those of the base, {code_span(base[:12])}." if base else ""
    sentences = " ".join(filter(None, (rules, escape_prose(remark))))
    if len(report.verdicts) > _FEW:
        rows = tuple(Item(severity=-1, text=f"- {_definition_row(verdict)}") for verdict in report.verdicts)
        foot = f"\nChecked: {subject_line(report)}. {sentences}\n"
        return folded_section("definitions", f"By {len(rows)} definitions", rows, foot=foot)
    return Section(
        name="definitions",
        head=f"---\n\nChecked: {subject_line(report)}.\n",
        items=tuple(Item(severity=-1, text=_definition_row(verdict)) for verdict in report.verdicts),
        foot=f"{sentences}\n" if sentences else "",
    )


def _definition_row(verdict: PolicyVerdict) -> str:
    policy = verdict.policy
    digest = f", SHA-256 {code_span(policy.digest[:_DIGEST])}" if policy.digest else ""
    origin = "built in" if policy.origin == "built-in" else f"from {code_span(policy.origin)}"
    return f"By {code_span(f'{policy.id} {policy.version}')}, {origin}{digest}.\n"


def criteria_sections(report: Report) -> Iterator[Section]:
    """A section for each definition that grades."""
    for evaluated in report.verdicts:
        if is_graded(evaluated):
            head = "| Criterion | Grade | Why | What would help |\n|---|---|---|---|\n"
            title = f"{escape_prose(evaluated.policy.title)}: {count_grades(evaluated)}"
            name = f"criteria of {evaluated.policy.id}".replace("`", "'")
            items = tuple(Item(severity=ADVICE, text=_criterion_row(each)) for each in evaluated.verdicts)
            yield folded_section(name, title, items, head=head)


def _criterion_row(verdict: Verdict) -> str:
    help_ = "" if verdict.outcome is Outcome.MET else verdict.requirement.remedy
    cells = (verdict.requirement.title, grade_words(verdict), shorten(verdict.message, _LONG), help_)
    return f"| {' | '.join(map(escape_prose, cells))} |\n"
