"""Report -> Markdown: what was judged, by which definitions, and what no program can tell by them."""

from __future__ import annotations

from openrelease.model import PolicyVerdict, Report
from openrelease.reports.shared.action_items import ADVICE
from openrelease.reports.shared.comparison import Comparison
from openrelease.reports.shared.escape import code, prose
from openrelease.reports.shared.fit_to_limit import Item, Section
from openrelease.reports.shared.report_summary import limits

_DIGEST = 16  # hexadecimal digits of a policy's digest, enough to tell two texts apart


def subject_line(report: Report) -> str:
    """What was judged: its name, commit and kind."""
    subject = report.facts.subject
    name = code(subject.name) if subject.name else "this repository"
    revision = f" at {code(subject.revision[:12])}" if subject.revision else ""
    return f"{name}{revision} ({subject.kind.value})"


def limits_section(report: Report) -> Section:
    """What no program can tell by these definitions, folded."""
    told = limits(report)
    return Section(
        name="limits",
        head=f"<details><summary>What a program cannot tell ({len(told)})</summary>\n\n",
        items=tuple(Item(severity=ADVICE + 2, text=f"- {prose(text)}\n") for text in told),
        foot="\n</details>\n\n",
    )


def judged_by(report: Report, comparison: Comparison | None, remark: str) -> Section:
    """What was judged by which definitions, so that nobody has to guess."""
    base = comparison.base if comparison and comparison.governed else None
    rules = f"The rules are those of the base, {code(base[:12])}." if base else ""
    told = " ".join(filter(None, (rules, prose(remark))))
    return Section(
        name="definitions",
        head=f"---\n\nJudged: {subject_line(report)}.\n",
        items=tuple(Item(severity=-1, text=_definition(verdict)) for verdict in report.verdicts),
        foot=f"{told}\n" if told else "",
    )


def _definition(verdict: PolicyVerdict) -> str:
    policy = verdict.policy
    digest = f", SHA-256 {code(policy.digest[:_DIGEST])}" if policy.digest else ""
    origin = "built in" if policy.origin == "built-in" else f"from {code(policy.origin)}"
    return f"By {code(f'{policy.id} {policy.version}')}, {origin}{digest}.\n"
