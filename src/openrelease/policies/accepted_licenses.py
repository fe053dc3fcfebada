"""The licenses that a definition accepts by kind of component -> the options of its requirements."""

from collections.abc import Iterator

from openrelease.catalog.load_catalog import load_catalog
from openrelease.checks.check_type import LicenseOptions
from openrelease.model import Requirement
from openrelease.policies.decode_options import MISSING, Decoded, Mistake
from openrelease.values import dataclass, field_names, replace

_NONE = LicenseOptions()


@dataclass(frozen=True, kw_only=True)
class AcceptedLicenses:
    """What is accepted besides what a requirement names: of anything, and of each kind of component."""

    any: LicenseOptions = _NONE
    weights: LicenseOptions = _NONE
    code: LicenseOptions = _NONE
    data: LicenseOptions = _NONE
    document: LicenseOptions = _NONE


NO_LICENSES = AcceptedLicenses()
"""Nothing besides what each requirement names."""


def merge_licenses(base: AcceptedLicenses, own: AcceptedLicenses) -> AcceptedLicenses:
    """What both accept together."""
    parts = field_names(AcceptedLicenses)
    return AcceptedLicenses(**{part: _merge_options(getattr(base, part), getattr(own, part)) for part in parts})


def with_accepted_licenses(requirements: tuple[Requirement, ...], rules: AcceptedLicenses) -> Decoded:
    """The requirements, with the accepted licenses added to those on licenses."""
    mistakes = tuple(mistake for each in requirements for mistake in _find_mixed_parts(each, rules))
    if mistakes:
        return Decoded(value=MISSING, mistakes=mistakes)
    return Decoded(value=tuple(_add_licenses(each, rules) for each in requirements))


def _add_licenses(requirement: Requirement, rules: AcceptedLicenses) -> Requirement:
    options = requirement.options
    if not isinstance(options, LicenseOptions):
        return requirement
    part = next(iter(_component_parts(options)))
    total = _merge_options(_merge_options(options, rules.any), getattr(rules, part))
    return replace(requirement, options=total)


def _find_mixed_parts(requirement: Requirement, rules: AcceptedLicenses) -> Iterator[Mistake]:
    """A requirement on components of several kinds can have no rules that only one of them has."""
    options = requirement.options
    parts = sorted(_component_parts(options)) if isinstance(options, LicenseOptions) else []
    if len({getattr(rules, part) for part in parts}) > 1:
        message = (
            f"{requirement.id} covers {' and '.join(parts)}, so licenses of one part cannot be added to it: "
            "name the accepted licenses in its options, or split the requirement"
        )
        yield Mistake(path=("licenses",), message=message)


def _component_parts(options: LicenseOptions) -> frozenset[str]:
    components = load_catalog().components
    return frozenset(components[each].part for each in getattr(options, "components", ()))


def _merge_options(options: LicenseOptions, more: LicenseOptions) -> LicenseOptions:
    names = field_names(LicenseOptions)
    added = {name: tuple(dict.fromkeys((*getattr(options, name), *getattr(more, name)))) for name in names}
    return replace(options, **added)
