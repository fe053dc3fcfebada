"""Repositories -> repositories with a few changes: names, trees, values of data, text and bytes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openrelease.model import Entry, EntryKind
from openrelease.repository import MemorySnapshot
from support.cases import read_cases
from support.mutation import mutated
from support.sound_weights import SOUND

CASES = Path(__file__).resolve().parents[1] / "cases"
MOST_FILES = 60

SHAPES: Sequence[object] = (
    *(None, True, False, 0, -1, 1, 10**30, 0.5, "", "a", "MIT", "\ud800", "\0", "../..", "::error::x", "x" * 300),
    *(
        [],
        {},
        [[]],
        [{}],
        ["a"],
        {"a": 1},
        [None],
        {"": ""},
        ["transformers"],
        [["a", 1], {"b": []}],
        {"a": {"b": ["c"]}},
    ),
)
"""Values of every type, to stand where another was expected."""

_KEYS = """
license license_name license_link base_model base_models library_name pipeline_tag tags datasets language
model-index model_type architectures auto_map torch_dtype _class_name _name_or_path weight_map metadata
total_size quantization extra_gated_prompt name version kind policies releases components exceptions licenses
outs path md5 size annotations SPDX-License-Identifier project tool dependencies framework component cells
source cell_type adapter peft_type results
"""
KEYS = _KEYS.split()
"""Keys that some reader looks for."""

_NAMES = """
README.md LICENSE LICENSE.md LICENSE-WEIGHTS NOTICE .openrelease.yml config.json adapter_config.json
modules.json model_index.json tokenizer_config.json generation_config.json model.safetensors.index.json
model.safetensors pytorch_model.bin model.gguf model.onnx openvino_model.xml dvc.lock model.pt.dvc REUSE.toml
.reuse/dep5 CITATION.cff pyproject.toml setup.cfg package.json MODEL_CARD.md docs/README.rst paper.ipynb
train.py generate.py mergekit_config.yml .model_openness.yml mof.yml evaluation_results.json data/README.md
requirements.txt index.html USE_POLICY.md .gitmodules
"""
NAMES = _NAMES.split()
"""Names that some reader looks for."""

FOLDERS = ("models", "zz", "a b", "checkpoints/x", "LICENSES", "\udcff", "::error::x")


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A small repository."""

    files: dict[str, bytes]
    entries: tuple[Entry, ...] = ()
    name: str | None = "octo/model"

    def open(self) -> MemorySnapshot:
        """Return its snapshot."""
        return MemorySnapshot(self.files, entries=self.entries, name=self.name)


def load_seed_trees() -> tuple[Tree, ...]:
    """Return the repositories of all cases, and one for each weight format."""
    cases = [case for path in sorted(CASES.glob("*.md")) for case in read_cases(path)]
    of_cases = (Tree(files=case.files, entries=case.entries, name=case.name) for case in cases)
    of_weights = (
        Tree(files={name: data, "README.md": b"---\nlicense: mit\n---\n# M\n"}) for name, data in SOUND.values()
    )
    return (*of_cases, *of_weights)


def mutate_tree(tree: Tree, others: Sequence[Tree], chance: random.Random) -> Tree:
    """Return the tree after one to six changes."""
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        tree = chance.choice(TREE_CHANGES)(tree, others, chance)
    return tree


def mutate_content(data: bytes, chance: random.Random) -> bytes:
    """Return the content of a file with one kind of change."""
    return chance.choice(CONTENT_CHANGES)(data, chance)


# -- changes to the content of one file


def _replace_json_value(data: bytes, chance: random.Random) -> bytes:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return _replace_yaml_value(data, chance)
    return json.dumps(_replace_somewhere(value, chance)).encode()


def _replace_somewhere(value: object, chance: random.Random) -> object:
    """Walk down at random, and put another shape where the walk ends."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        key = chance.choice([*value])
        return {
            **value,
            (chance.choice(KEYS) if chance.random() < 0.2 else key): _replace_somewhere(value[key], chance),
        }
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], _replace_somewhere(value[at], chance), *value[at + 1 :]]
    return chance.choice(SHAPES)


def _replace_yaml_value(data: bytes, chance: random.Random) -> bytes:
    """Give the key of one line another value; the key may be another, too."""
    lines = data.split(b"\n")
    keyed = [number for number, line in enumerate(lines[:80]) if b":" in line or b" = " in line]
    if not keyed:
        return mutated(data, chance)
    at = chance.choice(keyed)
    mark = b":" if b":" in lines[at] else b" ="
    key = lines[at].partition(mark)[0] if chance.random() < 0.8 else chance.choice(KEYS).encode()
    lines[at] = key + mark + b" " + json.dumps(chance.choice(SHAPES)).encode()
    return b"\n".join(lines)


def _insert_key(data: bytes, chance: random.Random) -> bytes:
    line = f"{chance.choice(KEYS)}: {json.dumps(chance.choice(SHAPES))}\n".encode()
    if data.startswith(b"---\n"):
        return data[:4] + line + data[4:]
    return b"---\n" + line + b"---\n" + data if chance.random() < 0.5 else data + line


def _move_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    first, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    moved = lines[first : first + chance.randrange(1, 6)]
    return b"\n".join([*lines[:to], *moved, *lines[to:]])


def _repeat_piece(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.randrange(1, 40)]
    return data[:at] + piece * chance.choice((2, 10, 60)) + data[at:]


CONTENT_CHANGES: Sequence[Callable[[bytes, random.Random], bytes]] = (
    *(mutated, mutated, _replace_json_value, _replace_json_value, _replace_yaml_value, _replace_yaml_value),
    *(_insert_key, _move_lines, _repeat_piece),
)


# -- changes to a tree


def _change_content(tree: Tree, _: Sequence[Tree], chance: random.Random) -> Tree:
    if not tree.files:
        return tree
    path = chance.choice([*tree.files])
    return replace(tree, files={**tree.files, path: mutate_content(tree.files[path], chance)})


def _splice_content(tree: Tree, others: Sequence[Tree], chance: random.Random) -> Tree:
    """Put a part of a file of another tree into one of this."""
    other = chance.choice(others)
    if not tree.files or not other.files:
        return tree
    path, source = chance.choice([*tree.files]), other.files[chance.choice([*other.files])]
    here, there = chance.randrange(len(tree.files[path]) + 1), chance.randrange(len(source) + 1)
    return replace(tree, files={**tree.files, path: tree.files[path][:here] + source[there : there + 4_000]})


def _rename(tree: Tree, _: Sequence[Tree], chance: random.Random) -> Tree:
    if not tree.files:
        return tree
    path = chance.choice([*tree.files])
    files = {each: data for each, data in tree.files.items() if each != path}
    return replace(tree, files={**files, _make_name(path, chance): tree.files[path]})


def _make_name(path: str, chance: random.Random) -> str:
    folder, _, name = path.rpartition("/")
    return chance.choice(
        (
            chance.choice(NAMES),
            f"{chance.choice(FOLDERS)}/{name}",
            f"{folder}/{chance.choice(NAMES)}".lstrip("/"),
            path + chance.choice((".md", ".txt", ".json", ".dvc", " ", "\n", ".index.json")),
        )
    )


def _add_file(tree: Tree, others: Sequence[Tree], chance: random.Random) -> Tree:
    other = chance.choice(others)
    if not other.files or len(tree.files) > MOST_FILES:
        return tree
    path = chance.choice([*other.files])
    name = path if chance.random() < 0.7 else _make_name(path, chance)
    return replace(tree, files={**tree.files, name: other.files[path]})


def _remove_file(tree: Tree, _: Sequence[Tree], chance: random.Random) -> Tree:
    gone = chance.choice([*tree.files, ""])
    return replace(tree, files={path: data for path, data in tree.files.items() if path != gone})


def _change_entry(tree: Tree, _: Sequence[Tree], chance: random.Random) -> Tree:
    """A path that is a link, a submodule, a device, or not here; or one whose size is wrong."""
    path = chance.choice([*tree.files, *NAMES])
    kind = chance.choice(tuple(EntryKind))
    target = chance.choice((None, "LICENSE", "../..", ".git/annex/objects/a/b/MD5E-s5--0.bin", "/dev/zero"))
    size = chance.choice((None, 0, 1, 511_999, 10**12, 10**30))
    entry = Entry(path=path, kind=kind, size=size, target=target if kind is EntryKind.SYMLINK else None)
    return replace(tree, entries=(*(each for each in tree.entries if each.path != path), entry))


def _change_owner(tree: Tree, _: Sequence[Tree], chance: random.Random) -> Tree:
    return replace(tree, name=chance.choice((None, "octo/model", "a/b", "meta-llama/Llama-3-8B", "-/.")))


TREE_CHANGES: Sequence[Callable[[Tree, Sequence[Tree], random.Random], Tree]] = (
    *(_change_content,) * 6,
    *(_splice_content, _splice_content, _rename, _add_file, _add_file, _remove_file, _change_entry, _change_owner),
)
