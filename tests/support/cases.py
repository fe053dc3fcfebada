"""Cases in Markdown: a repository in fenced blocks, then the verdicts that it must get.

A block `file PATH` is a text file, `long PATH BYTES` one repeated up to that length, `hex PATH` one in
hexadecimal, `absent PATH [SIZE]` one whose content is not here, `link PATH TARGET` a symlink, `license PATH
NAME` a license text: `apache-2.0` is this project's own, any other is one of the shared corpus, and without
the corpus the case is skipped. The block
`expect` has a line for each thing that must hold:

    kind: model
    weights: linked
    weights license: Apache-2.0, yes, inherited
    aia-baseline: unmet
    aia-baseline/documentation: unmet
    evidence weights: README.md:3
    how weights: hub-model-link, hub-model-id
    models: small, large
    of small, weights license: Apache-2.0, yes, file
    exceptions: used, expired
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from openrelease.config import Flags, load_settings
from openrelease.model import Entry, EntryKind, Report, format_location
from openrelease.policies.builtin_policies import builtin_ids
from openrelease.reports.shared.model_table import release_report
from openrelease.repository import MemorySnapshot
from openrelease.run import run
from support.corpus import CORPUS

_MISSING = b"no corpus here"
TODAY = "2026-06-30"
POLICIES = ("aia-baseline", "aia-open-science")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case: its title, its repository, and what must hold, line by line."""

    title: str
    name: str | None
    files: dict[str, bytes]
    entries: tuple[Entry, ...]
    expected: dict[str, str]


def read_cases(path: Path) -> list[Case]:
    """Read every case of a file; each begins with a heading of the second level."""
    cases: list[Case] = []
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            cases.append(Case(title=tokens[number + 1].content, name=None, files={}, entries=(), expected={}))
        elif token.type == "fence" and cases:
            cases[-1] = _with_block(cases[-1], token.info.split(), token.content)
    return cases


def _with_block(case: Case, info: list[str], content: str) -> Case:
    kind, *words = info
    if kind == "expect":
        pairs = (line.partition(": ") for line in content.splitlines() if line.strip())
        expected = {key.strip(): value.strip() for key, _, value in pairs}
        return replace(case, name=expected.pop("name", None), expected=expected)
    if kind in _FILES:
        return replace(case, files={**case.files, words[0]: _FILES[kind](words, content)})
    return replace(case, entries=(*case.entries, _ENTRIES[kind](words)))


_FILES: dict[str, Callable[[list[str], str], bytes]] = {
    "file": lambda _, content: content.encode(),
    "long": lambda words, content: (content * (int(words[1]) // len(content) + 1)).encode(),
    "hex": lambda _, content: bytes.fromhex(content),
    "license": lambda words, _: _license_text(words[1]),
}
_ENTRIES: dict[str, Callable[[list[str]], Entry]] = {
    "absent": lambda words: Entry(path=words[0], size=int(words[1]) if words[1:] else None),
    "link": lambda words: Entry(path=words[0], kind=EntryKind.SYMLINK, target=words[1]),
}


def _license_text(name: str) -> bytes:
    if name == "apache-2.0":
        return (Path(__file__).resolve().parents[2] / "LICENSE").read_bytes()
    path = CORPUS / "ai_license_texts" / f"{name}.txt"
    return path.read_bytes() if path.exists() else _MISSING


def judge(case: Case) -> Report:
    """Judge the repository of a case by all the policies that cases speak of."""
    if _MISSING in case.files.values():
        pytest.skip("1 case needs the license texts of the shared corpus")
    snapshot = MemorySnapshot(case.files, entries=case.entries, name=case.name)
    spoken = (key.partition("/")[0] for key in case.expected)
    policies = dict.fromkeys((*POLICIES, *(name for name in spoken if name in builtin_ids())))
    return run(snapshot, load_settings(snapshot, Flags(policies=tuple(policies), name=case.name)), today=TODAY)


def said(report: Report, key: str) -> str:
    """Give what a report says of the subject of one expected line."""
    if key.startswith("of "):
        name, _, rest = key.removeprefix("of ").partition(", ")
        return said(next(release_report(each) for each in report.releases if each.name == name), rest)
    return _WHOLE[key](report) if key in _WHOLE else _said(report, key)


_WHOLE: dict[str, Callable[[Report], str]] = {
    "models": lambda report: ", ".join(each.name for each in report.releases) or "one",
    "kind": lambda report: report.facts.subject.kind.value,
    "exceptions": lambda report: ", ".join(each.use.value for each in report.exceptions),
    "disputed": lambda report: "; ".join(f"{format_location(p.location)} {p.message}" for p in report.facts.disputed),
    "problems": lambda report: str(len(report.facts.problems)),
}


def _said(report: Report, key: str) -> str:
    subject, _, aspect = key.rpartition(" ")
    if subject == "evidence":
        places = report.facts.components[aspect].evidence
        return ", ".join(_place(place.location.path, place.location.line) for place in places)
    if subject == "how":
        return ", ".join(each.how for each in report.facts.components[aspect].evidence)
    if aspect == "license" and subject:
        found = report.facts.components[subject].license
        return f"{found.expression}, {found.permissive.value}, {found.how}" if found else "none"
    if key in report.facts.components:
        return report.facts.components[key].status.value
    return _judged(report, *key.partition("/")[::2])


def _judged(report: Report, policy: str, requirement: str) -> str:
    judged = next(verdict for verdict in report.verdicts if verdict.policy.id == policy)
    outcomes = {each.requirement.id: each.outcome.value for each in judged.verdicts}
    return outcomes[requirement] if requirement else judged.outcome.value


def _place(path: str, line: int | None) -> str:
    return path if line is None else f"{path}:{line}"
