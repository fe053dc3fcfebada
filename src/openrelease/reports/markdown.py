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
)
from openrelease.reports.escape import blob_url, code, link, prose
from openrelease.reports.outline import (
    ADVICE,
    HEADLINES,
    OUTCOMES,
    STATUSES,
    Row,
    Task,
    license_name,
    named,
    reason,
    rows,
    shorten,
    spot,
    tally,
    tasks,
)

LIMIT = 60_000
"""Characters; GitHub takes comments of at most 65,536."""

_MARKS = {
    PolicyOutcome.MET: "✅",
    PolicyOutcome.UNMET: "❌",
    PolicyOutcome.UNDETERMINED: "❔",
    PolicyOutcome.NOT_APPLICABLE: "⚪",
    Outcome.MET: "✅",
    Outcome.UNMET: "❌",
    Outcome.UNKNOWN: "❔",
    Outcome.NOT_APPLICABLE: "⚪",
    Outcome.WAIVED: "⚪",
    Status.IN_REPO: "✅",
    Status.LINKED: "🔗",
    Status.UNCLEAR: "❔",
    Status.ABSENT: "❌",
}
_LONG = 800  # characters of one message; what is longer is in the JSON report
_PROBLEM, _MET = ADVICE + 1, ADVICE + 2


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where the files can be looked at: `server` such as https://github.com, `repository` OWNER/NAME."""

    server: str
    repository: str
    revision: str


@dataclass(frozen=True, kw_only=True)
class _Item:
    """A row or bullet; `severity` decides what is cut first (the largest)."""

    severity: int
    text: str


@dataclass(frozen=True, kw_only=True)
class _Section:
    """Items between a head and a foot; without items it is left out."""

    head: str
    items: tuple[_Item, ...]
    foot: str = ""


def render(report: Report, *, site: Site | None = None, limit: int = LIMIT) -> str:
    """The report in at most `limit` characters; the verdict stays, the least severe items are cut first."""
    head = "".join(_verdict(verdict) for verdict in report.verdicts)
    sections = (
        _components(rows(report), site),
        _to_do(tasks(report), site),
        _met(report),
        _problems(report.facts.problems, site),
    )
    return _fitted(f"### {_subject(report)}\n\n{head}", sections, limit)


def _subject(report: Report) -> str:
    subject = report.facts.subject
    name = code(subject.name) if subject.name else "this repository"
    revision = f" at {code(subject.revision[:12])}" if subject.revision else ""
    return f"Open source AI release: {name}{revision} ({subject.kind.value})"


def _verdict(verdict: PolicyVerdict) -> str:
    policy = verdict.policy
    told = prose(reason(verdict) or f"{tally(verdict)}.")
    name = f"{prose(shorten(policy.title, _LONG))} ({code(named(policy))})"
    return f"{_MARKS[verdict.outcome]} **{HEADLINES[verdict.outcome].capitalize()}**: {name}. {told}\n\n"


def _components(table: Sequence[Row], site: Site | None) -> _Section:
    return _Section(
        head="| Component | Status | License | Evidence |\n|---|---|---|---|\n",
        items=tuple(_Item(severity=_weight(row), text=_row(row, site)) for row in table),
        foot="\n",
    )


def _weight(row: Row) -> int:
    """What is absent or unclear goes before the recommendations, what was found after all advice."""
    return 1 if row.status in {Status.ABSENT, Status.UNCLEAR} else _PROBLEM


def _row(row: Row, site: Site | None) -> str:
    license_ = license_name(row.license)
    cells = (
        row.title,
        f"{_MARKS[row.status]} {STATUSES[row.status]}",
        code(license_) if license_ else "",
        _place(row.evidence.location, site) if row.evidence else "",
    )
    return f"| {' | '.join(cells)} |\n"


def _to_do(work: Sequence[Task], site: Site | None) -> _Section:
    return _Section(
        head="#### What to do\n\n",
        items=tuple(_Item(severity=task.severity, text=_task(task, site)) for task in work),
        foot="\n",
    )


def _task(task: Task, site: Site | None) -> str:
    places = dict.fromkeys(_place(each.location, site) for each in task.findings[:5] if each.location)
    where = f" See {', '.join(places)}." if places else ""
    return (
        f"- {_MARKS[task.outcome]} **{prose(task.requirement.title)}** "
        f"({code(task.requirement.id)}, {prose(task.demand)}): "
        f"{prose(shorten(task.message, _LONG))}{where} _{prose(task.requirement.remedy)}_\n"
    )


def _met(report: Report) -> _Section:
    """What is in order, folded."""
    done = {
        (verdict.requirement.id, verdict.message): verdict
        for judged in report.verdicts
        if judged.outcome is not PolicyOutcome.NOT_APPLICABLE
        for verdict in judged.verdicts
        if verdict.outcome in {Outcome.MET, Outcome.WAIVED, Outcome.NOT_APPLICABLE}
    }
    return _Section(
        head=f"<details><summary>In order, or not asked ({len(done)})</summary>\n\n",
        items=tuple(_Item(severity=_MET, text=_done(verdict)) for verdict in done.values()),
        foot="\n</details>\n\n",
    )


def _done(verdict: Verdict) -> str:
    name = f"{prose(verdict.requirement.title)} ({code(verdict.requirement.id)})"
    told = prose(shorten(verdict.message, _LONG))
    return f"- {_MARKS[verdict.outcome]} {name}, {OUTCOMES[verdict.outcome]}: {told}\n"


def _problems(problems: Sequence[Problem], site: Site | None) -> _Section:
    return _Section(
        head=f"<details><summary>Could not be read ({len(problems)})</summary>\n\n",
        items=tuple(
            _Item(
                severity=_PROBLEM,
                text=f"- {_place(each.location, site)}: {prose(shorten(each.message, _LONG))}\n",
            )
            for each in problems
        ),
        foot="\n</details>\n",
    )


def _place(location: Location, site: Site | None) -> str:
    """A place as a link where the files can be looked at, else as code."""
    label = spot(location)
    if site is None or location.path in {"", "."}:
        return code(label)
    url = blob_url(site.server, site.repository, site.revision, location.path, location.line)
    return link(label, url)


def _fitted(head: str, sections: Sequence[_Section], limit: int) -> str:
    """Head and sections, without the least severe items where all of them would be too long."""
    whole = _joined(head, sections)
    if len(whole) <= limit:
        return whole
    frame = len(head) + sum(len(section.head) + len(section.foot) for section in sections)
    kept = _kept(sections, limit - frame - _NOTICE)
    cut = sum(len(section.items) for section in sections) - sum(len(section.items) for section in kept)
    return (
        f"{_joined(head, kept)}\nCut {cut} rows, the least severe first; the JSON report has all of them.\n"
    )


_NOTICE = 120  # characters that the last line may take


def _kept(sections: Sequence[_Section], room: int) -> tuple[_Section, ...]:
    """The most severe items that fit into `room` characters; once one does not fit, none after it does."""
    every = [
        (item.severity, n, m, item) for n, each in enumerate(sections) for m, item in enumerate(each.items)
    ]
    chosen: set[tuple[int, int]] = set()
    for _, n, m, item in sorted(every, key=lambda entry: entry[:3]):
        room -= len(item.text)
        if room < 0:
            break
        chosen.add((n, m))
    return tuple(
        _Section(
            head=section.head,
            items=tuple(item for m, item in enumerate(section.items) if (n, m) in chosen),
            foot=section.foot,
        )
        for n, section in enumerate(sections)
    )


def _joined(head: str, sections: Sequence[_Section]) -> str:
    told = (
        section.head + "".join(item.text for item in section.items) + section.foot
        for section in sections
        if section.items
    )
    return head + "".join(told)
