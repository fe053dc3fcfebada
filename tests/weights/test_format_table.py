"""The table of formats: complete, consistent, and the only place that lists the suffixes of weights."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from support.project import CHECKOUT

from openrelease.plugin_modules import import_modules
from openrelease.weights import WeightFormat, list_suffixes, load_formats
from openrelease.weights.file_sample import Sample
from openrelease.weights.format_table import list_names, list_signatures

SOURCE = CHECKOUT / "src" / "openrelease"
FORMATS = SOURCE / "weights" / "formats"
MODULES = import_modules("openrelease.weights.formats")


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_is_named_as_its_format_and_has_a_manual(name: str) -> None:
    found: WeightFormat = MODULES[name].FORMAT
    assert found.id.replace("-", "_") == name
    assert found.title
    assert found.manual
    assert found.signatures or any(each.raw for each in found.names) or name == "unknown"
    assert bool(found.reader) == bool(found.rule_prefix)


def test_no_two_formats_share_an_id() -> None:
    ids = [name for each in load_formats().values() for name in each.ids]
    assert sorted(ids) == sorted(set(ids))


def test_an_exclusive_suffix_belongs_to_one_format() -> None:
    exclusive = [
        suffix
        for each in load_formats().values()
        for names in each.names
        for suffix in names.suffixes
        if names.exclusive
    ]
    assert len(exclusive) == len(set(exclusive)) > 5
    others = [s for each in load_formats().values() for n in each.names if not n.exclusive for s in n.suffixes]
    assert set(exclusive) & set(others) == set()


def lists_of_words(text: str) -> Iterator[list[str]]:
    r"""Yield what could be lists of suffixes: \.(a|b|c) in a pattern, [a, b, c] in YAML, (".a", ".b") in Python."""
    for inner in re.findall(r"\\\.\((?:\?:)?([^\n]{1,400}?)\)", text):
        yield re.findall(r"[a-z][\w.?]*", inner)
    for inner in re.findall(r"[\[({]([^\[\](){}]{1,400})[\])}]", text):
        yield re.findall(r"(?<![\w./-])['\"]?\.?([a-z]\w*)['\"]?\s*(?=[,:]|$)", inner.strip())


def is_list_of_suffixes(names: list[str]) -> bool:
    """Return whether most of several words are suffixes of weights."""
    known = {suffix.removeprefix(".") for suffix in list_suffixes()} & set(names)
    return len(known) >= 3 and 2 * len(known) > len(names)


def test_no_other_module_lists_the_suffixes_of_weights() -> None:
    paths = [path for path in SOURCE.rglob("*.*") if path.suffix in {".py", ".yaml"} and path.parent != FORMATS]
    found = {
        str(path.relative_to(SOURCE)): names
        for path in paths
        for names in lists_of_words(path.read_text(encoding="utf-8"))
        if is_list_of_suffixes(names)
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        r"'[^/]+\.(safetensors|bin|pt|pth)$'",
        r"\.(?:onnx|pte|pt)$",
        "suffixes: [safetensors, gguf,\n ggml]",
        '(".pt", ".bin", ".h5")',
        '{".pt": 1, ".bin": 2, ".h5": 3}',
    ],
)
def test_a_list_of_suffixes_would_be_found(text: str) -> None:
    assert any(map(is_list_of_suffixes, lists_of_words(text)))


HEADS = [
    *(
        b"\0",
        b"a",
        b" ",
        b"<",
        b"<net ",
        b"<?xml ",
        b"<?xml><net ",
        b"PK\x03\x04",
        b"1FB\0\0",
        b"0/data/1",
        b"model_weights",
    ),
    *(
        b"\x80\x02",
        b"\x80\x02N",
        b"\x81\xc7\0",
        b"\xde\xd4",
        b"\x0a\x01\x0a\x01a",
        b"\x08\x01\x12",
        b"\x01\0\0\0",
        b"sklearn.",
    ),
]
PATHS = [
    "a",
    "/",
    "-",
    "_",
    ".",
    "model",
    "model-",
    "model/",
    "pytorch_model",
    "openvino_",
    "group1-shard1of",
    "x.mlpackage/",
]


@pytest.mark.parametrize("head", HEADS, ids=repr)
def test_no_signature_takes_long_over_a_hostile_head(head: bytes) -> None:
    for prefix in (b"", *HEADS):
        sample = Sample(path="model.bin", head=(prefix + head * 4096)[:4096], size=10**9)
        for form, signature in list_signatures():
            start = time.process_time()
            signature.test(sample)
            assert time.process_time() - start < 0.5, form.id


@pytest.mark.parametrize("part", PATHS)
def test_no_name_takes_long_to_match(part: str) -> None:
    for prefix in ("", *PATHS):
        path = (prefix + part * 1024)[:1024]
        for form, names in list_names():
            start = time.process_time()
            names.match(path)
            assert time.process_time() - start < 0.5, form.id
