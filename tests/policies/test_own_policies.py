"""Definitions of one's own: extending a file, dropping, licenses by kind of component, and versions."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from openrelease.checks import released
from openrelease.errors import PolicyError
from openrelease.model import Level, Policy, Requirement
from openrelease.policies.builtin_policies import builtin_policies, expand_names, load_policy

HEADER = "id: ours\ntitle: Ours\nversion: 1\nsource: https://ours.invalid/policy\n"


def read(text: str, **others: str) -> Policy:
    files = {"rules/ours.yml": HEADER + text, **{f"rules/{name}.yml": each for name, each in others.items()}}
    return load_policy("rules/ours.yml", lambda path: files[path].encode())


def by_id(given: Policy) -> Mapping[str, Requirement]:
    return {each.id: each for each in given.requirements}


def errors(text: str, **others: str) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        read(text, **others)
    return str(caught.value).splitlines()


def test_what_is_dropped_is_not_asked_and_nothing_waits_for_it() -> None:
    ours = read("extends: aia-baseline\ndrop: [weights, weights-whole]\n")
    assert {"weights", "weights-whole"}.isdisjoint(by_id(ours))
    assert by_id(builtin_policies()["aia-baseline"])["weights-license"].after == "weights"
    assert by_id(ours)["weights-license"].after is None
    changed = read(
        "extends: aia-baseline\ndrop: [weights]\nrequirements:\n  - {id: weights-license, level: recommended}\n"
    )
    assert by_id(changed)["weights-license"].after is None


def test_what_is_dropped_has_to_be_there() -> None:
    assert errors("extends: aia-baseline\ndrop: [wieghts]\n") == [
        "rules/ours.yml:6: drop: nothing that is extended has 'wieghts'; did you mean weights?"
    ]
    both = "extends: aia-baseline\ndrop: [weights]\nrequirements:\n  - {id: weights, level: recommended}\n"
    assert errors(both) == ["rules/ours.yml:8: weights: id: `drop` names this requirement, too"]


def test_mistakes_between_requirements_are_told_beside_those_within_them() -> None:
    text = (
        "extends: mof-3\ndrop: [model-crad]\nrequirements:\n"
        "  - {id: data-card, level: must}\n  - {id: model-card, after: dta-card}\n"
    )
    assert errors(text) == [
        "rules/ours.yml:8: data-card: level: 'must' is not known; allowed: optional, recommended, required",
        "rules/ours.yml:9: model-card: after: no requirement is named 'dta-card'; did you mean data-card?",
        "rules/ours.yml:6: drop: nothing that is extended has 'model-crad'; did you mean model-card?",
    ]


def test_licenses_are_accepted_besides_by_kind_of_component() -> None:
    ours = by_id(read("extends: aia-baseline\nlicenses: {code: {allow: [GPL-3.0-only]}}\n"))
    base = by_id(builtin_policies()["aia-baseline"])
    assert ours["weights-license"] == base["weights-license"]
    assert getattr(ours["code-license"].options, "allow", None) == ("GPL-3.0-only",)
    assert getattr(ours["code-license"].options, "kinds", None) == ("permissive", "public-domain")


def test_a_file_extends_another_with_its_licenses_and_its_digest() -> None:
    middle = (
        "id: middle\ntitle: M\nversion: 1\nsource: https://m.invalid\nextends: aia-baseline\n"
        "licenses: {weights: {deny: [MIT]}}\n"
    )
    text = "extends: middle.yml\nrequirements:\n  - {id: model-card, level: required}\n"
    ours = read(text, middle=middle)
    assert getattr(by_id(ours)["weights-license"].options, "deny", None) == ("MIT",)
    assert by_id(ours)["model-card"].level is Level.REQUIRED
    assert read(text, middle=f"{middle}# changed\n").digest != ours.digest


def test_a_mistake_in_what_is_extended_is_told_where_it_is() -> None:
    wrong = "id: middle\ntitle: M\nversion: 1\nsource: https://m.invalid\nextends: aia-basline\n"
    (told,) = errors("extends: middle.yml\n", middle=wrong)
    assert "rules/middle.yml:5: extends: no policy is named 'aia-basline'" in told


def test_files_that_extend_each_other_are_refused() -> None:
    other = "id: other\ntitle: O\nversion: 1\nsource: https://o.invalid\nextends: ./ours.yml\n"
    (told,) = errors("extends: other.yml\n", other=other)
    assert "'./ours.yml' is circular" in told


def test_licenses_for_one_kind_cannot_be_added_to_a_requirement_on_several() -> None:
    text = (
        "kinds: [model]\nlicenses: {code: {allow: [MIT]}}\nrequirements:\n"
        "  - {id: both, title: B, level: required, check: licensed, why: W., remedy: R.,"
        " options: {components: [weights, inference_code]}}\n"
    )
    (told,) = errors(text)
    assert told.startswith("rules/ours.yml:6: licenses: both covers code and weights")


def test_the_licenses_of_the_framework_hold_for_each_of_its_classes() -> None:
    for name in ("mof-3", "mof-2", "mof-1"):
        asked = [each.options for each in builtin_policies()[name].requirements if each.check == "released"]
        options = [each for each in asked if isinstance(each, released.Options)]
        assert {each.approved_by for each in options} == {("osi", "fsf")}
        assert all("CC-BY-4.0" in each.allow for each in options)


def test_a_version_is_named_behind_the_id() -> None:
    def nothing(path: str) -> bytes:
        raise AssertionError(path)

    assert load_policy("mof-3@1.0", nothing) == builtin_policies()["mof-3"]
    with pytest.raises(PolicyError, match=r"unknown version '0\.9' of mof-3; available: 1\.0"):
        load_policy("mof-3@0.9", nothing)


def test_all_stands_for_every_definition_of_today() -> None:
    assert expand_names(["mof-3", "all", "ours.yml"]) == tuple(
        dict.fromkeys(("mof-3", *builtin_policies(), "ours.yml"))
    )


def test_advisory_is_passed_on_unless_said_otherwise() -> None:
    base = "id: base\ntitle: B\nversion: 1\nsource: https://b.invalid\nextends: aia-baseline\nadvisory: true\n"
    assert read("extends: base.yml\n", base=base).advisory is True
    assert read("extends: base.yml\nadvisory: false\n", base=base).advisory is False
