"""Surveys made by hand, for their pages."""

from __future__ import annotations

from collections.abc import Sequence

from openrelease.model import (
    ActionResult,
    ComponentResult,
    ErrorClass,
    Failure,
    Kind,
    Outcome,
    Permissive,
    Place,
    PolicyOutcome,
    PolicyResult,
    Result,
    Status,
    Survey,
    SurveyPolicy,
)
from openrelease.reports.shared.survey_summary import Coverage, SurveyView

POLICY = SurveyPolicy(id="aia-baseline", title="AI Alliance baseline", version="2026-11", sha256="a" * 64)
COMMIT = "c" * 40
COMPONENTS = ("weights", "license", "inference_code", "architecture_code", "model_card", "datasets", "training_code")


def make_view(
    outcomes: Sequence[PolicyOutcome],
    *,
    targets: int | None = None,
    errors: int = 0,
    lacking: Sequence[tuple[str, ...]] = (),
    name: str = "",
) -> SurveyView:
    """A survey with a release for each outcome; `name` stands in every place that a repository fills."""
    found = [
        _make_result(number, outcome, lacking[number] if lacking else ("weights-license",), name)
        for number, outcome in enumerate(outcomes)
    ]
    failure = Failure(type=ErrorClass.NOT_FOUND, message=name or "it is gone")
    found += [Result(target=f"gone-{n}", commit=None, tool="1", error=failure) for n in range(errors)]
    survey = Survey(words=("github:acme",), policies=(POLICY,), tool="1", day="2026-11-30")
    coverage = Coverage(
        targets=len(outcomes) + errors if targets is None else targets,
        evaluated=len(outcomes),
        errors={"not_found": errors} if errors else {},
    )
    return SurveyView(survey=survey, results=found, coverage=coverage)


def _make_result(number: int, outcome: PolicyOutcome, lacking: tuple[str, ...], name: str) -> Result:
    bad = outcome in {PolicyOutcome.UNMET, PolicyOutcome.UNDETERMINED}
    requirements = dict.fromkeys(lacking, Outcome.UNMET if bad else Outcome.MET)
    place = Place(path=name or "README.md", line=3)
    license_ = name or ("CC-BY-NC-4.0" if bad else "Apache-2.0")
    part = ComponentResult(
        status=Status.IN_REPO,
        license=license_,
        permissive=Permissive.NO if bad else Permissive.YES,
        how="file",
        stated=place,
        evidence=(place,),
    )
    action = ActionResult(requirement=lacking[0], severity=0, message=name or "no license found", place=place)
    policy = PolicyResult(
        version="2026-11", sha256="a" * 64, outcome=outcome, required=lacking, requirements=requirements
    )
    return Result(
        target=f"github:{name or 'acme'}/release-{number}",
        commit=COMMIT,
        tool="1",
        name=f"{name or 'acme'}/release-{number}",
        url=f"https://github.com/{name or 'acme'}/release-{number}",
        kind=Kind.MODEL,
        policies={"aia-baseline": policy},
        components=dict.fromkeys(COMPONENTS, part),
        actions=(action,) if bad else (),
        seconds=0.5,
    )
