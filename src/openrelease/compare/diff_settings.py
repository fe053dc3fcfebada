"""Settings of the base and of a change -> what the change alters of its own rules, and what that loosens.

What is not known to be stricter or mere wording counts as looser: someone should read it.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Iterable, Mapping

from openrelease.compare.diff_declarations import declared, exceptions
from openrelease.config import FailOn, Settings, Unknown
from openrelease.licenses import LicenseFacets
from openrelease.model import Kind, Level, Policy, Requirement
from openrelease.reports.shared.comparison import Amendment


def amendments(base: Settings, own: Settings, kind: Kind | None = None) -> tuple[Amendment, ...]:
    """Every setting and every part of a policy that differs. `kind` is what the base was found to be."""
    differing = (
        field.name
        for field in dataclasses.fields(Settings)
        if getattr(base, field.name) != getattr(own, field.name)
    )
    return tuple(
        amendment for name in differing for amendment in _TELLERS.get(name, _other(name))(base, own, kind)
    )


Teller = Callable[[Settings, Settings, "Kind | None"], Iterable[Amendment]]


def _other(name: str) -> Teller:
    def tell(base: Settings, own: Settings, _: Kind | None) -> Iterable[Amendment]:
        values = (_word(getattr(settings, name)) for settings in (base, own))
        yield Amendment(what=name.replace("_", "-"), before=next(values), after=next(values))

    return tell


def _word(value: object) -> str:
    if isinstance(value, enum.Enum):
        return str(value.value)
    return "not said" if value in (None, ()) else str(value)


def _ordered(name: str, kind: type[enum.Enum]) -> Teller:
    """For words whose enum is in order, from strict to lax."""

    def tell(base: Settings, own: Settings, _: Kind | None) -> Iterable[Amendment]:
        before, after = getattr(base, name), getattr(own, name)
        laxer = next(member for member in reversed(kind) if member in {before, after})
        yield Amendment(
            what=name.replace("_", "-"), before=before.value, after=after.value, loosens=laxer is after
        )

    return tell


def _kind(base: Settings, own: Settings, found: Kind | None) -> Iterable[Amendment]:
    """A kind that a policy is not for takes the repository out of its reach."""
    was = base.kind or found
    left = [policy for policy in base.policies if own.kind not in policy.kinds and was in policy.kinds]
    yield Amendment(
        what="kind",
        before=_word(base.kind) if base.kind else f"{_word(found)}, as found",
        after=_word(own.kind),
        loosens=bool(left) or own.kind is None or was is None,
    )


def _policies(base: Settings, own: Settings, _: Kind | None) -> Iterable[Amendment]:
    old, new = ({policy.id: policy for policy in settings.policies} for settings in (base, own))
    for id_ in dict.fromkeys((*old, *new)):
        yield from _policy(old.get(id_), new.get(id_))


def _policy(old: Policy | None, new: Policy | None) -> Iterable[Amendment]:
    if old is None and new is not None:
        yield Amendment(what=f"policy {new.id}", before="not asked for", after=new.version, loosens=False)
    elif old is not None and new is None:
        yield Amendment(what=f"policy {old.id}", before=old.version, after="not asked for")
    elif old is not None and new is not None and old != new:
        yield from _contents(old, new)


def _contents(old: Policy, new: Policy) -> Iterable[Amendment]:
    """What differs between two texts of one policy; at the least, that they differ."""
    was, now = ({each.id: each for each in policy.requirements} for policy in (old, new))
    parts = [
        each
        for id_ in dict.fromkeys((*was, *now))
        for each in _requirement(old.id, was.get(id_), now.get(id_))
    ]
    gone = ", ".join(kind.value for kind in old.kinds if kind not in new.kinds)
    if gone:
        parts.append(Amendment(what=f"policy {old.id}, kinds", before=gone, after="not asked"))
    if old.advisory is not new.advisory:
        before, after = ("advisory" if each.advisory else "decides" for each in (old, new))
        parts.append(Amendment(what=f"policy {old.id}", before=before, after=after, loosens=new.advisory))
    yield from parts or [
        Amendment(what=f"policy {old.id}, wording", before=_stamp(old), after=_stamp(new), loosens=False)
    ]


def _stamp(policy: Policy) -> str:
    return f"{policy.version}, sha256 {policy.digest[:12]}"


def _requirement(policy: str, old: Requirement | None, new: Requirement | None) -> Iterable[Amendment]:
    given = new or old
    if given is None:
        return
    before, after = (each.level.value if each else "not asked" for each in (old, new))
    what = f"policy {policy}, requirement {given.id}"
    if before != after:
        yield Amendment(what=what, before=before, after=after, loosens=_weight(new) < _weight(old))
    elif old and new and _substance(old) != _substance(new):
        yield Amendment(what=what, before=before, after=f"{after}, but asked in another way")


def _weight(requirement: Requirement | None) -> int:
    weights = {Level.OPTIONAL: 1, Level.RECOMMENDED: 2, Level.REQUIRED: 3}
    return weights[requirement.level] if requirement else 0


def _substance(requirement: Requirement) -> tuple[object, ...]:
    return requirement.check, requirement.options, requirement.after


def _licenses(base: Settings, own: Settings, _: Kind | None) -> Iterable[Amendment]:
    """Each license of which a file of one's own says something else; people are to read what it allows."""
    before, after = base.licenses.rows, own.licenses.rows
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            yield Amendment(
                what=f"license {key}",
                before=_facets(before.get(key)),
                after=_facets(after.get(key)),
            )


def _facets(row: LicenseFacets | None) -> str:
    return "not said" if row is None else f"{row.kind}, {'; '.join(row.restrictions) or 'no restrictions'}"


_TELLERS: Mapping[str, Teller] = {
    "policies": _policies,
    "kind": _kind,
    "licenses": _licenses,
    "declared": declared,
    "exceptions": exceptions,
    "fail_on": _ordered("fail_on", FailOn),
    "unknown": _ordered("unknown", Unknown),
}
