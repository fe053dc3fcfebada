"""Two policies -> what each asks for and the other does not, in lines of text."""

from collections.abc import Iterable, Iterator, Mapping

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks.check_type import LicenseOptions
from openrelease.model import Level, Policy, Requirement

_STRICTNESS = (None, Level.OPTIONAL, Level.RECOMMENDED, Level.REQUIRED)
_ASIDE = frozenset({"suitable", "consistent"})  # they ask about a license, and not whether the component is there


def describe_difference(first: Policy, second: Policy) -> Iterator[str]:
    """Yield what `second` asks beyond `first`, and what it does not ask, under a headline each."""
    for asking, other in ((second, first), (first, second)):
        more = [*_find_components(asking, other), *_find_licenses(asking, other), *_find_other_checks(asking, other)]
        yield f"{asking.id} {asking.version} asks beyond {other.id} {other.version}:"
        yield from (f"  {line}" for line in more or ["nothing"])


def ask_levels(policy: Policy, component: str) -> Mapping[Level, bool]:
    """Return the levels at which a component is asked for, and whether another would do in its place."""
    asking = [
        (each.level, len(getattr(each.options, "components", ())) > 1)
        for each in policy.requirements
        if each.check not in _ASIDE and component in getattr(each.options, "components", ())
    ]
    return {level: all(others for found, others in asking if found is level) for level, _ in asking}


def _find_components(asking: Policy, other: Policy) -> Iterator[str]:
    for id_, component in load_catalog().components.items():
        here, there = _strictest(ask_levels(asking, id_)), _strictest(ask_levels(other, id_))
        if here is not None and _STRICTNESS.index(here) > _STRICTNESS.index(there):
            others = ", or another component" if ask_levels(asking, id_)[here] else ""
            yield f"{component.title}: {here.value}{others} (there: {there.value if there else 'not asked'})"


def _strictest(levels: Iterable[Level]) -> Level | None:
    return max(levels, key=_STRICTNESS.index, default=None)


def _find_licenses(asking: Policy, other: Policy) -> Iterator[str]:
    """Yield, for each component that both license, what only `other` accepts: an example of each kind."""
    here, there = _licenses_by_component(asking), _licenses_by_component(other)
    for id_, component in load_catalog().components.items():
        refused = sorted(there.get(id_, frozenset()) - here.get(id_, frozenset())) if id_ in here else []
        examples = dict(reversed(refused))
        if examples:
            listed = ", ".join(f"{kind} ({examples[kind]})" for kind in sorted(examples))
            yield f"{component.title}: does not accept {listed}"


def _licenses_by_component(policy: Policy) -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return the licenses of the Hub that each required component may have, as kind and name."""
    table = load_license_table()
    found: dict[str, frozenset[tuple[str, str]]] = {}
    for requirement in policy.requirements:
        options = requirement.options
        if isinstance(options, LicenseOptions) and requirement.level is Level.REQUIRED:
            kinds = frozenset(
                (row.kind or "", row.name) for row in table.rows.values() if row.hub and options.acceptance.ruling(row)
            )
            for component in getattr(options, "components", ()):
                found[component] = found.get(component, kinds) & kinds
    return found


def _find_other_checks(asking: Policy, other: Policy) -> Iterator[str]:
    """Yield the requirements of a check that `other` does not have, or has at a lower level."""
    there = {each.check: each.level for each in sorted(other.requirements, key=_rank)}
    for each in asking.requirements:
        if each.check not in _LICENSE_OR_PRESENCE and _rank(each) > _STRICTNESS.index(there.get(each.check)):
            yield f"{each.title} ({each.id}, {each.level.value})"


_LICENSE_OR_PRESENCE = frozenset({"present", "released", "licensed"})  # compared by component


def _rank(requirement: Requirement) -> int:
    return _STRICTNESS.index(requirement.level)
