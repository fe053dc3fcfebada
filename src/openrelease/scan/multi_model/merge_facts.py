"""Facts of the whole and of each model -> facts of the whole with the licenses merged."""

from collections.abc import Sequence

from openrelease.model import Claim, ComponentFacts, EffectiveLicense, Facts, Permissive, Reason, ReleaseFacts, Status
from openrelease.values import replace

_WORST_FIRST = (Permissive.NO, Permissive.MIXED, Permissive.UNKNOWN, Permissive.YES)
_MOST_NAMED = 6  # models whose licenses a note lists


def merge_facts(whole: Facts, releases: Sequence[ReleaseFacts]) -> Facts:
    """Return the facts of the whole; a license is never more permissive than that of any model, or its own."""
    if not releases:
        return whole
    components = {id_: _merge_component(id_, found, releases) for id_, found in whole.components.items()}
    against = dict.fromkeys(problem for each in releases for problem in each.facts.disputed)
    return replace(whole, components=components, releases=tuple(releases), disputed=tuple(against))


def _merge_component(id_: str, whole: ComponentFacts, releases: Sequence[ReleaseFacts]) -> ComponentFacts:
    """Merge the effective licenses of a component over the models that have it."""
    found = [(each.name, each.facts.components[id_]) for each in releases]
    there = [(name, each.license) for name, each in found if each.status is not Status.ABSENT]
    if not any(license_ for _, license_ in there):
        return whole
    if len({(each.expression, each.permissive) if each else None for _, each in there}) == 1:
        joined = _choose_stricter(whole.license, there[0][1])
    else:
        joined = _merge_differing(whole.license, there)
    return replace(whole, license=joined)


def _choose_stricter(whole: EffectiveLicense | None, every: EffectiveLicense | None) -> EffectiveLicense | None:
    """Return the license that all models have, or that of the whole where it is stricter."""
    if whole is None or every is None:
        return every
    return whole if _strictness_key(whole) < _strictness_key(every) else every


def _merge_differing(
    whole: EffectiveLicense | None, there: Sequence[tuple[str, EffectiveLicense | None]]
) -> EffectiveLicense:
    known = [each for _, each in there if each]
    values = {each.permissive if each else Permissive.UNKNOWN for _, each in there}
    named = ", ".join(f"{name}: {_format_license(each)}" for name, each in there[:_MOST_NAMED])
    more = f", and {len(there) - _MOST_NAMED} more" if len(there) > _MOST_NAMED else ""
    worst: EffectiveLicense = min((*known, *((whole,) if whole else ())), key=_strictness_key)
    return replace(
        worst,
        expression=None,
        permissive=_merge_permissive(values, whole),
        reason=Reason.MIXED_MODELS,
        detail=f"{named}{more}",
        against=(),
    )


def _merge_permissive(values: set[Permissive], whole: EffectiveLicense | None) -> Permissive:
    """Return how permissive the whole is: "no" where no model is permissive, "mixed" where they differ."""
    if values == {Permissive.NO}:
        return Permissive.NO
    every = values | ({whole.permissive} if whole else set())
    if Permissive.MIXED in every or {Permissive.YES, Permissive.NO} <= every:
        return Permissive.MIXED
    return min(every, key=_WORST_FIRST.index)


def _strictness_key(license_: Claim) -> int:
    return _WORST_FIRST.index(license_.permissive)


def _format_license(license_: Claim | None) -> str:
    return (license_.expression if license_ else None) or "no license that can be named"
