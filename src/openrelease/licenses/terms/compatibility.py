"""Two licenses and a relation -> may the one flow into the other? Data over facets.

A wrong alarm costs trust and a missed one costs little, as nothing here is legal advice: what is not sure is
"unclear". Training data is never in conflict with weights, since the law on that is not settled, nor is a
declared dependency with the code that uses it, since the two are not merged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from openrelease.licenses.expressions.expression_tree import Leaf, fold_tree, parse_tree
from openrelease.licenses.terms.license_facets import LicenseFacets
from openrelease.licenses.terms.license_table import LicenseTable

FINE, DUTY, UNCLEAR, CONFLICT = "fine", "duty", "unclear", "conflict"
_ORDER = (FINE, DUTY, UNCLEAR, CONFLICT)
_GPL3 = re.compile(r"(?:L|A)?GPL-3\.0|Apache-2\.0")


@dataclass(frozen=True, kw_only=True)
class Flow:
    """`verdict` is "fine", "duty" (fine if something is done), "unclear" or "conflict"; `reason` says why."""

    verdict: str
    reason: str = ""


Rule = Callable[[LicenseFacets, LicenseFacets], Flow]


def flow(upstream: str | None, downstream: str | None, relation: str, table: LicenseTable) -> Flow:
    """May what is under `upstream` go into what is given out under `downstream`? KeyError for no `RELATIONS`.

    Of the upstream, OR takes the best branch and AND the worst. Of the downstream it is the other way round:
    whoever receives "A OR B" may choose the one that lets go of a condition, "A AND B" keeps those of both.
    """
    rule = RELATIONS[relation]
    above, below = (parse_tree(text) if text else None for text in (upstream, downstream))
    if above is None or below is None:
        return Flow(verdict=UNCLEAR, reason="one of the licenses is not known")

    def under(up: LicenseFacets) -> Flow:
        return fold_tree(below, lambda leaf: _ruled(rule, up, _facets(leaf, table)), _picked(best="AND"))

    return fold_tree(above, lambda leaf: under(_facets(leaf, table)), _picked(best="OR"))


def _facets(leaf: Leaf, table: LicenseTable) -> LicenseFacets:
    known = table.explain(leaf.id) if leaf.exception is None else None
    return known or LicenseFacets(id=leaf.id, name=leaf.id, kind=None)


def _picked(best: str) -> Callable[[str, Sequence[Flow]], Flow]:
    def pick(operator: str, parts: Sequence[Flow]) -> Flow:
        choose = min if operator == best else max
        return choose(parts, key=lambda part: _ORDER.index(part.verdict))

    return pick


def _ruled(rule: Rule, up: LicenseFacets, down: LicenseFacets) -> Flow:
    if up.kind is None or down.kind is None:
        unknown = up if up.kind is None else down
        return Flow(verdict=UNCLEAR, reason=f"what {unknown.id} asks is not known")
    return rule(up, down)


def _family(row: LicenseFacets) -> str:
    return re.sub(r"-(?:only|or-later)$", "", row.id)


def _derivative(up: LicenseFacets, down: LicenseFacets) -> Flow:
    """A fine-tuned, quantized or merged model, an adapter; also data that is shipped on."""
    if _family(up) == _family(down) and up.kind != "public-domain":
        return Flow(verdict=DUTY, reason=f"keep the license and the notices of {up.id}")
    return _TERMS.get(up.relicensing, _unsure)(up, down)


def _own_terms(up: LicenseFacets, _: LicenseFacets) -> Flow:
    if up.kind == "public-domain":
        return Flow(verdict=FINE)
    return Flow(verdict=DUTY, reason=f"keep the notices of {up.id}")


def _same(up: LicenseFacets, down: LicenseFacets) -> Flow:
    return Flow(verdict=CONFLICT, reason=f"derivatives of {up.id} stay under it, not under {down.id}")


def _restrictions(up: LicenseFacets, down: LicenseFacets) -> Flow:
    if down.use_restrictions_flow_down:
        return Flow(verdict=DUTY, reason=f"pass on the use restrictions of {up.id}")
    if down.permissive:
        return Flow(verdict=CONFLICT, reason=f"{down.id} drops the use restrictions of {up.id}")
    return Flow(verdict=UNCLEAR, reason=f"{down.id} may not carry the use restrictions of {up.id}")


def _non_commercial(up: LicenseFacets, down: LicenseFacets) -> Flow:
    if down.commercial_use == "no":
        return Flow(verdict=DUTY, reason=f"give credit as {up.id} asks")
    if down.commercial_use == "yes":
        return Flow(verdict=CONFLICT, reason=f"{up.id} forbids commercial use, {down.id} allows it")
    return _unsure(up, down)


def _with_terms(up: LicenseFacets, _: LicenseFacets) -> Flow:
    return Flow(verdict=DUTY, reason=up.naming_duty or f"carry the terms of {up.id}")


def _nothing(up: LicenseFacets, _: LicenseFacets) -> Flow:
    return Flow(verdict=CONFLICT, reason=f"{up.id} allows no derivative to be shared")


def _unsure(up: LicenseFacets, down: LicenseFacets) -> Flow:
    return Flow(verdict=UNCLEAR, reason=f"whether {up.id} allows {down.id} has to be read")


_TERMS: Mapping[str, Rule] = {
    "yes": _own_terms,
    "same": _same,
    "restrictions-kept": _restrictions,
    "nc-kept": _non_commercial,
    "yes-with-terms": _with_terms,
    "no": _nothing,
    "no-distribution-or-restricted": _nothing,
}
"""How a derivative may be licensed, by the facet `relicensing`; every other value has to be read."""


def _distilled(up: LicenseFacets, down: LicenseFacets) -> Flow:
    """A model that was trained on the outputs of another."""
    if up.outputs == "forbidden" and _family(up) != _family(down):
        return Flow(verdict=CONFLICT, reason=f"{up.id} forbids training other models on outputs")
    if up.outputs == "naming":
        return Flow(verdict=DUTY, reason=up.naming_duty or f"name the model as {up.id} asks")
    return _derivative(up, down) if up.outputs == "derivative" else Flow(verdict=FINE)


def _code(up: LicenseFacets, down: LicenseFacets) -> Flow:
    """Code that was copied in."""
    if up.id == "GPL-2.0-only" and _GPL3.match(down.id):
        return Flow(verdict=CONFLICT, reason=f"{up.id} and {down.id} cannot be met at once")
    if up.kind == "weak-copyleft":
        return Flow(verdict=DUTY, reason=f"keep the files under {up.id} apart and under it")
    return _derivative(up, down)


def _component(up: LicenseFacets, down: LicenseFacets) -> Flow:
    """A part of a release, against the license that is stated for the whole."""
    if down.permissive and up.permissive is False:
        return Flow(verdict=CONFLICT, reason=f"{down.id} is stated for the whole, and a part is under {up.id}")
    return Flow(verdict=FINE) if up.permissive is not None else _unsure(up, down)


def _at_most_unclear(rule: Rule) -> Rule:
    def softened(up: LicenseFacets, down: LicenseFacets) -> Flow:
        found = rule(up, down)
        return replace(found, verdict=UNCLEAR) if found.verdict == CONFLICT else found

    return softened


RELATIONS: Mapping[str, Rule] = {
    "base_model": _derivative,
    "distilled": _distilled,
    "training_data": _at_most_unclear(_derivative),
    "shipped_data": _derivative,
    "source_data": _derivative,
    "vendored_code": _code,
    "dependency": _at_most_unclear(_code),
    "component": _component,
}
"""How two parts of releases are related -> the rule for it."""
