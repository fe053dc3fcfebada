"""The rules of readers: each finds the file of its example, and a reader has those that it reports and no others."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.sound_weights import SOUND
from support.weight_files import floats, gguf, onnx, safetensors

from openrelease.manual.rule_pages import load_rules
from openrelease.plugin_modules import import_modules
from openrelease.weights import Header, Source, WeightFormat, load_formats, read_header, recognize_format

FORMS = {form.id: form for form in load_formats().values() if form.reader}
UNTRIED = {"paddle", "torchscript"}  # they share the rules of pickle and of PyTorch
RULES = [(form.id, kind) for form in FORMS.values() if form.id not in UNTRIED for kind in form.header_rules]
ESCAPE = "w\x1b[31m"
CHANGED = {
    ("gguf", "text"): gguf(tensors={ESCAPE: (8, 4)}),
    ("onnx", "text"): onnx(metadata={"author": ESCAPE}),
    ("safetensors", "text"): safetensors(floats(**{ESCAPE: (2, 2)})),
    ("openvino", "malformed"): SOUND["openvino"][1]
    .replace(b'shape="2, 3"', b'shape="0"')
    .replace(b'shape=""', b'shape="0"'),
    ("pickle", "truncated"): pickle.dumps([0.5] * 300)[:-100],
}


def read(path: str, data: bytes, most_reads: int = 10_000) -> Header | None:
    """The header as the scan reads it: the format is that of the first bytes."""
    found = recognize_format(path, data[:4096], len(data))
    source = Source(path, len(data), lambda offset, length: data[offset : offset + length], most_reads)
    return read_header(found.format, source) if found else None


def change_file(data: bytes, kind: str) -> Iterator[bytes]:
    """Files as the example of this kind describes them."""
    if kind == "truncated":
        yield data[:-1]
        yield from (data[: len(data) * part // 50] for part in range(49, 0, -1))
    elif kind == "trailing":
        yield data + b"something else"
    elif kind == "malformed":
        changed = ((at, value) for at in range(min(len(data), 500)) for value in (0xFF, 0, 0x1B, 1, 9))
        yield from (data[:at] + bytes([value]) + data[at + 1 :] for at, value in changed)


@pytest.mark.parametrize(("id_", "kind"), RULES)
def test_a_reader_finds_the_file_of_the_example_and_nothing_in_a_sound_one(id_: str, kind: str) -> None:
    form = FORMS[id_]
    path, data = next(SOUND[each] for each in form.ids if each in SOUND)
    sound = read(path, data)
    assert sound is not None
    assert sound.faults == ()
    files = [CHANGED[id_, kind]] if (id_, kind) in CHANGED else change_file(data, kind)
    headers = [read(path, data, most_reads=0)] if kind == "unknown" else (read(path, each) for each in files)
    found = ({fault.rule for fault in header.faults} for header in headers if header)
    assert any(f"{form.rule_prefix}-{kind}" in each for each in found)


def test_a_format_declares_the_rare_rules_that_its_module_names() -> None:
    for name, module in import_modules("openrelease.weights.formats").items():
        form: WeightFormat = module.FORMAT
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        named = set(re.findall(r'(?:RefusedError\(|header_rules\[)"(trailing|text)"', source))
        assert named == set(form.rare_rules), name


def test_the_page_of_a_rule_that_formats_share_names_all_of_them() -> None:
    rules = load_rules()
    assert rules["torch-truncated"].title == "a PyTorch or TorchScript file is cut off"
    assert rules["onnx-truncated"].title == "an ONNX file is cut off"
    assert "onnx-trailing" not in rules


@pytest.mark.parametrize("id_", sorted(load_rules()))
def test_every_rule_has_an_example_and_says_how_to_mend_it(id_: str) -> None:
    rule = load_rules()[id_]
    assert rule.remedy
    assert rule.example is not None
    assert rule.example.files
    assert rule.example.mended
