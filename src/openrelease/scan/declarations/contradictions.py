"""Declarations x components -> contradictions between them, with both locations."""

from collections.abc import Iterator, Mapping

from openrelease.model import (
    NOTHING,
    Claim,
    ComponentFacts,
    DeclaredLicense,
    DeclaredPart,
    EffectiveLicense,
    Problem,
    Status,
    format_location,
    is_inside,
)
from openrelease.scan.declarations.declared_evidence import HOW, DeclaredComponents

_GOVERNED = "weights"  # what the license of a model is about


def find_contradictions(declared: DeclaredComponents, components: Mapping[str, ComponentFacts]) -> Iterator[Problem]:
    """Yield declared licenses that other claims contradict, and declared paths without such a component."""
    for id_, parts in declared.parts.items():
        for part in parts:
            yield from _find_empty_path(id_, part, components[id_])
            if part.license:
                yield from _find_license_conflict(id_, part.license, components[id_])
    for license_ in declared.licenses if len(declared.licenses) == 1 else ():
        yield from _find_license_conflict(_GOVERNED, license_, components[_GOVERNED])


def _find_empty_path(id_: str, part: DeclaredPart, found: ComponentFacts) -> Iterator[Problem]:
    """Yield a declared path that exists but shows no evidence of the component."""
    if part.path is None:
        return
    below = [each for each in found.evidence if each.how == HOW and is_inside(each.location.path, part.path)]
    if below and all(each.status is Status.UNCLEAR for each in below):
        where = part.path or "the root"
        message = f"{where} is declared for the {_component_title(id_)}, and nothing there is seen to be that"
        yield Problem(location=part.location, message=message, affects=NOTHING)


def _find_license_conflict(id_: str, declared: DeclaredLicense, found: ComponentFacts) -> Iterator[Problem]:
    if declared.expression is None or found.license is None:
        return
    against = _describe_conflict(declared, found.license)
    if against:
        message = f"{declared.expression} is declared for the {_component_title(id_)}, but {against}"
        yield Problem(location=declared.location, message=message, affects=NOTHING)


def _describe_conflict(declared: DeclaredLicense, governing: EffectiveLicense) -> str:
    """Return what governs instead, or what contradicts the declared license; "" where nothing does."""
    if governing.how == HOW and governing.location == declared.location:
        against = governing.against[:1]
        return "".join(
            f"that is contradicted by {format_location(each.location)}: {_name_terms(each)}" for each in against
        )
    if governing.expression == declared.expression:
        return ""
    return f"{_name_terms(governing)} governs ({format_location(governing.location)})"


def _name_terms(claim: Claim) -> str:
    return claim.expression or "terms that cannot be named"


def _component_title(id_: str) -> str:
    return id_.replace("_", " ")
