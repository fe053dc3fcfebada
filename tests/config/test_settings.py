"""Defaults, then the repository's file, then flags; every mistake of the file has a line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.facts import changed, complete, seen, without

from openrelease.catalog.load_licenses import load_license_table
from openrelease.config import FailOn, Flags, OnUnknown, Settings, compute_exit_code, load_settings
from openrelease.errors import PolicyError, UnreadableError, UsageError
from openrelease.evaluate import evaluate_facts
from openrelease.model import Entry, EntryKind, Facts, Kind, Report, Status
from openrelease.reports.shared.compare_reports import compare_reports
from openrelease.repository import MemorySnapshot

POLICY = """\
id: own
title: Own
version: 1
source: https://own.invalid
kinds: [model]
requirements:
  - {id: a, title: A, level: required, check: present, options: {components: [weights]}, why: W., remedy: R.}
"""
FILE = "kind: dataset\nname: acme/rocket\npolicies: [aia-open-science, policies/own.yml]\nfail-on: never\n"


def loaded(text: str | None = None, **flags: Any) -> Settings:
    files = {"policies/own.yml": POLICY} | ({} if text is None else {".openrelease.yml": text})
    return load_settings(MemorySnapshot(files), Flags(**flags))


def ids(settings: Settings) -> list[str]:
    return [policy.id for policy in settings.policies]


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n"])
def test_defaults(text: str | None) -> None:
    settings = loaded(text)
    assert ids(settings) == ["aia-baseline"]
    assert (settings.kind, settings.name, settings.fail_on) == (None, None, FailOn.UNMET)


def test_the_repository_says_otherwise() -> None:
    settings = loaded(FILE)
    assert ids(settings) == ["aia-open-science", "own"]
    assert (settings.kind, settings.name, settings.fail_on) == (Kind.DATASET, "acme/rocket", FailOn.NEVER)


def test_flags_have_the_last_word() -> None:
    settings = loaded(FILE, policies=("aia-baseline",), name="other/name", fail_on="unmet")
    assert ids(settings) == ["aia-baseline"]
    assert (settings.kind, settings.name, settings.fail_on) == (Kind.DATASET, "other/name", FailOn.UNMET)


def test_another_settings_file_may_be_named_but_must_be_there() -> None:
    snapshot = MemorySnapshot({"ci/open.yml": "kind: tooling\n", ".openrelease.yml": "kind: model\n"})
    assert load_settings(snapshot, Flags(config="ci/open.yml")).kind is Kind.TOOLING
    with pytest.raises(UsageError, match=r"no settings file 'ci/opn\.yml'"):
        load_settings(snapshot, Flags(config="ci/opn.yml"))


def test_policies_of_flags_are_read_by_the_caller_and_those_of_the_file_from_the_snapshot() -> None:
    disk = {"own.yml": POLICY.encode()}
    assert ids(load_settings(MemorySnapshot({}), Flags(policies=("own.yml",)), disk.__getitem__)) == ["own"]
    snapshot = MemorySnapshot({".openrelease.yml": "policies: [own.yml]"})
    with pytest.raises(UsageError, match=r"policy file 'own\.yml' cannot be read: no such file"):
        load_settings(snapshot, Flags(), disk.__getitem__)


def test_the_same_policy_twice_is_judged_once() -> None:
    assert ids(loaded(policies=("aia-baseline", "aia-baseline"))) == ["aia-baseline"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "kind: model\nfail_on: never\n",
            ".openrelease.yml:2: fail_on: unknown key 'fail_on'; did you mean fail-on?",
        ),
        ("kind: modle", ".openrelease.yml:1: kind: 'modle' is not known; did you mean model?"),
        (
            "kind: model\nfail-on: nver",
            ".openrelease.yml:2: fail-on: 'nver' is not known; did you mean never?",
        ),
        ("policies: aia-baseline", ".openrelease.yml:1: policies: a single value where a list is expected"),
        ("policies: []", ".openrelease.yml:1: policies: empty list; add at least one policy"),
        ("- kind", ".openrelease.yml:1: a list where a mapping is expected"),
        ("name: rocket", ".openrelease.yml:1: name: 'rocket' is not of the form OWNER/NAME"),
        ("kind: *x", ".openrelease.yml:1: "),
        ("policies: [aia-bseline]", "did you mean aia-baseline?"),
    ],
)
def test_mistakes(text: str, message: str) -> None:
    with pytest.raises((UsageError, PolicyError)) as caught:
        loaded(text)
    assert message in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_wrong_flag_is_told_with_what_is_right() -> None:
    with pytest.raises(UsageError, match=r"fail-on 'nevr' is not known; did you mean never\?"):
        loaded(fail_on="nevr")


def test_a_settings_file_that_is_a_link_is_not_followed_and_not_ignored() -> None:
    link = Entry(path=".openrelease.yml", kind=EntryKind.SYMLINK, target="/etc/passwd")
    with pytest.raises(UnreadableError, match="is a symlink"):
        load_settings(MemorySnapshot({".openrelease.yml": "x"}, entries=[link]))


def test_the_other_suffix_is_not_silently_ignored() -> None:
    with pytest.raises(UsageError, match=r"rename it to \.openrelease\.yml"):
        load_settings(MemorySnapshot({".openrelease.yaml": "kind: model\n"}))


STRICT = Settings(policies=loaded().policies)
UNMET = without(complete(), "weights")
VAGUE = changed(complete(), weights=seen(Status.IN_REPO, "w.safetensors"))


def judged(given: Facts) -> Report:
    return evaluate_facts(given, STRICT.policies, load_license_table())


@pytest.mark.parametrize(
    ("fail_on", "unknown", "codes"),
    [
        (FailOn.UNMET, OnUnknown.FAIL, (0, 1, 1)),
        (FailOn.UNMET, OnUnknown.PASS, (0, 1, 0)),
        (FailOn.REGRESSION, OnUnknown.FAIL, (0, 1, 1)),
        (FailOn.REGRESSION, OnUnknown.PASS, (0, 1, 0)),
        (FailOn.NEVER, OnUnknown.FAIL, (0, 0, 0)),
    ],
)
def test_exit_without_anything_to_compare_with(
    fail_on: FailOn, unknown: OnUnknown, codes: tuple[int, int, int]
) -> None:
    settings = replace(STRICT, fail_on=fail_on, unknown=unknown)
    assert tuple(compute_exit_code(judged(each), settings) for each in (complete(), UNMET, VAGUE)) == codes


@pytest.mark.parametrize(
    ("before", "after", "unknown", "code"),
    [
        (UNMET, UNMET, OnUnknown.FAIL, 0),
        (complete(), UNMET, OnUnknown.PASS, 1),
        (complete(), VAGUE, OnUnknown.FAIL, 1),
        (complete(), VAGUE, OnUnknown.PASS, 0),
        (VAGUE, complete(), OnUnknown.FAIL, 0),
    ],
)
def test_old_sins_are_no_regression(before: Facts, after: Facts, unknown: OnUnknown, code: int) -> None:
    settings = replace(STRICT, fail_on=FailOn.REGRESSION, unknown=unknown)
    was, now = judged(before), judged(after)
    assert compute_exit_code(now, settings, compare_reports(was, now)) == code


def test_the_words_for_failing_come_from_the_file_and_then_from_flags() -> None:
    text = "fail-on: regression\nunknown: pass\n"
    assert (loaded(text).fail_on, loaded(text).unknown) == (FailOn.REGRESSION, OnUnknown.PASS)
    assert loaded(text, fail_on="unmet", unknown="fail").unknown is OnUnknown.FAIL
    with pytest.raises(UsageError, match=r"unknown 'ignore' is not known"):
        loaded(unknown="ignore")
