"""Facts -> what flows into the release, and whether its own license allows that; shared by verbs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from openrelease.checks.license_wording import told
from openrelease.licenses import Flow, LicenseTable, flow
from openrelease.model import Facts, License, Lineage, spot

_CODE = ("inference_code", "architecture_code", "training_code", "data_preprocessing_code", "evaluation_code")
_INTO: Mapping[str, tuple[str, ...]] = {
    "base_model": ("weights",),
    "distilled": ("weights",),
    "training_data": ("weights",),
    "shipped_data": ("datasets",),
    "source_data": ("datasets",),
    "vendored_code": _CODE,
    "dependency": _CODE,
}
"""A relation -> the components that such a thing flows into."""

_WHOLE = frozenset({"shipped_data", "vendored_code", "dependency"})
_WHAT = {
    "base_model": "base model",
    "distilled": "model distilled from",
    "training_data": "training data",
    "shipped_data": "data shipped in",
    "source_data": "source data set",
    "vendored_code": "code copied into",
    "dependency": "dependency",
}
_NO_LICENSE = "no license is known to govern what it went into"


@dataclass(frozen=True, kw_only=True)
class Traced:
    """One thing that went in, the license that the result is given out under, and the verdict.

    `drops`: terms are dropped, if what is only likely is so. That is enough to doubt a "permissive".
    """

    lineage: Lineage
    downstream: License | None
    flow: Flow
    drops: bool = False

    @property
    def sentence(self) -> str:
        """What flows where, with both places, and the reason."""
        up = self.lineage
        under = f"under {up.license}" if up.license else "under a license that is not known here"
        known = f" ({up.note})" if up.note else ""
        result = (
            f", and the result under {told(replace(self.downstream, note=''))}" if self.downstream else ""
        )
        what = f"the {_WHAT[up.relation]} {up.upstream} ({spot(up.location)}) is {under}{known}{result}"
        return f"{what}: {self.flow.reason}" if self.flow.reason else what


def traced(facts: Facts, relations: Collection[str], licenses: LicenseTable) -> tuple[Traced, ...]:
    """Every lineage of these relations with its verdict; of a mere hint, no more than "unclear"."""
    return tuple(_traced(facts, each, licenses) for each in facts.lineage if each.relation in relations)


def conflicts(facts: Facts, component: str, licenses: LicenseTable) -> tuple[Traced, ...]:
    """What a component was made from and whose terms its stated license drops, or is likely to drop."""
    relations = {name for name in ("base_model", "distilled") if component in _INTO[name]}
    return tuple(each for each in traced(facts, relations, licenses) if each.drops)


def _traced(facts: Facts, lineage: Lineage, licenses: LicenseTable) -> Traced:
    down = next(_downstream(facts, lineage), None)
    if down is None:
        return Traced(lineage=lineage, downstream=None, flow=Flow(verdict="unclear", reason=_NO_LICENSE))
    found = flow(lineage.license, down.expression, lineage.relation, licenses)
    likely = flow(lineage.license or lineage.probable, down.expression, lineage.relation, licenses)
    if lineage.hint and found.verdict == "conflict":
        found = replace(found, verdict="unclear")
    return Traced(lineage=lineage, downstream=down, flow=found, drops=likely.verdict == "conflict")


def _downstream(facts: Facts, lineage: Lineage) -> Iterator[License]:
    """The licenses that the result is given out under, the one that counts first.

    Of data and of code that came with a license file of their own, the words about the component count
    before a file at the root; that file itself is the upstream.
    """
    components = [facts.components[each] for each in _INTO[lineage.relation] if each in facts.components]
    for found in components:
        if found.license and _speaks(found.license, lineage):
            yield found.license
        yield from (each for each in found.statements if _speaks(each, lineage))
    if lineage.relation in _WHOLE:
        every = (found.license for found in facts.components.values() if found.license)
        yield from (each for each in every if each.how == "inherited")


def _speaks(stated: License, lineage: Lineage) -> bool:
    if stated.how in {"library", "badge"} or (
        stated.location.path == lineage.location.path
        and (lineage.relation in _WHOLE and stated.how == "file")
    ):
        return False
    return lineage.relation not in _WHOLE or stated.how != "file" or "/" not in stated.location.path
