"""Facts -> Judgement: `compatible`, the license of the release keeps the terms of what it was made from.

Options:
- `relations` (required): what is looked at, of base_model, distilled, training_data, shipped_data,
  source_data, vendored_code and dependency.

Met where everything of these relations may go into what is given out under the stated license; a license
text that should be shipped along and was not seen is advice.
Unmet where a license that is stated drops terms of what went in (each conflict is a finding with both
places), and where a duty that stands in text was not seen: how the name begins, a phrase such as
"Built with …", the sentence of a Notice file.
Unknown where the license of something that went in is not known, or has to be read.
Not applicable where no upstream is stated. The license of a well-known model or package is
taken from a dated table. Training data and declared dependencies are never in conflict: the law on the one
is not settled, and the other is not merged with the code.
"""

from collections.abc import Iterator, Mapping

from openrelease.checks.check_type import Judgement, RelationId, options_of
from openrelease.checks.license_flows import TracedUpstream, trace_upstreams
from openrelease.checks.license_wording import license_title
from openrelease.licenses import LicenseFacets, LicenseTable
from openrelease.model import Evidence, Facts, Finding, Outcome, Requirement, Status
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """Which relations are looked at."""

    relations: tuple[RelationId, ...]


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:
    """Does the release keep the terms of what it was made from? See the module's docstring."""
    relations = options_of(requirement, Options).relations
    found = trace_upstreams(facts, frozenset(relations), licenses)
    if not found:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message="No upstream model or data is named.")
    conflicts = tuple(
        _make_finding(each, f"license drops terms of {each.lineage.upstream}", each.sentence, requirement)
        for each in _select_verdict(found, "conflict")
    )
    undone = tuple(_find_unseen_duties(found, facts, licenses, requirement))
    unclear = tuple(
        _make_finding(
            each, f"unknown whether the terms of {each.lineage.upstream} are kept", each.sentence, requirement
        )
        for each in _select_verdict(found, "unclear")
    )
    untold = tuple(_find_missing_texts(found, licenses, requirement))
    outcome, summary = _decide_outcome(conflicts, undone, unclear)
    return Judgement(
        outcome=outcome,
        message=f"{summary}: {'; '.join(each.detail for each in (conflicts or undone or unclear)[:3])}."
        if outcome is not Outcome.MET
        else f"{summary}: {'; '.join(each.sentence for each in found[:3])}.",
        findings=(*conflicts, *undone, *unclear, *untold),
        evidence=tuple(map(_make_evidence, found)),
    )


def _decide_outcome(
    conflicts: tuple[Finding, ...], undone: tuple[Finding, ...], unclear: tuple[Finding, ...]
) -> tuple[Outcome, str]:
    if conflicts:
        return Outcome.UNMET, "The license drops terms of an upstream"
    if undone:
        return Outcome.UNMET, "An obligation of an upstream license is not fulfilled"
    if unclear:
        return Outcome.UNKNOWN, "Unknown whether the terms of the upstreams are kept"
    return Outcome.MET, "The license keeps the terms of the upstreams"


def _select_verdict(found: tuple[TracedUpstream, ...], verdict: str) -> Iterator[TracedUpstream]:
    yield from (each for each in found if each.flow.verdict == verdict)


def _find_unseen_duties(
    found: tuple[TracedUpstream, ...], facts: Facts, licenses: LicenseTable, requirement: Requirement
) -> Iterator[Finding]:
    """Yield the obligations of base models that were not found, at the place that names the base model."""
    for each in found:
        up = each.lineage
        facets = licenses.explain(up.license) if up.license else None
        if facets is None or up.relation not in _RELATIONS_WITH_DUTIES or up.hint:
            continue
        for duty, words in _list_duties(facets, up.relation).items():
            unnamed = duty == "name" and facts.subject.name is None
            if duty not in up.seen and not unnamed:
                detail = f"{license_title(facets.id, licenses)}, the license of {up.upstream}, requires {words}"
                yield _make_finding(
                    each, f"{_DUTY_TITLES[duty]} required by {up.upstream} not found", detail, requirement
                )


def _list_duties(facets: LicenseFacets, relation: str) -> Mapping[str, str]:
    """What is asked of a model made from another; of one that only learned from it, its name."""
    shown = " or ".join(f'"{phrase}"' for phrase in facets.display)
    asked = {
        "name": facets.name_begins and f'a name that begins with "{facets.name_begins}"',
        "display": shown and f"to display {shown}",
        "notice": facets.notice and f'a Notice file with the sentence "{facets.notice} …"',
    }
    every = {duty: words for duty, words in asked.items() if words}
    if relation == "distilled" and facets.outputs != "derivative":
        return dict(list(every.items())[:1]) if facets.outputs == "naming" else {}
    return every


_DUTY_TITLES = {"name": "name prefix", "display": "attribution", "notice": "Notice file"}

_RELATIONS_WITH_DUTIES = frozenset({"base_model", "distilled"})


def _find_missing_texts(
    found: tuple[TracedUpstream, ...], licenses: LicenseTable, requirement: Requirement
) -> Iterator[Finding]:
    for each in found:
        up = each.lineage
        facets = licenses.explain(up.license) if up.license else None
        if each.lacks_text and up.relation == "base_model" and facets:
            detail = f"{up.upstream} is under {license_title(facets.id, licenses)}"
            yield _make_finding(each, f"license text of {up.upstream} not found", detail, requirement)


def _make_finding(each: TracedUpstream, message: str, detail: str, requirement: Requirement) -> Finding:
    return Finding(message=message, detail=detail, location=each.lineage.location, remedy=requirement.remedy)


def _make_evidence(each: TracedUpstream) -> Evidence:
    return Evidence(location=each.lineage.location, how=each.lineage.relation, status=Status.IN_REPO)
