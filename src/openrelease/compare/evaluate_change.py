"""A head and its base -> the report on the head, and what the change loses, gains and alters of its rules.

With `settings_from_base`, a change is checked by the settings of its base: it cannot choose its own rules.
"""

from openrelease.compare.base_snapshot import Base, BaseSnapshot, InitialCommit, MissingBase
from openrelease.compare.diff_settings import diff_settings
from openrelease.compare.policy_files import PolicyReader
from openrelease.config import Flags, Settings, compute_exit_code, load_settings
from openrelease.errors import OpenReleaseError
from openrelease.model import Kind, PolicyOutcome, Report, Snapshot
from openrelease.reports.shared.action_items import identify_findings
from openrelease.reports.shared.compare_reports import compare_reports
from openrelease.reports.shared.comparison import BaseOutcome, Change, Comparison, RuleChange
from openrelease.repository import MemorySnapshot
from openrelease.run import FollowLinks, run
from openrelease.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class ChangeInputs:
    """A change to evaluate: the state after it, the state before it, and whose settings count.

    `base` is None where there is nothing to compare with. `read_policy` reads policy files that `flags` name
    for the change's own settings, `read_base_policy` for those of the base. `today` is the day on which
    exceptions are checked for expiry, as YYYY-MM-DD; `follow` fetches what is behind links, of both states.
    """

    head: Snapshot
    base: Base | None
    settings_from_base: bool
    flags: Flags
    read_policy: PolicyReader
    read_base_policy: PolicyReader
    today: str | None = None
    follow: FollowLinks | None = None

    @property
    def base_snapshot(self) -> BaseSnapshot | None:
        """The base, where it can be read."""
        return self.base if isinstance(self.base, BaseSnapshot) else None


@dataclass(frozen=True, kw_only=True)
class ChangeEvaluation:
    """The report on the head, the settings that counted, and the comparison with the base (None without one).

    `kind_known` is False where only the change itself says what kind of repository it is: a proposal may not
    choose that.
    """

    settings: Settings
    report: Report
    comparison: Comparison | None
    kind_known: bool = True

    @property
    def exit_code(self) -> int:
        """1 where the release fails by the settings, and by what the change loses where that counts; else 0."""
        changes = self.comparison.changes if self.comparison else None
        return compute_exit_code(self.report, self.settings, changes, kind_known=self.kind_known)


def evaluate_change(change: ChangeInputs) -> ChangeEvaluation:
    """Evaluate the head and, where it can be read, the base, both by the same settings."""
    own = load_settings(change.head, change.flags, change.read_policy)
    settings, note = _load_governing_settings(own, change)
    base = change.base_snapshot
    before = run(base.evaluated, settings, today=change.today, follow=change.follow) if base else None
    report = _evaluate_head(change, settings, before)
    comparison = None
    if change.base is not None:
        rules = _list_rule_changes(change, settings, own, before, report)
        comparison = Comparison(
            base=base.commit if base else None,
            governed=change.settings_from_base and base is not None,
            changes=_compare_with_base(change, before, report),
            before=_list_base_outcomes(before),
            note=note or _explain_base(change, report, own_rules=bool(rules)),
            amendments=rules,
            former=identify_findings(before) if before else None,
            amended=run(change.head, own, today=change.today, follow=change.follow).verdicts if rules else (),
        )
    return ChangeEvaluation(
        settings=settings,
        report=report,
        comparison=comparison,
        kind_known=not change.settings_from_base or base is not None,
    )


def _load_governing_settings(own: Settings, change: ChangeInputs) -> tuple[Settings, str]:
    """Return the settings that count, and a note where those of the base cannot be used."""
    if not change.settings_from_base:
        return own, ""
    defaults, nothing = replace(change.flags, config=None), MemorySnapshot({})
    if change.base_snapshot is None:
        return load_settings(nothing, defaults, change.read_base_policy), ""
    try:
        return load_settings(change.base_snapshot.evaluated, change.flags, change.read_base_policy), ""
    except OpenReleaseError as error:
        note = f"The settings of the base cannot be used, so the defaults count: {error}"
        return load_settings(nothing, defaults, change.read_base_policy), note


def _evaluate_head(change: ChangeInputs, settings: Settings, before: Report | None) -> Report:
    """Evaluate the head, as the kind that the base is where another kind would leave the reach of a policy."""
    report = run(change.head, settings, today=change.today, follow=change.follow)
    kept = _kind_to_keep(before, report) if change.settings_from_base else None
    return run(change.head, replace(settings, kind=kept), today=change.today, follow=change.follow) if kept else report


def _kind_to_keep(before: Report | None, report: Report) -> Kind | None:
    """Return the kind of the base where a policy applied to the base and does not apply to the head."""
    gone = PolicyOutcome.NOT_APPLICABLE
    if before is None:
        return None
    pairs = zip(before.verdicts, report.verdicts, strict=True)
    left = any(now.outcome is gone and was.outcome is not gone for was, now in pairs)
    return before.facts.subject.kind if left else None


def _list_rule_changes(
    change: ChangeInputs, settings: Settings, own: Settings, before: Report | None, report: Report
) -> tuple[RuleChange, ...]:
    """Return what a proposed change alters of its own rules, also by looking like another kind."""
    if not change.settings_from_base:
        return ()
    kind = before.facts.subject.kind if before else None
    changes = diff_settings(settings, own, kind)
    if settings.kind is not None or own.kind is not None or kind is not report.facts.subject.kind:
        return changes
    seen = run(change.head, own).facts.subject.kind
    if seen is kind or kind is None:
        return changes
    return (
        *changes,
        RuleChange(what="kind", before=f"{kind.value}, as found", after=f"{seen.value}, as found"),
    )


def _compare_with_base(change: ChangeInputs, before: Report | None, report: Report) -> tuple[Change, ...] | None:
    """Return what changes, nothing for a first commit, None where the base is not available."""
    if isinstance(change.base, InitialCommit):
        return ()
    return compare_reports(before, report) if before else None


def _list_base_outcomes(before: Report | None) -> tuple[BaseOutcome, ...]:
    verdicts = before.verdicts if before else ()
    return tuple(BaseOutcome(policy=each.policy.id, outcome=each.outcome) for each in verdicts)


def _explain_base(change: ChangeInputs, report: Report, *, own_rules: bool) -> str:
    """Return the note on a base that was not compared with, "" where it was."""
    if isinstance(change.base, InitialCommit):
        return "This is the first commit: there is nothing that it could lose."
    if not isinstance(change.base, MissingBase):
        return ""
    unknown_kind = change.settings_from_base and any(not each.applies for each in report.verdicts)
    return _format_missing_base(change.base, own_rules=own_rules, unknown_kind=unknown_kind)


def _format_missing_base(missing: MissingBase, *, own_rules: bool, unknown_kind: bool) -> str:
    """Say that nothing could be compared, how to change that, and what follows from it.

    `own_rules`: the change has settings of its own, which do not count. `unknown_kind`: a policy does not
    apply, for which there is no witness but the change.
    """
    asked = f", {missing.reason}" if missing.reason else ""
    start = f"commit {missing.commit[:12]}, from which this change starts"
    parts = (
        f"Nothing to compare with: {start}, is not in the checkout{asked}.",
        missing.remedy,
        "Until then the defaults count, and not the settings of this change." if own_rules else "",
        "Which kind of repository this was before is unknown without it." if unknown_kind else "",
    )
    return " ".join(part for part in parts if part)
