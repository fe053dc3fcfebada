"""Facts -> Judgement: `noticed`, the notices that licenses ask for are there, as far as the repository shows.

Options:
- `relations`: the notices and license texts of these upstreams are looked for too, of base_model, distilled,
  shipped_data and vendored_code.

Met where a text of the release names a copyright holder, and the license text and Notice file of each upstream that
asks for them were seen. An upstream data set is credited where it is named.
Unmet where a license text is shipped and no text at the root names the holder of the copyright, or where something
that an upstream's license asks for was not seen; each is a finding.
Unknown where one of these was not seen and a document that may state terms could not be read.
Not applicable where no license text is shipped and no upstream asks for anything.
"""

from collections.abc import Iterator

from openrelease.checks.check_type import Judgement, RelationId, judge_unknown, list_unread_terms, options_of
from openrelease.checks.license_flows import TracedUpstream, trace_upstreams
from openrelease.checks.license_wording import license_title
from openrelease.licenses import LicenseTable
from openrelease.model import Evidence, Facts, Finding, Outcome, Requirement, Status, format_location
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Options:
    """Whose notices are looked for beside those of the release itself."""

    relations: tuple[RelationId, ...] = ()


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:
    """Are the notices there that licenses ask for? See the module's docstring."""
    relations = options_of(requirement, Options).relations
    upstreams = [
        each
        for each in trace_upstreams(facts, frozenset(relations), licenses)
        if each.flow.verdict == "duty" and not each.lineage.hint
    ]
    texts = [each for each in facts.components["license"].evidence if each.status is Status.IN_REPO]
    if not texts and not upstreams:
        return Judgement(
            outcome=Outcome.NOT_APPLICABLE, message="No license text is shipped, and no upstream is named."
        )
    findings = (*_find_missing_holder(facts, texts), *_find_missing_texts(upstreams, licenses))
    if findings and (unread := list_unread_terms(facts)):
        return judge_unknown("notices not found, and not every document could be read", unread)
    return Judgement(
        outcome=Outcome.UNMET if findings else Outcome.MET,
        message=_describe_findings(findings) if findings else _describe_notices(facts, upstreams),
        findings=findings,
        evidence=tuple(
            Evidence(location=each.location, how="copyright-holder", status=Status.IN_REPO) for each in facts.holders
        ),
    )


def _find_missing_holder(facts: Facts, texts: list[Evidence]) -> Iterator[Finding]:
    if texts and not facts.holders:
        place = texts[0].location
        yield Finding(
            message="copyright holder not named",
            detail=f"{format_location(place)} grants a license, and no text at the root names who grants it",
            location=place,
            remedy=f'Add a line such as "Copyright <year> <holder>" to {place.path} or to a file named NOTICE.',
        )


def _find_missing_texts(upstreams: list[TracedUpstream], licenses: LicenseTable) -> Iterator[Finding]:
    for each in upstreams:
        up = each.lineage
        if each.lacks_text:
            title = license_title(up.license, licenses)
            yield Finding(
                message=f"license text of {up.upstream} not found",
                detail=f"{up.upstream} is under {title}, which asks that its text goes with copies",
                location=up.location,
                remedy=f"Ship the license text and the copyright line of {up.upstream}, such as in NOTICE.",
            )


def _describe_findings(findings: tuple[Finding, ...]) -> str:
    return f"{len(findings)} missing: {'; '.join(each.message for each in findings[:3])}."


def _describe_notices(facts: Facts, upstreams: list[TracedUpstream]) -> str:
    holder = f"Copyright holder: {facts.holders[0].name}." if facts.holders else ""
    texts = "The license texts of the upstreams are shipped." if upstreams else ""
    return " ".join(filter(None, (holder, texts)))
