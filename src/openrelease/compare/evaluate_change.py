"""A checkout -> the report on it beside its base, judged by rules that the change itself cannot alter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from openrelease.compare.base_snapshot import (
    BaseSnapshot,
    MissingBase,
    find_base,
    flags_from_inputs,
    format_missing_base,
    read_policies_from_base,
    read_policies_from_disk,
    read_untracked_policies,
)
from openrelease.compare.diff_settings import diff_settings
from openrelease.config import Settings, load_settings
from openrelease.errors import OpenReleaseError
from openrelease.github_action.action_inputs import Inputs, Job
from openrelease.github_action.remote_policies import read_pinned_policies
from openrelease.model import Kind, PolicyOutcome, Report, Snapshot
from openrelease.reports.shared.compare_reports import compare_reports
from openrelease.reports.shared.comparison import BaseOutcome, Comparison, RuleChange
from openrelease.repository import MemorySnapshot, open_snapshot
from openrelease.repository.git.find_repository import GitRepository, find_repository
from openrelease.run import run


@dataclass(frozen=True, kw_only=True)
class ChangeEvaluation:
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
class _ChangeTrees:
    """The state after the change and, where it can be had, before; `proposed` is not merged yet."""

    workspace: Path
    repository: GitRepository | None
    head: Snapshot
    base: BaseSnapshot | None
    missing: MissingBase | None
    proposed: bool


def evaluate_change(inputs: Inputs, job: Job) -> ChangeEvaluation:
    """Judge the commit that is checked out, and the one before it where the checkout holds it."""
    trees = _open_trees(inputs, job)
    own = load_settings(
        trees.head,
        flags_from_inputs(inputs),
        read_pinned_policies(job.told_policies, read_policies_from_disk(job.workspace)),
    )
    settings, note = _load_governing_settings(own, inputs, trees, job)
    before = run(trees.base.judged, settings, today=job.today) if trees.base else None
    report = run(trees.head, settings, today=job.today)
    kept = _kind_to_keep(before, report) if trees.proposed else None
    if kept:
        report = run(trees.head, replace(settings, kind=kept), today=job.today)
    altered = _list_amendments(settings, own, before, report, trees) if trees.proposed else ()
    return ChangeEvaluation(
        snapshot=trees.head,
        settings=settings,
        report=report,
        comparison=Comparison(
            base=trees.base.commit if trees.base else None,
            governed=trees.proposed and trees.base is not None,
            changes=compare_reports(before, report) if before else None,
            before=_list_base_outcomes(before),
            note=note or _explain_missing_base(trees, report, unread=bool(altered)),
            amendments=altered,
            amended=run(trees.head, own, today=job.today).verdicts if altered else (),
        )
        if job.before
        else None,
        prefix=trees.repository.prefix if trees.repository else "",
        kind_known=not trees.proposed or trees.base is not None,
    )


def _explain_missing_base(trees: _ChangeTrees, report: Report, *, unread: bool) -> str:
    if trees.missing is None:
        return ""
    left = any(each.outcome is PolicyOutcome.NOT_APPLICABLE for each in report.verdicts)
    return format_missing_base(trees.missing, unread=unread, left=left and trees.proposed)


def _list_base_outcomes(before: Report | None) -> tuple[BaseOutcome, ...]:
    verdicts = before.verdicts if before else ()
    return tuple(BaseOutcome(policy=each.policy.id, outcome=each.outcome) for each in verdicts)


def _open_trees(inputs: Inputs, job: Job) -> _ChangeTrees:
    folder = job.workspace / inputs.path
    repository = find_repository(folder.resolve())
    base = find_base(repository, job)
    return _ChangeTrees(
        workspace=job.workspace,
        repository=repository,
        head=open_snapshot(folder, revision="HEAD" if repository else None),
        base=base if isinstance(base, BaseSnapshot) else None,
        missing=base if isinstance(base, MissingBase) else None,
        proposed=job.before is not None and job.before.governs,
    )


def _load_governing_settings(own: Settings, inputs: Inputs, trees: _ChangeTrees, job: Job) -> tuple[Settings, str]:
    """The settings that count: of a proposed change those of its base, and the defaults where it has none."""
    if not trees.proposed:
        return own, ""
    flags, nothing = flags_from_inputs(inputs), MemorySnapshot({})
    if trees.base is None:
        read = read_pinned_policies(job.told_policies, read_untracked_policies(trees.workspace, trees.repository))
        return load_settings(nothing, replace(flags, config=None), read), ""
    read = read_pinned_policies(
        job.told_policies, read_policies_from_base(trees.workspace, trees.repository, trees.base)
    )
    try:
        return load_settings(trees.base.judged, flags, read), ""
    except OpenReleaseError as error:
        note = f"The settings of the base cannot be used, so the defaults count: {error}"
        return load_settings(nothing, replace(flags, config=None), read), note


def _kind_to_keep(before: Report | None, report: Report) -> Kind | None:
    """The kind of the base, where the change would leave a policy's reach by looking like another kind."""
    gone = PolicyOutcome.NOT_APPLICABLE
    if before is None:
        return None
    pairs = zip(before.verdicts, report.verdicts, strict=True)
    left = any(now.outcome is gone and was.outcome is not gone for was, now in pairs)
    return before.facts.subject.kind if left else None


def _list_amendments(
    settings: Settings, own: Settings, before: Report | None, report: Report, trees: _ChangeTrees
) -> tuple[RuleChange, ...]:
    """What the change alters of its own rules, also by no word but by what it turns the repository into."""
    kind = before.facts.subject.kind if before else None
    told = diff_settings(settings, own, kind)
    if settings.kind is not None or own.kind is not None or kind is not report.facts.subject.kind:
        return told
    seen = run(trees.head, own).facts.subject.kind
    if seen is kind or kind is None:
        return told
    return (*told, RuleChange(what="kind", before=f"{kind.value}, as found", after=f"{seen.value}, as found"))
