"""The JSON report of another run -> Report and Comparison, as strictly as if a stranger had written it.

One may have: the workflow of a pull request from a fork belongs to whoever opened it. Only the shape of
format 1 passes, texts are cut, and each is escaped where it is rendered, as those of a repository are.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openrelease.catalog.load_catalog import load_catalog
from openrelease.errors import UntrustedInputError
from openrelease.github_action.report_shapes import (
    ChangeShape,
    ComparisonShape,
    ComponentShape,
    ExceptionShape,
    LicenseShape,
    LocationShape,
    PolicyShape,
    ReleaseShape,
    ReportShape,
    RequirementShape,
)
from openrelease.model import (
    ComponentFacts,
    EffectiveLicense,
    Evidence,
    Facts,
    Finding,
    Location,
    Permissive,
    Policy,
    PolicyVerdict,
    Problem,
    ReleaseReport,
    Report,
    Requirement,
    Subject,
    Verdict,
    Waiver,
    WaiverUse,
)
from openrelease.policies.decode_options import decode_value, field_types
from openrelease.reports.shared.change import Change
from openrelease.reports.shared.comparison import Comparison
from openrelease.untrusted import load_json

SIZE_LIMIT = 8_388_608
"""Bytes of a report that is read."""

_FORMAT = 1
_TEXT_LIMIT = 2_000  # characters of one text that are kept


@dataclass(frozen=True, kw_only=True)
class _RequiredComponents:
    """What a requirement asks for: all that a report needs of its options."""

    components: tuple[str, ...]


def read_report_artifact(data: bytes) -> tuple[Report, Comparison | None]:
    """Raises `UntrustedInputError` for what is not a report of format 1, with the first mistakes."""
    value = load_json(data, limit=SIZE_LIMIT)
    decoded = decode_value(ReportShape, _drop_unknown_keys(ReportShape, _list_components(_truncate_texts(value))), {})
    if decoded.mistakes:
        told = [f"{'.'.join(map(str, each.path))}: {each.message}" for each in decoded.mistakes[:3]]
        raise UntrustedInputError(f"no report of format {_FORMAT}: {'; '.join(told)}")
    shape: ReportShape = decoded.value
    if shape.format != _FORMAT:
        raise UntrustedInputError(f"a report of format {shape.format}, where {_FORMAT} is expected")
    return _build_report(shape), _build_comparison(shape.comparison) if shape.comparison else None


def _truncate_texts(value: object) -> object:
    """The same with each text cut, and without what is null or empty: that is what the defaults say."""
    if isinstance(value, str):
        return value[:_TEXT_LIMIT]
    if isinstance(value, list):
        return [_truncate_texts(each) for each in value]
    if isinstance(value, Mapping):
        kept = {key: _truncate_texts(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each is not None and each != ""}
    return value


def _list_components(value: object) -> object:
    """The same with lists of components, whose items a shape can describe, for the whole and each model."""
    releases = value.get("releases") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(releases, list):
        return _list_own_components(value)
    return {**_list_own_components(value), "releases": [_list_own_components(each) for each in releases]}


def _list_own_components(value: Any) -> Any:
    """The mapping of components as a list, in the order in which they are told."""
    components = value.get("components") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(components, Mapping):
        return value
    order = {id_: place for place, id_ in enumerate(load_catalog().components)}
    found = [{**each, "id": id_} for id_, each in components.items() if isinstance(each, Mapping)]
    listed = sorted(found, key=lambda each: order.get(each["id"], len(order)))
    return {**value, "components": listed}


def _drop_unknown_keys(kind: Any, value: object) -> object:
    """The same without keys that the shape does not have: additions do not raise the format."""
    inner = [each for each in typing.get_args(kind) if each not in {types.NoneType, ...}]
    if dataclasses.is_dataclass(kind) and isinstance(value, Mapping):
        hints = field_types(kind if isinstance(kind, type) else type(kind))
        return {key: _drop_unknown_keys(hints[key], each) for key, each in value.items() if key in hints}
    if typing.get_origin(kind) is tuple and isinstance(value, list):
        return [_drop_unknown_keys(inner[0], each) for each in value]
    return _drop_unknown_keys(inner[0], value) if inner and typing.get_origin(kind) is not tuple else value


def _build_report(shape: ReportShape) -> Report:
    subject = Subject(
        name=shape.subject.name,
        revision=shape.subject.revision,
        kind=shape.subject.kind,
        kind_how=shape.subject.kind_how,
    )
    verdicts = tuple(map(_build_policy_verdict, shape.verdicts))
    releases = tuple(_build_release(each, subject) for each in shape.releases)
    against = tuple(Problem(location=_build_location(each), message=each.message) for each in shape.disputed)
    return Report(
        facts=dataclasses.replace(_build_facts(shape, subject), disputed=against),
        verdicts=verdicts,
        releases=releases,
        exceptions=tuple(map(_build_exception, shape.exceptions)),
    )


def _build_exception(shape: ExceptionShape) -> WaiverUse:
    waiver = Waiver(
        requirement=shape.requirement,
        reason=shape.reason,
        owner=shape.owner,
        expires=shape.expires,
        location=_build_location(shape),
        path=shape.at,
        release=shape.release,
    )
    return WaiverUse(waiver=waiver, use=shape.use)


def _build_release(shape: ReleaseShape, subject: Subject) -> ReleaseReport:
    return ReleaseReport(
        name=shape.name,
        root=shape.root,
        how=shape.how,
        facts=_build_facts(shape, dataclasses.replace(subject, kind=shape.kind)),
        verdicts=tuple(map(_build_policy_verdict, shape.verdicts)),
    )


def _build_facts(shape: ReportShape | ReleaseShape, subject: Subject) -> Facts:
    return Facts(
        subject=subject,
        components={each.id: _build_component(each) for each in shape.components},
        catalog=load_catalog().components,
        problems=tuple(Problem(location=_build_location(each), message=each.message) for each in shape.problems),
    )


def _build_location(shape: LocationShape) -> Location:
    return Location(path=shape.path, line=shape.line)


def _optional_location(shape: LocationShape) -> Location | None:
    return _build_location(shape) if shape.path else None


def _build_component(shape: ComponentShape) -> ComponentFacts:
    return ComponentFacts(
        status=shape.status,
        evidence=tuple(
            Evidence(
                location=_build_location(each),
                how=each.how,
                status=shape.status,
                url=each.url,
                revision=each.revision,
            )
            for each in shape.evidence
        ),
        license=_build_license(shape.license) if shape.license else None,
    )


def _build_license(shape: LicenseShape) -> EffectiveLicense:
    return EffectiveLicense(
        expression=shape.expression,
        permissive=Permissive[shape.permissive.name],
        how=shape.how,
        location=_build_location(shape),
    )


def _build_policy_verdict(shape: PolicyShape) -> PolicyVerdict:
    verdicts = tuple(map(_build_verdict, shape.requirements))
    return PolicyVerdict(
        policy=Policy(
            id=shape.policy,
            title=shape.title,
            version=shape.version,
            source=shape.source,
            kinds=(),
            requirements=tuple(each.requirement for each in verdicts),
            origin=shape.origin,
            digest=shape.sha256,
            advisory=shape.advisory,
            limits=shape.limits,
        ),
        outcome=shape.outcome,
        verdicts=verdicts,
    )


def _build_verdict(shape: RequirementShape) -> Verdict:
    return Verdict(
        requirement=Requirement(
            id=shape.id,
            title=shape.title,
            level=shape.level,
            check=shape.check,
            options=_RequiredComponents(components=shape.components),
            why="",
            remedy=shape.remedy,
        ),
        outcome=shape.outcome,
        grade=shape.grade,
        message=shape.message,
        findings=tuple(
            Finding(message=each.message, detail=each.detail, location=_optional_location(each), remedy=each.remedy)
            for each in shape.findings
        ),
    )


def _build_comparison(shape: ComparisonShape) -> Comparison:
    return Comparison(
        base=shape.base,
        governed=shape.governed,
        changes=None if shape.changes is None else tuple(map(_build_change, shape.changes)),
        before=shape.before,
        note=shape.note,
        amendments=shape.amendments,
        amended=tuple(map(_build_policy_verdict, shape.amended)),
    )


def _build_change(shape: ChangeShape) -> Change:
    return Change(
        aspect=shape.aspect,
        direction=shape.direction,
        id=shape.id,
        title=shape.title,
        before=shape.before,
        after=shape.after,
        weight=shape.weight,
        models=shape.models,
        location=_optional_location(shape),
    )
