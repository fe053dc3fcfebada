"""What a change alters of its own rules: looser, stricter, or mere wording."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from openrelease.compare.diff_settings import diff_settings
from openrelease.config import FailOn, OnUnknown, Settings
from openrelease.model import Kind, Policy
from openrelease.policies.builtin_policies import builtin_policies, parse_policy
from openrelease.policies.user_licenses import with_user_licenses

BASELINE, SCIENCE = builtin_policies()["aia-baseline"], builtin_policies()["aia-open-science"]
BASE = Settings(policies=(BASELINE,))


def own(requirements: str, head: str = "") -> Policy:
    text = f"id: own\ntitle: Own\nversion: '1'\nsource: https://own.invalid\nkinds: [model, dataset]\n{head}"
    return parse_policy(f"{text}requirements:\n{requirements}".encode(), "own.yml")


def asked(level: str = "required", of: str = "weights", title: str = "A") -> str:
    return (
        f"  - {{id: a, title: {title}, level: {level}, check: present, options: {{components: [{of}]}}, "
        "why: W., remedy: R.}\n"
    )


def told(base: Settings, **fields: Any) -> list[tuple[str, str, str, bool]]:
    given = diff_settings(base, replace(base, **fields), Kind.MODEL)
    return [(each.what, each.before, each.after, each.loosens) for each in given]


def test_the_same_rules_are_no_change() -> None:
    assert told(BASE) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"fail_on": FailOn.NEVER}, ("fail-on", "unmet", "never", True)),
        ({"fail_on": FailOn.REGRESSION}, ("fail-on", "unmet", "regression", True)),
        ({"unknown": OnUnknown.PASS}, ("unknown", "fail", "pass", True)),
        ({"kind": Kind.TOOLING}, ("kind", "model, as found", "tooling", True)),
        ({"kind": Kind.MODEL}, ("kind", "model, as found", "model", False)),
        ({"name": "other/name"}, ("name", "not set", "other/name", True)),
        (
            {"policies": (BASELINE, SCIENCE)},
            ("policy aia-open-science", "not used", SCIENCE.version, False),
        ),
        (
            {"policies": (SCIENCE,)},
            ("policy aia-baseline", BASELINE.version, "not used", True),
        ),
    ],
)
def test_settings(fields: dict[str, Any], expected: tuple[str, str, str, bool]) -> None:
    assert expected in told(BASE, **fields)


def test_stricter_is_not_looser() -> None:
    lax = replace(BASE, fail_on=FailOn.NEVER, unknown=OnUnknown.PASS)
    assert [each[3] for each in told(lax, fail_on=FailOn.UNMET, unknown=OnUnknown.FAIL)] == [False, False]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (asked("recommended"), ("policy own, requirement a", "required", "recommended", True)),
        (
            asked(of="license"),
            ("policy own, requirement a", "required", "required, with another check", True),
        ),
        (asked().replace("id: a", "id: b"), ("policy own, requirement a", "required", "none", True)),
        (asked().replace("id: a", "id: b"), ("policy own, requirement b", "none", "required", False)),
    ],
)
def test_requirements_of_a_policy(after: str, expected: tuple[str, str, str, bool]) -> None:
    base = replace(BASE, policies=(own(asked()),))
    assert expected in told(base, policies=(own(after),))


def test_another_wording_is_told_with_the_digests() -> None:
    old, new = own(asked()), own(asked(title="B"))
    [(what, before, after, loosens)] = told(replace(BASE, policies=(old,)), policies=(new,))
    assert (what, loosens) == ("policy own, wording", False)
    assert old.digest[:12] in before
    assert new.digest[:12] in after


def test_a_policy_for_fewer_kinds() -> None:
    old = own(asked())
    new = replace(old, kinds=(Kind.DATASET,))
    assert told(replace(BASE, policies=(old,)), policies=(new,)) == [
        ("policy own, kinds", "model", "not included", True)
    ]


def test_licenses_of_ones_own_are_told_one_by_one() -> None:
    row = "{id: GPL-3.0-only, kind: permissive, relicensing: 'yes', share_alike: none, source: s}"
    table = with_user_licenses(BASE.licenses, f"licenses:\n- {row}\n".encode(), "own.yml")
    ((what, before, after, loosens),) = told(BASE, licenses=table)
    assert (what, loosens) == ("license GPL-3.0-only", True)
    assert before.startswith("strong-copyleft")
    assert after == "permissive, no restrictions"
