"""What a change does to a release: losses before gains, and nothing where nothing changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.facts import at, changed, complete, seen, statement, subject, without
from support.reports import hostile, incomplete, report

from openrelease.model import ComponentFacts, Evidence, Facts, Kind, Permissive, ReleaseFacts, Status
from openrelease.reports.shared.compare_reports import compare_reports, find_regressions
from openrelease.reports.shared.comparison import Aspect, Change, Direction

NC = statement("CC-BY-NC-4.0", "README.md", 2, permissive=Permissive.NO, how="front_matter")
BOTH = ("aia-baseline", "aia-open-science")


def between(before: Facts, after: Facts, *policies: str) -> list[tuple[str, str, str, str]]:
    found = compare_reports(report(before, *policies), report(after, *policies))
    return [(change.direction.value, change.id, change.before, change.after) for change in found]


def relicensed(license_: object = NC) -> Facts:
    weights = complete().components["weights"]
    return changed(complete(), weights=replace(weights, license=license_, claims=(license_,)))


@pytest.mark.parametrize("given", [complete(), incomplete(), hostile()])
def test_nothing_changed(given: Facts) -> None:
    assert between(given, given, *BOTH) == []


def test_a_license_that_got_worse_is_told_with_the_requirement_that_it_costs() -> None:
    assert between(complete(), relicensed()) == [
        ("worse", "weights-license", "met", "not met"),
        ("worse", "weights", "Apache-2.0", "CC-BY-NC-4.0"),
    ]


def test_the_way_back_is_a_gain() -> None:
    assert [each[0] for each in between(relicensed(), complete())] == ["better", "better"]


def test_another_license_that_is_as_free_is_neither() -> None:
    mit = statement("MIT", "README.md", 2, how="front_matter")
    assert ("other", "weights", "Apache-2.0", "MIT") in between(complete(), relicensed(mit))


def test_what_nobody_can_tell_any_more_is_no_gain() -> None:
    vague = changed(complete(), weights=seen(Status.IN_REPO, "w.safetensors"))
    told = between(relicensed(), vague)
    assert {each[0] for each in told} == {"other"}
    assert ("other", "weights-license", "not met", "unknown") in told


def test_a_license_that_nobody_knows_any_more_is_a_loss() -> None:
    told = between(complete(), changed(complete(), weights=seen(Status.IN_REPO, "w.safetensors")))
    assert ("worse", "weights-license", "met", "unknown") in told


def test_a_component_that_goes_and_one_that_comes() -> None:
    after = changed(
        without(complete(), "model_card"), training_code=seen(Status.IN_REPO, "train.py", license=statement())
    )
    told = between(complete(), after)
    assert ("worse", "model-card", "met", "not met") in told
    assert "model_card" not in {each[1] for each in told}  # told by the requirement that asks for it
    assert told[-1] == ("better", "training_code", "absent", "in repo")


def test_weights_that_move_to_a_host_are_not_lost() -> None:
    here = changed(complete(), weights=replace(complete().components["weights"], status=Status.IN_REPO))
    assert [each[0] for each in between(here, complete())] == ["other"]


def shards(count: int) -> ComponentFacts:
    evidence = tuple(
        Evidence(location=at(f"model-{n}.safetensors"), how="name", status=Status.IN_REPO) for n in range(count)
    )
    return ComponentFacts(status=Status.IN_REPO, evidence=evidence, license=statement(), claims=(statement(),))


def test_fewer_weight_files_are_told() -> None:
    before, after = changed(complete(), weights=shards(5)), changed(complete(), weights=shards(4))
    assert between(before, after) == [("worse", "weights", "5 files", "4 files")]
    assert between(after, before) == []


def test_what_is_required_comes_before_what_is_recommended() -> None:
    found = compare_reports(report(complete()), report(without(complete(), "model_card", "license")))
    weights = [each.weight for each in found if each.aspect is Aspect.REQUIREMENT]
    assert weights == sorted(weights, key=["required", "recommended"].index)
    assert "recommended" in weights


def test_one_requirement_of_two_policies_is_told_once() -> None:
    told = between(complete(), relicensed(), *BOTH)
    assert [each[1] for each in told].count("weights-license") == 1


def test_a_repository_that_turns_into_another_kind_leaves_its_policy() -> None:
    turned = replace(complete(), subject=subject(Kind.TOOLING))
    found = compare_reports(report(complete()), report(turned))
    assert [(each.aspect, each.before, each.after) for each in found] == [(Aspect.POLICY, "model", "tooling")]
    assert find_regressions(found) == found
    back = compare_reports(report(turned), report(complete()))
    assert [each.direction for each in back] == [Direction.OTHER]


def test_a_policy_that_only_one_side_has_is_left_out() -> None:
    assert compare_reports(report(complete()), report(complete(), *BOTH)) == ()


def models(**found: Facts) -> Facts:
    """A repository with these models."""
    releases = (
        ReleaseFacts(name=name, root=f"models/{name}", how="a test", facts=each) for name, each in found.items()
    )
    return replace(complete(), releases=tuple(releases))


def by_model(before: Facts, after: Facts) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    found = compare_reports(report(before), report(after))
    return [(each.direction.value, each.id, each.before, each.after, each.models) for each in found]


def test_each_of_several_models_is_compared_with_itself() -> None:
    """Also where the whole was as bad before: the verdict on all of them hides what becomes of one."""
    before = models(a=complete(), b=complete(), c=incomplete())
    after = models(a=complete(), b=relicensed(), c=incomplete())
    assert by_model(before, after) == [
        ("worse", "weights-license", "met", "not met", ("b",)),
        ("worse", "weights", "Apache-2.0", "CC-BY-NC-4.0", ("b",)),
    ]
    assert find_regressions(compare_reports(report(before), report(after)))


def test_what_is_the_same_of_several_models_is_told_once() -> None:
    before, after = models(a=complete(), b=complete()), models(a=relicensed(), b=relicensed())
    assert by_model(before, after)[0] == ("worse", "weights-license", "met", "not met", ("a", "b"))
    assert len(by_model(before, after)) == 2


@pytest.mark.parametrize(
    ("new", "direction", "outcome", "counts"),
    [
        (complete(), "better", "met", False),
        (incomplete(), "worse", "not met", True),
        (replace(complete(), subject=subject(Kind.DATASET)), "other", "not applicable", False),
    ],
)
def test_a_model_that_is_added(new: Facts, direction: str, outcome: str, *, counts: bool) -> None:
    before, after = models(a=complete(), b=incomplete()), models(a=complete(), b=incomplete(), c=new)
    assert by_model(before, after) == [(direction, "c", "not there", outcome, ("c",))]
    assert bool(find_regressions(compare_reports(report(before), report(after)))) is counts


@pytest.mark.parametrize(("old", "direction", "counts"), [(complete(), "worse", True), (incomplete(), "other", False)])
def test_a_model_that_is_taken_away(old: Facts, direction: str, *, counts: bool) -> None:
    """Not to be judged by itself any more must be no way out of what it met."""
    before, after = models(a=complete(), b=complete(), c=old), models(a=complete(), b=complete())
    [(told, id_, _, now, _)] = by_model(before, after)
    assert (told, id_, now) == (direction, "c", "no longer found")
    assert bool(find_regressions(compare_reports(report(before), report(after)))) is counts


def test_only_what_is_required_and_lost_is_a_regression() -> None:
    def lost(before: Facts, after: Facts, *, unknown_counts: bool = True) -> list[str]:
        found = compare_reports(report(before), report(after))
        return [each.id for each in find_regressions(found, unknown_counts=unknown_counts)]

    assert lost(complete(), relicensed()) == ["weights-license"]
    assert lost(relicensed(), complete()) == []
    assert lost(incomplete(), incomplete()) == []
    vague = changed(complete(), weights=seen(Status.IN_REPO, "w.safetensors"))
    assert lost(complete(), vague) == ["weights-license"]
    assert lost(complete(), vague, unknown_counts=False) == []


def test_where_the_new_state_shows() -> None:
    [_, license_] = compare_reports(report(complete()), report(relicensed()))
    assert isinstance(license_, Change)
    assert license_.location == at("README.md", 2)
