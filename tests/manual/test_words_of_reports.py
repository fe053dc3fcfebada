"""Each id and word that a report prints has a page of the manual."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.broken_files import FILES
from support.broken_parts import PARTS
from support.broken_words import WORDS
from support.facts import complete
from support.project import CHECKOUT
from support.releases import Files
from support.reports import incomplete, report, several

from openrelease.checks.card_roles import Role
from openrelease.config import Flags, load_settings
from openrelease.manual.explain_word import explain
from openrelease.manual.report_words import load_report_words
from openrelease.model import Kind, Level, Outcome, PolicyOutcome, Reason, Severity, Status, WaiverStatus
from openrelease.policies.builtin_policies import builtin_ids, builtin_policies
from openrelease.reports import FORMATS, facts_json
from openrelease.reports.shared.comparison import Direction
from openrelease.repository import MemorySnapshot
from openrelease.run import run

pytestmark = pytest.mark.slow

VALUES = frozenset(
    {
        *("status", "outcome", "check", "level", "kind", "permissive", "expression", "grade", "severity", "rule"),
        *("format", "serialisation", "pointer", "role", "relation", "use", "policy", "origin", "how", "license"),
    }
)
"""Keys of JSON whose values are words."""
NAMES = frozenset({"components", "crosswalk", "topics", "seen"})
"""Keys of JSON whose own keys are ids."""
EXAMPLES = sorted(path for path in (CHECKOUT / "examples").iterdir() if path.is_dir())


def words_of(value: object, key: str = "") -> Iterator[str]:
    """Every word of a report in JSON; `how` of a model or a kind is a sentence, and versions are numbers."""
    if isinstance(value, dict):
        if key in NAMES:
            yield from value
        if "requirements" not in value and isinstance(value.get("id"), str):
            yield value["id"]
        if isinstance(value.get("reason"), str) and "permissive" in value:
            yield value["reason"]
        for name, inner in value.items():
            yield from words_of(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from words_of(inner, key)
    elif key in VALUES and isinstance(value, (str, bool)) and " " not in str(value):
        yield str(value)


def check_words(*texts: str) -> None:
    words = {word for text in texts for word in words_of(json.loads(text))}
    assert len(words) > 20
    for word in words:
        assert explain(word)


def judged(files: Files) -> tuple[str, str]:
    """The report and the facts of a release, by every definition."""
    snapshot = MemorySnapshot(files, name="acme/tiny")
    made = run(
        snapshot, load_settings(snapshot, Flags(name="acme/tiny", policies=tuple(builtin_ids()))), today="2026-06-30"
    )
    return FORMATS["json"](made), facts_json(made.facts)


@pytest.mark.parametrize("facts", [complete(), incomplete(), several()], ids=["complete", "incomplete", "several"])
def test_words_of_the_golden_reports(facts: object) -> None:
    check_words(FORMATS["json"](report(facts, *builtin_policies())))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_words_of_the_examples(example: Path) -> None:
    paths = [path for path in example.rglob("*") if path.is_file()]
    check_words(*judged({path.relative_to(example).as_posix(): path.read_bytes() for path in paths}))


@pytest.mark.parametrize(("what", "files", "expected"), [*FILES, *PARTS, *WORDS][::6])
def test_words_of_releases_with_findings(what: str, files: Files, expected: list[tuple[str, str]]) -> None:
    assert what
    assert all(explain(rule) for rule, _ in expected)
    check_words(*judged(files))


@pytest.mark.parametrize("rule", sorted({rule for _, _, found in (*FILES, *PARTS, *WORDS) for rule, _ in found}))
def test_every_rule_that_a_test_breaks_has_a_page(rule: str) -> None:
    (page,) = explain(rule)
    parts = dict(page.parts)
    assert page.sort == "integrity rule"
    assert all(parts[heading] for heading in ("severity", "checks", "why", "remedy"))


@pytest.mark.parametrize(
    ("sort", "words"),
    [
        ("status", Status),
        ("outcome", Outcome),
        ("outcome", PolicyOutcome),
        ("kind of repository", Kind),
        ("level", Level),
        ("severity", Severity),
        ("reason", Reason),
        ("exception", WaiverStatus),
        ("change", Direction),
    ],
)
def test_every_value_of_an_enumeration_is_described(sort: str, words: type[enum.Enum]) -> None:
    assert {word.value for word in words} <= load_report_words()[sort].keys()


@pytest.mark.parametrize("word", ["permissive", "mixed", "unknown", *(role.value for role in Role)])
def test_words_of_several_meanings_are_described(word: str) -> None:
    assert explain(word)


def test_every_kind_of_evidence_in_the_code_is_described() -> None:
    literal = re.compile(r'\bhow="([a-z-]+)"')
    sources = (path.read_text(encoding="utf-8") for path in (CHECKOUT / "src/openrelease/scan").rglob("*.py"))
    assert {word for text in sources for word in literal.findall(text)} - {"inherited"} <= {
        *load_report_words()["evidence"],
        *load_report_words()["license source"],
    }
