"""Two licenses and a relation -> may the one flow into the other? Data over facets.

A wrong alarm costs trust and a missed one costs little, as nothing here is legal advice: what is not sure is
"unclear". Training data is never in conflict with weights, since the law on that is not settled, nor is a
declared dependency with the code that uses it, since the two are not merged.
"""

from collections.abc import Callable, Mapping, Sequence

from openrelease.licenses.expressions.expression_tree import Leaf, fold_tree, parse_tree
from openrelease.licenses.terms.license_facets import LicenseFacets
from openrelease.licenses.terms.license_pairs import find_pair, includes_license
from openrelease.licenses.terms.license_table import LicenseTable
from openrelease.values import dataclass, replace

FINE, DUTY, UNCLEAR, CONFLICT = "fine", "duty", "unclear", "conflict"
_ORDER = (FINE, DUTY, UNCLEAR, CONFLICT)


@dataclass(frozen=True, kw_only=True)
class Flow:
    """`verdict` is "fine", "duty" (fine if something is done), "unclear" or "conflict"; `reason` says why."""

    verdict: str
    reason: str = ""


Rule = Callable[[LicenseFacets, LicenseFacets], Flow]


def flow(upstream: str | None, downstream: str | None, relation: str, table: LicenseTable) -> Flow:
    """Return whether what is under `upstream` may go into what is released under `downstream`.

    Raises `KeyError` for a relation that is none of `RELATIONS`.

    Of the upstream, OR takes the best branch and AND the worst. Of the downstream it is the other way round:
    whoever receives "A OR B" may choose the one that lets go of a condition, "A AND B" keeps those of both.
    """
    above, below = (parse_tree(text) if text else None for text in (upstream, downstream))
    if above is None or below is None:
        return Flow(verdict=UNCLEAR, reason="one of the licenses is not known")

    def under(up: LicenseFacets) -> Flow:
        return fold_tree(
            below, lambda leaf: _soften(_rule(up, _facets(leaf, table), relation, table), relation), _picked(best="AND")
        )

    return fold_tree(above, lambda leaf: under(_facets(leaf, table)), _picked(best="OR"))


def flow_of_versions(
    upstream: Sequence[str | None], downstream: Sequence[str | None], relation: str, table: LicenseTable
) -> Flow:
    """The same where each license may be one of several (see `possible_versions`): unclear unless all agree."""
    found = [flow(above, below, relation, table) for above in upstream for below in downstream]
    if len({each.verdict for each in found}) == 1:
        return found[0]
    return Flow(verdict=UNCLEAR, reason="a license text alone does not say whether its later versions may be chosen")


def _facets(leaf: Leaf, table: LicenseTable) -> LicenseFacets:
    known = table.explain(leaf.id) if leaf.exception is None else None
    return known or LicenseFacets(id=leaf.id, name=leaf.id, kind=None)


def _picked(best: str) -> Callable[[str, Sequence[Flow]], Flow]:
    def pick(operator: str, parts: Sequence[Flow]) -> Flow:
        choose = min if operator == best else max
        return choose(parts, key=lambda part: _ORDER.index(part.verdict))

    return pick


def _rule(up: LicenseFacets, down: LicenseFacets, relation: str, table: LicenseTable) -> Flow:
    rule = RELATIONS[relation]
    if up.kind is None or down.kind is None:
        unknown = up if up.kind is None else down
        return Flow(verdict=UNCLEAR, reason=f"what {unknown.id} asks is not known")
    if relation not in _NOT_PASSED_ON and (pair := find_pair(table.pairs, up.id, down.id, relation)):
        return Flow(verdict=pair.verdict, reason=pair.reason.format(upstream=up.id, downstream=down.id))
    return rule(up, down)


def _soften(found: Flow, relation: str) -> Flow:
    soft = relation in _NEVER_IN_CONFLICT and found.verdict == CONFLICT
    return replace(found, verdict=UNCLEAR) if soft else found


def _derivative(up: LicenseFacets, down: LicenseFacets) -> Flow:
    """A fine-tuned, quantized or merged model, an adapter."""
    if up.relicensing in _NOTHING_ADAPTED:
        return _nothing(up, down)
    return _copy(up, down)


def _copy(up: LicenseFacets, down: LicenseFacets) -> Flow:
    """What may be passed on unchanged, such as data that is shipped on."""
    if includes_license(up.id, down.id) and up.kind != "public-domain":
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
    "same-or-listed-compatible": _same,
    "no": _nothing,
    "no-distribution-or-restricted": _nothing,
}
"""How a derivative may be licensed, by the facet `relicensing`; every other value has to be read."""
_NOTHING_ADAPTED = frozenset(value for value, rule in _TERMS.items() if rule is _nothing)


def _distilled(up: LicenseFacets, down: LicenseFacets) -> Flow:
    """A model that was trained on the outputs of another."""
    if up.outputs == "forbidden" and not includes_license(up.id, down.id):
        return Flow(verdict=CONFLICT, reason=f"{up.id} forbids training other models on outputs")
    if up.outputs == "naming":
        return Flow(verdict=DUTY, reason=up.naming_duty or f"name the model as {up.id} asks")
    return _derivative(up, down) if up.outputs == "derivative" else Flow(verdict=FINE)


def _code(up: LicenseFacets, down: LicenseFacets) -> Flow:
    """Code that was copied in."""
    if up.kind == "weak-copyleft":
        return Flow(verdict=DUTY, reason=f"keep the files under {up.id} apart and under it")
    return _derivative(up, down)


def _component(up: LicenseFacets, down: LicenseFacets) -> Flow:
    """A part of a release, against the license that is stated for the whole."""
    if down.permissive and up.permissive is False:
        return Flow(verdict=CONFLICT, reason=f"{down.id} is stated for the whole, and a part is under {up.id}")
    return Flow(verdict=FINE) if up.permissive is not None else _unsure(up, down)


RELATIONS: Mapping[str, Rule] = {
    "base_model": _derivative,
    "distilled": _distilled,
    "training_data": _derivative,
    "shipped_data": _copy,
    "source_data": _derivative,
    "vendored_code": _code,
    "dependency": _code,
    "component": _component,
}
"""How two parts of releases are related -> the rule for it."""
_NEVER_IN_CONFLICT = frozenset({"training_data", "dependency"})
_NOT_PASSED_ON = frozenset({"distilled", "component"})
