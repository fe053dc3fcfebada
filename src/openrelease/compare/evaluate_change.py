"""A checkout -> the report on it beside its base, judged by rules that the change itself cannot alter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from openrelease.compare.base_snapshot import (
    Base,
    Missing,
    beside,
    find_base,
    flags_of,
    on_base,
    on_disk,
    told_of,
)
from openrelease.compare.diff_settings import amendments
from openrelease.config import Settings, load
from openrelease.errors import OpenReleaseError
from openrelease.github_action.action_inputs import Inputs, Job
from openrelease.github_action.remote_policies import reading
from openrelease.model import Kind, PolicyOutcome, Report, Snapshot
from openrelease.reports.shared.compare_reports import changes
from openrelease.reports.shared.comparison import Amendment, Comparison, Standing
from openrelease.repository import InMemory, open_snapshot
from openrelease.repository.find_repository import Repository, find_repository
from openrelease.run import run


@dataclass(frozen=True, kw_only=True)
class Appraisal:
    """What was judged, the settings that counted, the report, and the change beside its base.

    `prefix` is the folder that was judged, as the start of a path: "" or with "/" at its end. `kind_known`
    is False where only the change itself says what kind of repository it is: a proposal may not choose that.
    """

    snapshot: Snapshot
    settings: Settings
    report: Report
    comparison: Comparison | None
    prefix: str = ""
    kind_known: bool = True


@dataclass(frozen=True, kw_only=True)
class _Trees:
    """The state after the change and, where it can be had, before; `proposed` is not merged yet."""

    workspace: Path
    repository: Repository | None
    head: Snapshot
    base: Base | None
    missing: Missing | None
    proposed: bool


def appraise(inputs: Inputs, job: Job) -> Appraisal:
    """Judge the commit that is checked out, and the one before it where the checkout holds it."""
    trees = _trees(inputs, job)
    own = load(trees.head, flags_of(inputs), reading(job.told_policies, on_disk(job.workspace)))
    settings, note = _governing(own, inputs, trees, job)
    before = run(trees.base.judged, settings, today=job.today) if trees.base else None
    report = run(trees.head, settings, today=job.today)
    kept = _kept(before, report) if trees.proposed else None
    if kept:
        report = run(trees.head, replace(settings, kind=kept), today=job.today)
    altered = _altered(settings, own, before, report, trees) if trees.proposed else ()
    return Appraisal(
        snapshot=trees.head,
        settings=settings,
        report=report,
        comparison=Comparison(
            base=trees.base.commit if trees.base else None,
            governed=trees.proposed and trees.base is not None,
            changes=changes(before, report) if before else None,
            before=_standing(before),
            note=note or _missed(trees, report, unread=bool(altered)),
            amendments=altered,
            amended=run(trees.head, own, today=job.today).verdicts if altered else (),
        )
        if job.before
        else None,
        prefix=trees.repository.prefix if trees.repository else "",
        kind_known=not trees.proposed or trees.base is not None,
    )


def _missed(trees: _Trees, report: Report, *, unread: bool) -> str:
    if trees.missing is None:
        return ""
    left = any(each.outcome is PolicyOutcome.NOT_APPLICABLE for each in report.verdicts)
    return told_of(trees.missing, unread=unread, left=left and trees.proposed)


def _standing(before: Report | None) -> tuple[Standing, ...]:
    verdicts = before.verdicts if before else ()
    return tuple(Standing(policy=each.policy.id, outcome=each.outcome) for each in verdicts)


def _trees(inputs: Inputs, job: Job) -> _Trees:
    folder = job.workspace / inputs.path
    repository = find_repository(folder.resolve())
    base = find_base(repository, job)
    return _Trees(
        workspace=job.workspace,
        repository=repository,
        head=open_snapshot(folder, revision="HEAD" if repository else None),
        base=base if isinstance(base, Base) else None,
        missing=base if isinstance(base, Missing) else None,
        proposed=job.before is not None and job.before.governs,
    )


def _governing(own: Settings, inputs: Inputs, trees: _Trees, job: Job) -> tuple[Settings, str]:
    """The settings that count: of a proposed change those of its base, and the defaults where it has none."""
    if not trees.proposed:
        return own, ""
    flags, nothing = flags_of(inputs), InMemory({})
    if trees.base is None:
        read = reading(job.told_policies, beside(trees.workspace, trees.repository))
        return load(nothing, replace(flags, config=None), read), ""
    read = reading(job.told_policies, on_base(trees.workspace, trees.repository, trees.base))
    try:
        return load(trees.base.judged, flags, read), ""
    except OpenReleaseError as error:
        note = f"The settings of the base cannot be used, so the defaults count: {error}"
        return load(nothing, replace(flags, config=None), read), note


def _kept(before: Report | None, report: Report) -> Kind | None:
    """The kind of the base, where the change would leave a policy's reach by looking like another kind."""
    gone = PolicyOutcome.NOT_APPLICABLE
    if before is None:
        return None
    pairs = zip(before.verdicts, report.verdicts, strict=True)
    left = any(now.outcome is gone and was.outcome is not gone for was, now in pairs)
    return before.facts.subject.kind if left else None


def _altered(
    settings: Settings, own: Settings, before: Report | None, report: Report, trees: _Trees
) -> tuple[Amendment, ...]:
    """What the change alters of its own rules, also by no word but by what it turns the repository into."""
    kind = before.facts.subject.kind if before else None
    told = amendments(settings, own, kind)
    if settings.kind is not None or own.kind is not None or kind is not report.facts.subject.kind:
        return told
    seen = run(trees.head, own).facts.subject.kind
    if seen is kind or kind is None:
        return told
    return (*told, Amendment(what="kind", before=f"{kind.value}, as found", after=f"{seen.value}, as found"))
