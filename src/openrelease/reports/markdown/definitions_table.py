"""Report -> Markdown: what was checked, by which policies, and their limits."""

from openrelease.model import PolicyVerdict, Report
from openrelease.reports.shared.action_items import ADVICE
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.escape import code_span, escape_prose
from openrelease.reports.shared.fit_to_limit import Item, Section, folded_section
from openrelease.reports.shared.report_summary import list_limits

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
