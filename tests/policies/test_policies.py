"""Policy files: the built-in ones are whole, and every mistake of a wrong one is named with its line."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from openrelease.checks import consistent
from openrelease.errors import PolicyError
from openrelease.model import Kind, Level, Requirement
from openrelease.policies.builtin_policies import builtin_policies, load_policy, parse_policy

GOOD = """\
id: mine
title: Mine
version: 1
source: https://mine.invalid/policy
kinds: [model, dataset]
requirements:
  - id: weights
    title: Weights
    level: required
    check: present
    options: {components: [weights]}
    why: Because.
    remedy: Add them.
"""


def errors(text: str) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        parse_policy(text.encode(), origin="mine.yml")
    return str(caught.value).splitlines()


def test_built_in_policies_have_the_name_of_their_file_and_tell_where_they_come_from() -> None:
    assert {name: each.id for name, each in builtin_policies().items()} == {name: name for name in builtin_policies()}
    assert {each.source.partition("//")[0] for each in builtin_policies().values()} == {"https:"}


@pytest.mark.parametrize("name", builtin_policies())
def test_every_built_in_requirement_says_why_and_what_to_do(name: str) -> None:
    for requirement in builtin_policies()[name].requirements:
        assert requirement.why.endswith(".")
        assert requirement.remedy.endswith(".")
        assert "\n" not in requirement.why + requirement.remedy + requirement.title


def test_a_file_is_read_with_its_origin_and_digest() -> None:
    read = parse_policy(GOOD.encode(), origin="mine.yml")
    assert (read.id, read.version, read.kinds) == ("mine", "1", (Kind.MODEL, Kind.DATASET))
    assert read.requirements[0].level is Level.REQUIRED
    assert read.origin == "mine.yml"
    assert read.digest == hashlib.sha256(GOOD.encode()).hexdigest()


def test_a_policy_by_its_id_or_its_file() -> None:
    files = {"mine.yml": GOOD.encode()}
    assert load_policy("aia-baseline", files.__getitem__).id == "aia-baseline"
    assert load_policy("mine.yml", files.__getitem__).id == "mine"


def test_an_id_that_does_not_exist_gets_a_suggestion() -> None:
    with pytest.raises(PolicyError, match=r"'aia-basline'; did you mean aia-baseline\?"):
        load_policy("aia-basline", {}.__getitem__)


def test_extending_puts_the_base_first_and_overrides_by_id() -> None:
    text = (
        GOOD.replace("kinds: [model, dataset]\n", "extends: aia-baseline\n").replace("title: Weights", "title: Own")
        + "  - {id: data, title: Data, level: recommended, check: present, options: {components: [datasets]},"
        + " why: W., remedy: R., after: code-license}\n"
    )
    base, extended = builtin_policies()["aia-baseline"], parse_policy(text.encode(), origin="mine.yml")
    assert [each.id for each in extended.requirements] == [each.id for each in base.requirements] + ["data"]
    assert extended.requirements[0].title == "Own"
    assert extended.kinds == base.kinds


HEADER = GOOD[: GOOD.index("kinds")] + "extends: aia-open-science\nrequirements:\n"


def overridden(*items: str) -> dict[str, Requirement]:
    text = HEADER + "".join(f"  - {item}\n" for item in items)
    return {each.id: each for each in parse_policy(text.encode(), origin="mine.yml").requirements}


def test_of_a_requirement_that_is_there_only_what_changes_is_written() -> None:
    before = {each.id: each for each in builtin_policies()["aia-open-science"].requirements}
    after = overridden("{id: model-card, level: required}", "{id: documentation, options: {at_least: 6}}")
    assert after["model-card"] == replace(before["model-card"], level=Level.REQUIRED)
    options = replace(before["documentation"].options, at_least=6)
    assert after["documentation"] == replace(before["documentation"], options=options)
    assert [*after] == [*before]


def test_with_another_check_its_options_are_all_its_own() -> None:
    after = overridden("{id: weights, check: consistent, options: {components: [weights]}}")["weights"]
    assert (after.check, after.options) == ("consistent", consistent.Options(components=("weights",)))


def test_mistakes_of_what_changes_are_named_with_their_line() -> None:
    assert errors(HEADER + "  - {id: model-card, levl: required}\n") == [
        "mine.yml:7: model-card: levl: unknown key 'levl'; did you mean level?"
    ]
    wrong = HEADER.replace("aia-open-science", "[aia-open-science]")
    assert errors(wrong + "  - {id: weights, title: Ours}\n")[0].startswith("mine.yml:5: extends: a list")
    assert "mine.yml:7: modelcard: title is missing" in errors(HEADER + "  - {id: modelcard}\n")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "check: present",
            "check: presnt",
            "10: weights: check: no check is named 'presnt'; did you mean present?",
        ),
        (
            "[weights]}",
            "[weigths]}",
            "11: weights: options.components: 'weigths' is not known; did you mean weights?",
        ),
        (
            "{components:",
            "{component:",
            "11: weights: options.component: unknown key 'component'; did you mean components?",
        ),
        (
            "[weights]}",
            "weights}",
            "11: weights: options.components: a single value where a list is expected",
        ),
        (
            "level: required",
            "level: requird",
            "9: weights: level: 'requird' is not known; did you mean required?",
        ),
        ("[model, dataset]", "[modle]", "5: kinds: 'modle' is not known; did you mean model?"),
        ("    why: Because.\n", "", "7: weights: why is missing"),
        ("version: 1\n", "", "1: version is missing"),
        ("title: Mine", "titel: Mine", "2: titel: unknown key 'titel'; did you mean title?"),
        (
            "    why:",
            "    after: wieghts\n    why:",
            "12: weights: after: no requirement is named 'wieghts'; did you mean weights?",
        ),
        (
            "    why:",
            "    after: weights\n    why:",
            "12: weights: after: `after` leads back to this requirement",
        ),
        (
            "version: 1",
            "version: 1\nextends: aia-base",
            "4: extends: no policy is named 'aia-base'; did you mean aia-baseline or aia-baseline-by-examples?",
        ),
        ("id: mine", "id: aia-baseline", " id aia-baseline is taken by a built-in policy; choose another"),
    ],
)
def test_a_mistake_is_named_with_its_line(before: str, after: str, message: str) -> None:
    assert f"mine.yml:{message}" in errors(GOOD.replace(before, after, 1))


def test_all_mistakes_are_named_at_once() -> None:
    text = GOOD.replace("presnt", "present").replace("required", "must").replace("[weights]", "[nothing]")
    assert len(errors(text)) == 2


def test_the_same_id_twice_is_a_mistake() -> None:
    item = GOOD[GOOD.index("  - id: weights") :]
    assert errors(GOOD + item) == ["mine.yml:14: weights: id: this id is taken by an earlier requirement"]


def test_a_license_kind_that_does_not_exist_is_a_mistake() -> None:
    text = GOOD.replace("check: present", "check: licensed").replace("[weights]}", "[weights], kinds: [permisive]}")
    assert errors(text) == ["mine.yml:11: weights: options.kinds: 'permisive' is not known; did you mean permissive?"]


def test_a_license_kind_that_may_mean_several_is_answered_by_all_of_them() -> None:
    text = GOOD.replace("check: present", "check: licensed").replace("[weights]}", "[weights], kinds: [copyleft]}")
    (told,) = errors(text)
    assert told.endswith("did you mean network-copyleft or strong-copyleft or weak-copyleft?")


def test_a_license_that_does_not_exist_is_a_mistake_since_denying_it_would_do_nothing() -> None:
    text = GOOD.replace("check: present", "check: licensed")
    wrong = text.replace("[weights]}", "[weights], deny: [Aphache-2.0, LicenseRef-ours, MIT]}")
    assert errors(wrong) == ["mine.yml:11: weights: options.deny: 'Aphache-2.0' is not known; did you mean Apache-2.0?"]


@pytest.mark.parametrize(
    "text", ["", "[]", "a: &a [*a]", "requirements: 7", "id: [", "id: x\nid: y", "requirements: [7]", "\x00"]
)
def test_what_is_no_policy_at_all_is_an_error_with_a_line(text: str) -> None:
    assert errors(text)[0].startswith("mine.yml:")
