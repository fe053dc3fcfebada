"""The licenses that a definition accepts by kind of component -> the options of its requirements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from openrelease.catalog.load_components import lookout
from openrelease.checks.check_type import LicenseOptions
from openrelease.model import Requirement
from openrelease.policies.decode_options import MISSING, Decoded, Mistake

_NONE = LicenseOptions()


@dataclass(frozen=True, kw_only=True)
class Licenses:
    """What is accepted besides what a requirement names: of anything, and of each kind of component."""

    any: LicenseOptions = _NONE
    weights: LicenseOptions = _NONE
    code: LicenseOptions = _NONE
    data: LicenseOptions = _NONE
    document: LicenseOptions = _NONE


NOTHING = Licenses()
"""Nothing besides what each requirement names."""


def joined(base: Licenses, own: Licenses) -> Licenses:
    """What both accept together."""
    parts = (each.name for each in fields(Licenses))
    return Licenses(**{part: _sum(getattr(base, part), getattr(own, part)) for part in parts})


def accepting(requirements: tuple[Requirement, ...], rules: Licenses) -> Decoded:
    """The same requirements with what the rules add to those that speak of licenses."""
    mistakes = tuple(mistake for each in requirements for mistake in _mistakes(each, rules))
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return Decoded(value=tuple(_with(each, rules) for each in requirements))


def _with(requirement: Requirement, rules: Licenses) -> Requirement:
    options = requirement.options
    if not isinstance(options, LicenseOptions):
        return requirement
    part = next(iter(_parts(options)))
    total = _sum(_sum(options, rules.any), getattr(rules, part))
    return replace(requirement, options=total)


def _mistakes(requirement: Requirement, rules: Licenses) -> Iterator[Mistake]:
    """A requirement on components of several kinds can have no rules that only one of them has."""
    options = requirement.options
    parts = sorted(_parts(options)) if isinstance(options, LicenseOptions) else []
    if len({getattr(rules, part) for part in parts}) > 1:
        message = (
            f"{requirement.id} speaks of {' and '.join(parts)} at once, so these licenses cannot be added to "
            "it: name the accepted licenses in its own options, or make it several requirements"
        )
        yield Mistake(path=("licenses",), message=message)


def _parts(options: LicenseOptions) -> frozenset[str]:
    components = lookout().components
    return frozenset(components[each].part for each in getattr(options, "components", ()))


def _sum(options: LicenseOptions, more: LicenseOptions) -> LicenseOptions:
    names = (each.name for each in fields(LicenseOptions))
    added = {name: tuple(dict.fromkeys((*getattr(options, name), *getattr(more, name)))) for name in names}
    return replace(options, **added)
