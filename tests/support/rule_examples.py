"""The example of an integrity rule -> the files of a release.

A text is a file's content, but for descriptions of binary files such as "a safetensors file with w [2, 2]",
"a GGUF file with split.no = 0, blk.0.weight [8, 4]" or "a file of 32 bytes".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from openrelease.model import Example
from support.releases import Files
from support.weight_files import SOUND, coreml, floats, gguf, onnx, openvino, safetensors, torch_zip, zipped

_TENSOR = re.compile(r"([\w.]+) \[([\d, ]+)\]")
_VALUE = re.compile(r"([\w.]+) = (\d+)")


def broken_files(example: Example) -> Files:
    """The release that breaks the rule."""
    return {path: build_file(text) for path, text in example.files.items()}


def mended_files(example: Example) -> Files:
    """The same after the change that mends it."""
    files = {**example.files, **example.mended}
    return {path: build_file(text) for path, text in files.items() if text is not None}


def build_file(text: str) -> bytes | str:
    """The content that a text describes, or the text itself."""
    for beginning, build in _BUILDERS.items():
        if text.startswith(beginning):
            return build(text.removeprefix(beginning))
    return text


def _shapes(text: str) -> dict[str, tuple[int, ...]]:
    return {name: tuple(map(int, shape.split(","))) for name, shape in _TENSOR.findall(text)}


def _pickle(text: str) -> bytes:
    file = torch_zip({name: ("Float", shape) for name, shape in _shapes(text).items()})
    imported = re.search(r"that imports (\w+)\.(\w+)", text)
    return (
        zipped({"a/data.pkl": b"\x80\x02c%s\n%s\n." % (imported[1].encode(), imported[2].encode())})
        if imported
        else file
    )


_BUILDERS: Mapping[str, Callable[[str], bytes | str]] = {
    "a safetensors file with ": lambda text: safetensors(floats(**_shapes(text))),
    "a GGUF file with ": lambda text: gguf([(key, int(value)) for key, value in _VALUE.findall(text)], _shapes(text)),
    "a pickle with ": _pickle,
    "a llamafile": lambda _: SOUND["llamafile"][1],
    "an ONNX model with its data in ": lambda text: onnx(external=text),
    "an OpenVINO graph": lambda _: openvino(),
    "a Core ML model with its data in ": lambda text: coreml(blob=f"@model_path/{text}"),
    "a SavedModel with variables": lambda _: b"\x08\x01\x12\x0d\x0a\x0bVarHandleOp",
    "a SavedModel without variables": lambda _: b"\x08\x01\x12\x05\x0a\x03Add",
    "a file of ": lambda text: (
        bytes(range(1, 256)) * (int(text.split()[0]) // 255) + b"\x01" * (int(text.split()[0]) % 255)
    ),
}
