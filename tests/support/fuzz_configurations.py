"""The data beside text and weights -> what its readers make of it: metadata, annotations, indexes, cells."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping

from openrelease.model import Kind
from openrelease.repository import MemorySnapshot
from openrelease.scan.cards.front_matter_keys import read_evaluation_results, read_front_matter_keys
from openrelease.scan.inputs.read_inputs import RepositoryInputs, read_inputs
from openrelease.scan.inputs.source_reader import list_feature_rules, read_source
from openrelease.scan.integrity import check_integrity, inspect_weight_release
from openrelease.scan.licensing.from_metadata import read_front_matter_license, read_metadata_licenses
from openrelease.scan.licensing.from_reuse import read_reuse_annotations
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.weight_files.candidates import find_candidates
from openrelease.scan.weight_files.headers import read_weights
from support.mutated_trees import mutate_content
from support.sound_weights import SOUND

_FRONT_MATTER = b"""---
license: other
license_name: llama3
license_link: LICENSE
library_name: transformers
base_model: [meta-llama/Llama-3-8B, {name: a/b}]
tags: ["license:mit", "base_model:a/b"]
datasets: [a/b]
extra_gated_prompt: You agree to research only.
model-index:
- name: a
  results:
  - task: {type: text-generation}
    dataset: {name: b, type: c}
    metrics: [{type: acc, value: 0.5}]
---
# A
"""
_METADATA: Mapping[str, bytes] = {
    "pyproject.toml": b'[project]\nname = "a"\nlicense = {text = "MIT"}\nclassifiers = ["License :: OSI Approved"]\n',
    "setup.cfg": b"[metadata]\nname = a\nlicense = MIT\n",
    "setup.py": b"from setuptools import setup\n\nsetup(name='a', license='MIT', classifiers=['License :: b'])\n",
    "package.json": b'{"name": "a", "license": {"type": "MIT"}}',
    "CITATION.cff": b"cff-version: 1.2.0\nauthors:\n- name: a\nlicense: [MIT, Apache-2.0]\n",
    "codemeta.json": b'{"license": "https://spdx.org/licenses/MIT", "author": [{"name": "a"}]}',
    ".zenodo.json": b'{"license": {"id": "mit"}, "creators": [{"name": "a"}]}',
}
_ANNOTATIONS: Mapping[str, bytes] = {
    "REUSE.toml": b'version = 1\n[[annotations]]\npath = ["**/*.bin", "a\\\\*b"]\nSPDX-License-Identifier = ["MIT"]\n',
    ".reuse/dep5": b"Format: https://a.example\n\nFiles: *.bin models/*\nCopyright: a\nLicense: CC-BY-NC-4.0\n",
}
_CONFIGURATION = {
    "model_type": "llama", "architectures": ["LlamaForCausalLM"], "torch_dtype": "bfloat16", "vocab_size": 3,
    "auto_map": {"AutoModel": "modeling.X"}, "quantization_config": {"bits": 4}, "hidden_size": 2,
}  # fmt: skip
_BESIDE_WEIGHTS: Mapping[str, bytes] = {
    "config.json": json.dumps(_CONFIGURATION).encode(),
    "model.safetensors.index.json": b'{"metadata": {"total_size": 1}, "weight_map": {"a": "model.safetensors"}}',
    "model_index.json": b'{"_class_name": "X", "unet": ["diffusers", "UNet"], "vae": [null, null]}',
    "modules.json": b'[{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"}]',
    "adapter_config.json": b'{"base_model_name_or_path": "a/b", "peft_type": "LORA", "r": 8, "target_modules": ["q"]}',
    "tokenizer.json": b'{"model": {"vocab": {"a": 0}}, "added_tokens": [{"id": 1, "content": "b"}]}',
    "tokenizer_config.json": b'{"tokenizer_class": "A", "auto_map": {"AutoTokenizer": ["a.B", null]}}',
    "generation_config.json": b'{"eos_token_id": [1]}',
}
_CELLS = [{"cell_type": "markdown", "source": ["# A\n", "b"]}, {"cell_type": "code", "source": "f(x)", "outputs": []}]
_ALL = 0.3
_NOTEBOOK = json.dumps({"cells": _CELLS, "metadata": {}, "nbformat": 4}).encode()


def read_front_matter(_: bytes, chance: random.Random, reader: Reader) -> None:
    """Read the keys of a card's front matter, and its license."""
    gathered = open_inputs({"README.md": mutate_content(_FRONT_MATTER, chance)}, reader)
    for document in gathered.documents:
        tuple(read_front_matter_keys(document, gathered))
        tuple(read_front_matter_license(document, reader, chance.choice((*Kind,))))


def read_metadata(_: bytes, chance: random.Random, reader: Reader) -> None:
    """Read the license keys of package metadata, one file of which is broken."""
    tuple(read_metadata_licenses(open_inputs(break_one(_METADATA, chance), reader), reader))


def read_annotations(_: bytes, chance: random.Random, reader: Reader) -> None:
    """Read the annotations of REUSE, by which files are under other terms."""
    files = {**break_one(_ANNOTATIONS, chance), "models/a.bin": b"", "a.py": b""}
    tuple(read_reuse_annotations(open_inputs(files, reader), reader, ("models/a.bin",)))


def read_configurations(_: bytes, chance: random.Random, reader: Reader) -> None:
    """Apply every integrity rule to weights beside which one configuration or index is broken."""
    form = chance.choice(("safetensors", *SOUND))
    files = {**break_one(_BESIDE_WEIGHTS, chance), SOUND[form][0]: SOUND[form][1]}
    gathered = open_inputs(files, reader)
    headers, _ = read_weights(
        gathered.snapshot, tuple(find_candidates(gathered.snapshot, gathered.entries, gathered.weight_paths))
    )
    check_integrity(inspect_weight_release(gathered, headers, "a/b"))


def read_results(_: bytes, chance: random.Random, reader: Reader) -> None:
    """Read a file of evaluation results."""
    files = break_one({"evaluation_results.json": b'{"results": {"a": {"acc": 0.5}}}', "README.md": b"# A\n"}, chance)
    tuple(read_evaluation_results(open_inputs(files, reader)))


def read_notebook(_: bytes, chance: random.Random, reader: Reader) -> None:
    """Read the cells of a notebook."""
    read_source("a.ipynb", mutate_content(_NOTEBOOK, chance), list_feature_rules(reader.catalog))


def break_one(files: Mapping[str, bytes], chance: random.Random) -> dict[str, bytes]:
    """Return one of the files after a change, or all of them with one that is changed."""
    path = chance.choice([*files])
    kept = files if chance.random() < _ALL else {}
    return {**kept, path: mutate_content(files[path], chance)}


def open_inputs(files: Mapping[str, bytes], reader: Reader) -> RepositoryInputs:
    """Read the documents and the source of a few files."""
    return read_inputs(MemorySnapshot(files, name="a/b"), reader.catalog)


CONFIGURATIONS: Mapping[str, Callable[[bytes, random.Random, Reader], None]] = {
    "front matter": read_front_matter,
    "metadata": read_metadata,
    "annotations": read_annotations,
    "configurations": read_configurations,
    "results": read_results,
    "notebook": read_notebook,
}
