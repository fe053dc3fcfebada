"""Reports made by hand, judged by the real policies."""

from __future__ import annotations

from dataclasses import replace

from openrelease.catalog.load_licenses import load_license_table
from openrelease.evaluate import evaluate_facts
from openrelease.model import NOTHING, Affects, Facts, Permissive, Problem, Reason, ReleaseFacts, Report, Status
from openrelease.policies.builtin_policies import builtin_policies
from support.facts import at, changed, complete, document, seen, statement, without

HOSTILE = "docs/`x`|<img src=x>@team ::error::\u202e\n##[error]README.md"


def report(given: Facts, *names: str) -> Report:
    """The report on these facts; without names, by the baseline."""
    return evaluate_facts(
        given, [builtin_policies()[name] for name in names or ("aia-baseline",)], load_license_table()
    )


def incomplete() -> Facts:
    """A release that lacks some things, has hints of others, and holds files that cannot be read."""
    custom = statement(
        "LicenseRef-acme",
        "LICENSE.model",
        permissive=Permissive.NO,
        reason=Reason.MODIFIED_TEXT,
        detail="limits the number of users",
    )
    base = without(complete(), "license", "model_card", "architecture_code")
    return replace(
        changed(
            base,
            weights=replace(base.components["weights"], license=custom, claims=(custom,)),
            inference_code=seen(Status.UNCLEAR, "README.md", 30),
        ),
        documents=(document("README.md", "readme", "how_to_use", "license"),),
        problems=(
            Problem(location=at("weights/a.safetensors"), message="header is longer than the file", affects=NOTHING),
        ),
    )


def hostile() -> Facts:
    """Facts with names that try to leave every medium that a report is written for."""
    return changed(
        replace(
            complete(),
            subject=replace(complete().subject, name=None, kind_how=HOSTILE),
            problems=(Problem(location=at(HOSTILE), message=HOSTILE, affects=frozenset({Affects.COMPONENTS})),),
        ),
        weights=seen(
            Status.UNCLEAR, HOSTILE, 3, license=statement(HOSTILE, HOSTILE, reason=Reason.MODIFIED_TEXT, detail=HOSTILE)
        ),
        model_card=seen(Status.ABSENT, HOSTILE),
    )


def several(*, third: str = "tiny") -> Facts:
    """Facts of three models in one repository: a complete one, one that lacks things, and `third`."""
    found = {"large": complete(), "small": incomplete(), third: without(complete(), "weights")}
    releases = (
        ReleaseFacts(name=name, root=f"models/{name}", how="a test", facts=each) for name, each in found.items()
    )
    return replace(complete(), releases=tuple(releases))
