"""Facts -> what flows into the release, and whether its own license allows that; shared by verbs."""

from collections.abc import Collection, Iterator, Mapping

from openrelease.checks.license_wording import license_title, name_claim
from openrelease.licenses import Flow, LicenseTable, flow_of_versions, possible_versions
from openrelease.model import Claim, Facts, Lineage, format_location
from openrelease.values import dataclass, replace

_CODE_COMPONENTS = (
    "inference_code",
    "architecture_code",
    "training_code",
    "data_preprocessing_code",
    "evaluation_code",
)
_TARGETS: Mapping[str, tuple[str, ...]] = {
    "base_model": ("weights",),
    "distilled": ("weights",),
    "training_data": ("weights",),
    "shipped_data": ("datasets",),
    "source_data": ("datasets",),
    "vendored_code": _CODE_COMPONENTS,
    "dependency": _CODE_COMPONENTS,
}
"""A relation -> the components that such a thing flows into."""

_WHOLE_RELEASE = frozenset({"shipped_data", "vendored_code", "dependency"})
_RELATION_WORDS = {
    "base_model": "base model",
    "distilled": "model distilled from",
    "training_data": "training data",
    "shipped_data": "data shipped in",
    "source_data": "source data set",
    "vendored_code": "code copied into",
    "dependency": "dependency",
}
_NO_LICENSE = "no license is stated for the derived component"


@dataclass(frozen=True, kw_only=True)
class TracedUpstream:
    """One thing that went in, the license of the result, and the verdict.

    `drops`: terms are dropped, if what is only likely is so. That is enough to doubt a "permissive".
    """

    lineage: Lineage
    downstream: Claim | None
    flow: Flow
    license_title: str
    drops: bool = False

    @property
    def lacks_text(self) -> bool:
        """Whether its license asks that the text goes along, and the text was not seen."""
        return self.flow.verdict == "duty" and "text" not in self.lineage.seen

    @property
    def sentence(self) -> str:
        """What flows where, with both places, and the reason."""
        up = self.lineage
        under = f"under {self.license_title}" if up.license else "under an unknown license"
        known = f" ({up.note})" if up.note else ""
        result = f", and this release under {name_claim(self.downstream)}" if self.downstream else ""
        source = f"{_RELATION_WORDS[up.relation]} {up.upstream} ({format_location(up.location)})"
        what = f"the {source} is {under}{known}{result}"
        return f"{what}: {self.flow.reason}" if self.flow.reason else what


def trace_upstreams(facts: Facts, relations: Collection[str], licenses: LicenseTable) -> tuple[TracedUpstream, ...]:
    """Every lineage of these relations with its verdict; of a mere hint, no more than "unclear"."""
    return tuple(_trace_upstream(facts, each, licenses) for each in facts.lineage if each.relation in relations)


def find_conflicts(facts: Facts, component: str, licenses: LicenseTable) -> tuple[TracedUpstream, ...]:
    """What a component was made from and whose terms its stated license drops, or is likely to drop."""
    relations = {name for name in ("base_model", "distilled") if component in _TARGETS[name]}
    return tuple(each for each in trace_upstreams(facts, relations, licenses) if each.drops)


def _trace_upstream(facts: Facts, lineage: Lineage, licenses: LicenseTable) -> TracedUpstream:
    title = license_title(lineage.license, licenses)
    down = next(_find_downstream_claims(facts, lineage), None)
    if down is None:
        unlicensed = Flow(verdict="unclear", reason=_NO_LICENSE)
        return TracedUpstream(lineage=lineage, downstream=None, flow=unlicensed, license_title=title)
    below = possible_versions(down.expression, from_text=down.how in {"file", "inherited"})
    above = possible_versions(lineage.license, from_text="text" in lineage.seen)
    found = flow_of_versions(above, below, lineage.relation, licenses)
    likely = found if lineage.license else flow_of_versions((lineage.probable,), below, lineage.relation, licenses)
    if lineage.hint and found.verdict == "conflict":
        found = replace(found, verdict="unclear")
    drops = likely.verdict == "conflict"
    return TracedUpstream(lineage=lineage, downstream=down, flow=found, license_title=title, drops=drops)


def _find_downstream_claims(facts: Facts, lineage: Lineage) -> Iterator[Claim]:
    """Yield the licenses of the result, the one that counts first.

    Of data and of code that came with a license file of their own, the words about the component count
    before a file at the root; that file itself is the upstream.
    """
    components = [facts.components[each] for each in _TARGETS[lineage.relation] if each in facts.components]
    for found in components:
        if found.license and _is_downstream_claim(found.license, lineage):
            yield found.license
        yield from (each for each in found.claims if _is_downstream_claim(each, lineage))
    if lineage.relation in _WHOLE_RELEASE:
        every = (found.license for found in facts.components.values() if found.license)
        yield from (each for each in every if each.how in {"inherited", "assumed"})


def _is_downstream_claim(stated: Claim, lineage: Lineage) -> bool:
    if stated.how in {"library", "badge"} or (
        stated.location.path == lineage.location.path and (lineage.relation in _WHOLE_RELEASE and stated.how == "file")
    ):
        return False
    return lineage.relation not in _WHOLE_RELEASE or stated.how != "file" or "/" not in stated.location.path
