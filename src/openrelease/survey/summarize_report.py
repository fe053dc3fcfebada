"""Report -> the result of one target of a survey: outcomes, licenses and evidence, without the sentences of checks."""

from collections.abc import Mapping

from openrelease import __version__
from openrelease.licenses import LicenseTable
from openrelease.licenses.expressions.expression_tree import fold_tree, parse_tree
from openrelease.model import (
    ActionResult,
    Claim,
    ComponentFacts,
    ComponentResult,
    Evidence,
    Failure,
    Level,
    Location,
    ModelResult,
    Place,
    PolicyResult,
    PolicyVerdict,
    ReleaseReport,
    Report,
    Result,
    Status,
    Target,
)
from openrelease.reports.shared.action_items import list_action_items
from openrelease.reports.shared.finding_text import FindingText, list_finding_texts
from openrelease.reports.shared.report_summary import shorten

_MOST_EVIDENCE, _MOST_ACTIONS = 3, 10
_MOST_TEXT = 300  # characters of a message or fix
_REQUIRED = 1  # the least severe of what is required


def summarize_report(target: Target, report: Report, licenses: LicenseTable) -> Result:
    """Return the result of a target that was evaluated."""
    subject = report.facts.subject
    return Result(
        target=target.target,
        commit=subject.revision,
        tool=__version__,
        name=subject.name,
        url=target.url,
        kind=subject.kind,
        archived=target.archived,
        policies={each.policy.id: _summarize_policy(each) for each in report.verdicts},
        ladders=report.ladders,
        components=_summarize_components(report, licenses),
        models=tuple(map(_summarize_model, report.releases)),
        actions=_list_actions(report),
    )


def describe_failure(target: Target, failure: Failure) -> Result:
    """Return the result of a target that could not be evaluated."""
    return Result(
        target=target.target,
        commit=target.commit,
        tool=__version__,
        name=target.name,
        url=target.url,
        archived=target.archived,
        error=Failure(type=failure.type, message=shorten(failure.message, _MOST_TEXT)),
    )


def _summarize_policy(verdict: PolicyVerdict) -> PolicyResult:
    required = (each.requirement.id for each in verdict.verdicts if each.requirement.level is Level.REQUIRED)
    return PolicyResult(
        version=verdict.policy.version,
        sha256=verdict.policy.digest,
        outcome=verdict.outcome,
        assumptions=verdict.assumptions,
        required=tuple(required),
        requirements={each.requirement.id: each.outcome for each in verdict.verdicts} if verdict.applies else {},
    )


def _summarize_components(report: Report, licenses: LicenseTable) -> Mapping[str, ComponentResult]:
    found = report.facts.components.items()
    return {id_: _summarize_component(each, licenses) for id_, each in found if each.status is not Status.ABSENT}


def _summarize_component(found: ComponentFacts, licenses: LicenseTable) -> ComponentResult:
    license_ = found.license
    return ComponentResult(
        status=found.status,
        license=license_.expression if license_ else None,
        permissive=license_.permissive if license_ else None,
        how=license_.how if license_ else "",
        families=_license_kinds(license_, licenses),
        stated=_make_place(license_.location) if license_ else None,
        evidence=tuple(map(_evidence_place, found.evidence[:_MOST_EVIDENCE])),
    )


def _license_kinds(license_: Claim | None, licenses: LicenseTable) -> tuple[str, ...]:
    """Return the kinds of the licenses of an expression, such as permissive or use-restricted; sorted."""
    tree = parse_tree(license_.expression) if license_ and license_.expression else None
    if tree is None:
        return ()
    ids: set[str] = fold_tree(tree, lambda leaf: {leaf.id}, lambda _, parts: set().union(*parts))
    facets = [licenses.facets(each) for each in ids]
    return tuple(sorted({(each.kind if each else None) or "unknown" for each in facets}))


def _evidence_place(evidence: Evidence) -> Place:
    return Place(path=evidence.location.path, line=evidence.location.line, url=evidence.url)


def _make_place(location: Location) -> Place:
    return Place(path=location.path, line=location.line)


def _summarize_model(release: ReleaseReport) -> ModelResult:
    outcomes = {each.policy.id: each.outcome for each in release.verdicts}
    return ModelResult(name=release.name, root=release.root, outcomes=outcomes)


def _list_actions(report: Report) -> tuple[ActionResult, ...]:
    """Return the findings on what is required, the most severe first."""
    items = (item for item in list_action_items(report) if item.severity <= _REQUIRED)
    found = ((item.severity, text) for item in items for text in list_finding_texts(item, report.facts))
    return tuple(dict.fromkeys(_make_action(severity, text) for severity, text in found))[:_MOST_ACTIONS]


def _make_action(severity: int, text: FindingText) -> ActionResult:
    return ActionResult(
        requirement=text.requirement,
        severity=severity,
        message=shorten(text.message, _MOST_TEXT),
        fix=shorten(text.fix, _MOST_TEXT),
        place=_make_place(text.location) if text.location else None,
    )
