"""What governs the whole is never freer than what governs any model, and mixed where they differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import changed, complete, statement, without

from openrelease.model import Facts, Permissive, ReleaseFacts
from openrelease.scan.multi_model.merge_facts import merge_facts

YES, NO, MIXED, UNKNOWN = Permissive.YES, Permissive.NO, Permissive.MIXED, Permissive.UNKNOWN
WORDS = {YES: "MIT", NO: "CC-BY-NC-4.0", MIXED: None, UNKNOWN: "LicenseRef-acme"}


def under(permissive: Permissive | None, expression: str | None = None) -> Facts:
    license_ = None
    if permissive:
        license_ = statement(expression or WORDS[permissive], "LICENSE", permissive=permissive)
    return changed(complete(), weights=replace(complete().components["weights"], license=license_))


def joined(whole: Facts, *models: Facts) -> tuple[Permissive, str] | None:
    releases = [ReleaseFacts(name=f"m{n}", root=f"m{n}", how="a test", facts=each) for n, each in enumerate(models)]
    license_ = merge_facts(whole, releases).components["weights"].license
    return (license_.permissive, license_.detail) if license_ else None


@pytest.mark.parametrize(
    ("whole", "models", "expected"),
    [
        (YES, (YES, YES), YES),
        (YES, (YES, NO), MIXED),
        (YES, (NO, NO), NO),
        (MIXED, (NO, NO), NO),
        (NO, (YES, YES), NO),
        (UNKNOWN, (YES, YES), UNKNOWN),
        (YES, (YES, UNKNOWN), UNKNOWN),
        (YES, (YES, None), UNKNOWN),
        (MIXED, (NO, UNKNOWN), MIXED),
        (None, (YES, YES), YES),
    ],
)
def test_the_whole_is_never_freer_than_a_model(
    whole: Permissive | None, models: tuple[Permissive | None, ...], expected: Permissive
) -> None:
    found = joined(under(whole), *map(under, models))
    assert found is not None
    assert found[0] is expected


def test_licenses_that_differ_are_all_named() -> None:
    found = joined(under(YES), under(YES, "MIT"), under(YES, "Apache-2.0"))
    assert found == (YES, "m0: MIT, m1: Apache-2.0")


def test_a_model_without_the_component_does_not_count() -> None:
    assert joined(under(YES), under(YES), without(under(NO), "weights")) == (YES, "")


def test_without_models_the_whole_is_as_it_was() -> None:
    assert merge_facts(under(YES), ()) == under(YES)
