"""A mutated repository, or a part of one -> what the program makes of it. Any error but its own is a bug."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_identifier, load_license_table
from openrelease.config import Flags, load_settings
from openrelease.errors import OpenReleaseError
from openrelease.model import Entry
from openrelease.policies.builtin_policies import builtin_ids, parse_policy
from openrelease.policies.user_licenses import with_user_licenses
from openrelease.reports import FORMATS, json_report
from openrelease.reports.read_json_report import read_json_report
from openrelease.repository import MemorySnapshot, dvc_outputs, parse_pointer
from openrelease.repository.git import git_entries
from openrelease.repository.git.git_process import GitRecords
from openrelease.run import run
from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.read_inputs import read_inputs
from openrelease.scan.inputs.source_reader import list_feature_rules, read_source
from openrelease.scan.licensing.read_documents import read_scoped_claims
from openrelease.scan.licensing.statement import Reader
from openrelease.untrusted import decode_text, load_json, load_toml, load_yaml
from openrelease.weights import read_header, source_from_bytes
from support.fuzz_configurations import CONFIGURATIONS
from support.mutated_trees import KEYS, SHAPES, Tree, mutate_content, mutate_tree
from support.mutation import mutated
from support.sound_weights import SOUND

TODAY = "2026-06-30"


def judge_tree(tree: Tree, chance: random.Random) -> None:
    """Evaluate a repository by two policies, and render the report in one format."""
    snapshot = tree.open()
    policies = ("aia-baseline", chance.choice(builtin_ids()))
    try:
        settings = load_settings(snapshot, Flags(policies=policies))
    except OpenReleaseError:  # a settings file that is wrong is exit 2
        plain = replace_settings(tree)
        snapshot = plain.open()
        settings = load_settings(snapshot, Flags(policies=policies))
    report = run(snapshot, settings, today=TODAY)
    FORMATS[chance.choice([*FORMATS])](report)


def replace_settings(tree: Tree) -> Tree:
    """Return the tree without settings files."""
    return Tree(files={path: data for path, data in tree.files.items() if "openrelease" not in path}, name="octo/model")


# -- parts: each takes the content of some file of a repository


def _read_weights(data: bytes, chance: random.Random) -> None:
    form = chance.choice([*SOUND])
    name, sound = SOUND[form]
    read_header(form, source_from_bytes(name, mutated(sound, chance) if chance.random() < 0.8 else data))


def _load_notation(data: bytes, chance: random.Random) -> None:
    load: Callable[[bytes], object] = chance.choice((load_json, load_toml, load_yaml))
    load(data)


def _parse_markup(data: bytes, chance: random.Random) -> None:
    parse_document(chance.choice(("README.md", "a.rst", "a.html", "a.txt")), decode_text(data))


def _read_claims(data: bytes, chance: random.Random) -> None:
    tree = Tree(files={chance.choice(("README.md", "MODEL_CARD.md", "docs/LICENSE.md")): data})
    reader = _make_reader()
    for document in read_inputs(tree.open(), reader.catalog).documents:
        tuple(read_scoped_claims(document, reader))


@cache
def _make_reader() -> Reader:
    return Reader(catalog=load_catalog(), table=load_license_table(), identify=load_identifier().identify)


def _identify_license(data: bytes, _: random.Random) -> None:
    load_identifier().identify(decode_text(data[:6_000]))


def _read_program(data: bytes, chance: random.Random) -> None:
    path = chance.choice(("train.py", "a.ipynb", "generate.py", "a.sh", "a.cpp"))
    read_source(path, data, list_feature_rules(_make_reader().catalog))


def _load_settings(data: bytes, _: random.Random) -> None:
    load_settings(MemorySnapshot({".openrelease.yml": data, "LICENSE": b"x"}))


def _load_policy(data: bytes, chance: random.Random) -> None:
    text = f"id: a\ntitle: a\nextends: aia-baseline\n{chance.choice(KEYS)}: {chance.choice(SHAPES)!r}\n".encode()
    parse_policy(mutate_content(text, chance) if chance.random() < 0.5 else data, "p.yml")


def _load_licenses(data: bytes, _: random.Random) -> None:
    with_user_licenses(load_license_table(), data, "l.yml")


def _read_pointers(data: bytes, chance: random.Random) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d7a' * 16}\nsize 12345\n".encode()
    outs = b"outs:\n- path: model.pt\n  md5: 22c0d2b0a25f4e4c8f1f1fd66b1d3b3a\n  size: '10'\n"
    content = mutate_content(chance.choice((pointer, outs, data)), chance)
    for path in ("model.safetensors", "model.pt.dvc", "dvc.lock"):
        snapshot = MemorySnapshot({path: content})
        parse_pointer(snapshot, snapshot.entries()[0])
        dvc_outputs(snapshot, Entry(path=path, size=len(content)))


def _read_git_rows(_: bytes, chance: random.Random) -> None:
    """Rows as `git ls-tree` and `git ls-files` print them, of forged trees and indexes."""
    tree = b"100644 blob " + b"4d7a" * 10 + b"\ta/b\0"
    index = b"H 100644 " + b"4d7a" * 10 + b" 0\ta/b\0"
    for row, parse in ((tree, git_entries._parse_tree_row), (index, git_entries._parse_index_row)):  # noqa: SLF001 - git itself is too slow for millions
        records = tuple(mutated(row * 3, chance).split(b"\0"))
        git_entries._parse_rows(GitRecords(records=records, complete=True), "", parse)  # noqa: SLF001 - same


@cache
def _published_report() -> bytes:
    snapshot = MemorySnapshot({"README.md": "# A\n", "LICENSE": "MIT"}, name="a/b")
    return json_report.render(run(snapshot, load_settings(snapshot), today=TODAY)).encode()


def _read_report(_: bytes, chance: random.Random) -> None:
    read_json_report(mutate_content(_published_report(), chance), _make_reader().catalog.components)


def _with_reader(read: Callable[[bytes, random.Random, Reader], None]) -> Part:
    return lambda data, chance: read(data, chance, _make_reader())


Part: TypeAlias = Callable[[bytes, random.Random], None]

PARTS: Mapping[str, Part] = {
    "weights": _read_weights,
    "notation": _load_notation,
    "markup": _parse_markup,
    "claims": _read_claims,
    "license text": _identify_license,
    "source": _read_program,
    "settings": _load_settings,
    "policy": _load_policy,
    "licenses": _load_licenses,
    "pointers": _read_pointers,
    "git rows": _read_git_rows,
    "report": _read_report,
    **{name: _with_reader(read) for name, read in CONFIGURATIONS.items()},
}
"""Readers of parts of a repository; an `OpenReleaseError` is a refusal."""

SHARES = {
    "weights": 20,
    "git rows": 12,
    "notation": 10,
    "source": 10,
    "settings": 8,
    "policy": 8,
    "annotations": 6,
    "metadata": 6,
    "markup": 4,
    "notebook": 4,
    "licenses": 4,
    "report": 4,
}
"""How often a part is chosen, once where it is not named: what is read quickly can be tried more often."""


def choose_part(chance: random.Random) -> str:
    """Return the name of a part, each as often as its share says."""
    return chance.choices([*PARTS], [SHARES.get(name, 1) for name in PARTS])[0]


def read_part(name: str, trees: Sequence[Tree], chance: random.Random) -> None:
    """Give one reader the mutated content of a file of some tree."""
    tree = chance.choice(trees)
    data = tree.files[chance.choice([*tree.files])] if tree.files else b""
    try:
        PARTS[name](mutate_content(data[:20_000], chance), chance)
    except OpenReleaseError:
        return


WHOLE_IN = 60
"""One case in so many is a whole repository."""


def run_case(number: int, trees: Sequence[Tree]) -> str:
    """Run one case, and return what it was about; it is made from its number alone."""
    chance = random.Random(number)  # noqa: S311 - the same case for the same number
    if chance.randrange(WHOLE_IN) == 0:
        judge_tree(mutate_tree(chance.choice(trees), trees, chance), chance)
        return "whole repository"
    part = choose_part(chance)
    read_part(part, trees, chance)
    return part
