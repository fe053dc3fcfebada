"""Settings of the base and of a change -> what the change alters of its own rules, and what that loosens.

A difference that is not known to be stricter, or to be wording only, counts as looser.
"""

import enum
from collections.abc import Callable, Iterable, Mapping

from openrelease.compare.diff_declarations import diff_declarations, diff_exceptions
from openrelease.config import Assumed, FailOn, OnUnknown, Settings
from openrelease.licenses import LicenseFacets
from openrelease.model import Kind, Level, Policy, Requirement
from openrelease.reports.shared.comparison import RuleChange
from openrelease.values import field_names


def diff_settings(base: Settings, own: Settings, kind: Kind | None = None) -> tuple[RuleChange, ...]:
    """Return every setting and every part of a policy that differs. `kind` is the detected kind of the base."""
    differing = (name for name in field_names(Settings) if getattr(base, name) != getattr(own, name))
    return tuple(
        amendment for name in differing for amendment in _DIFFS.get(name, _diff_any_setting(name))(base, own, kind)
    )


SettingDiff = Callable[[Settings, Settings, "Kind | None"], Iterable[RuleChange]]


def _diff_any_setting(name: str) -> SettingDiff:
    def diff(base: Settings, own: Settings, _: Kind | None) -> Iterable[RuleChange]:
        values = (_describe_value(getattr(settings, name)) for settings in (base, own))
        yield RuleChange(what=name.replace("_", "-"), before=next(values), after=next(values))

    return diff


def _describe_value(value: object) -> str:
    if isinstance(value, enum.Enum):
        return str(value.value)
    return "not set" if value in (None, ()) else str(value)


def _diff_ordered_setting(name: str, kind: type[enum.Enum]) -> SettingDiff:
    """Return the diff of a setting whose enum is ordered from strict to lax."""

    def diff(base: Settings, own: Settings, _: Kind | None) -> Iterable[RuleChange]:
        before, after = getattr(base, name), getattr(own, name)
        laxer = next(member for member in reversed(kind) if member in {before, after})
        yield RuleChange(what=name.replace("_", "-"), before=before.value, after=after.value, loosens=laxer is after)

    return diff


def _diff_kind(base: Settings, own: Settings, found: Kind | None) -> Iterable[RuleChange]:
    """Compare the kind; a kind that a policy does not apply to takes the repository out of its reach."""
    was = base.kind or found
    left = [policy for policy in base.policies if own.kind not in policy.kinds and was in policy.kinds]
    yield RuleChange(
        what="kind",
        before=_describe_value(base.kind) if base.kind else f"{_describe_value(found)}, as found",
        after=_describe_value(own.kind),
        loosens=bool(left) or own.kind is None or was is None,
    )


def _diff_policies(base: Settings, own: Settings, _: Kind | None) -> Iterable[RuleChange]:
    old, new = ({policy.id: policy for policy in settings.policies} for settings in (base, own))
    for id_ in dict.fromkeys((*old, *new)):
        yield from _diff_policy(old.get(id_), new.get(id_))


def _diff_policy(old: Policy | None, new: Policy | None) -> Iterable[RuleChange]:
    if old is None and new is not None:
        yield RuleChange(what=f"policy {new.id}", before="not used", after=new.version, loosens=False)
    elif old is not None and new is None:
        yield RuleChange(what=f"policy {old.id}", before=old.version, after="not used")
    elif old is not None and new is not None and old != new:
        yield from _diff_policy_contents(old, new)


def _diff_policy_contents(old: Policy, new: Policy) -> Iterable[RuleChange]:
    """Compare two texts of one policy; where only wording differs, return both digests."""
    was, now = ({each.id: each for each in policy.requirements} for policy in (old, new))
    parts = [
        each for id_ in dict.fromkeys((*was, *now)) for each in _diff_requirement(old.id, was.get(id_), now.get(id_))
    ]
    gone = ", ".join(kind.value for kind in old.kinds if kind not in new.kinds)
    if gone:
        parts.append(RuleChange(what=f"policy {old.id}, kinds", before=gone, after="not included"))
    if old.advisory is not new.advisory:
        before, after = ("advisory" if each.advisory else "decides" for each in (old, new))
        parts.append(RuleChange(what=f"policy {old.id}", before=before, after=after, loosens=new.advisory))
    yield from parts or [
        RuleChange(
            what=f"policy {old.id}, wording", before=_describe_version(old), after=_describe_version(new), loosens=False
        )
    ]


def _describe_version(policy: Policy) -> str:
    return f"{policy.version}, sha256 {policy.digest[:12]}"


def _diff_requirement(policy: str, old: Requirement | None, new: Requirement | None) -> Iterable[RuleChange]:
    given = new or old
    if given is None:
        return
    before, after = (each.level.value if each else "none" for each in (old, new))
    what = f"policy {policy}, requirement {given.id}"
    if before != after:
        yield RuleChange(what=what, before=before, after=after, loosens=_rank_level(new) < _rank_level(old))
    elif old and new and _check_definition(old) != _check_definition(new):
        yield RuleChange(what=what, before=before, after=f"{after}, with another check")


def _rank_level(requirement: Requirement | None) -> int:
    weights = {Level.OPTIONAL: 1, Level.RECOMMENDED: 2, Level.REQUIRED: 3}
    return weights[requirement.level] if requirement else 0


def _check_definition(requirement: Requirement) -> tuple[object, ...]:
    return requirement.check, requirement.options, requirement.after


def _diff_licenses(base: Settings, own: Settings, _: Kind | None) -> Iterable[RuleChange]:
    """Compare the rows of user license files; every difference counts as looser until someone has read it."""
    before, after = base.licenses.rows, own.licenses.rows
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            yield RuleChange(
                what=f"license {key}",
                before=_describe_facets(before.get(key)),
                after=_describe_facets(after.get(key)),
            )


def _describe_facets(row: LicenseFacets | None) -> str:
    return "not listed" if row is None else f"{row.kind}, {'; '.join(row.restrictions) or 'no restrictions'}"


_DIFFS: Mapping[str, SettingDiff] = {
    "policies": _diff_policies,
    "kind": _diff_kind,
    "licenses": _diff_licenses,
    "declared": diff_declarations,
    "exceptions": diff_exceptions,
    "fail_on": _diff_ordered_setting("fail_on", FailOn),
    "unknown": _diff_ordered_setting("unknown", OnUnknown),
    "assumed": _diff_ordered_setting("assumed", Assumed),
}
