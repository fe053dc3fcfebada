"""Source -> Header: formats of which only the outer structure is read, so that cut files are told.

TFLite: https://flatbuffers.dev/internals/; CoreML: https://apple.github.io/coremltools/mlmodel/Format/Model.html;
SavedModel: https://github.com/tensorflow/tensorflow saved_model.proto; OpenVINO: the graph is XML text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from openrelease.weights.cursor import Cursor
from openrelease.weights.header import Header, Reference, RefusedError
from openrelease.weights.protobuf import Field, fields
from openrelease.weights.source import Source

_XML = 4096  # bytes that show the root element
_XML_END = 64  # bytes that show its end tag
_NET = re.compile(rb"<net\s[^>]{0,2000}?\bname=\"([^\"]{0,200})\"")
_WINDOW = 1_048_576  # bytes that are looked through for variables
_VARIABLES = re.compile(rb"VarHandleOp|VariableV2")

Look: TypeAlias = Callable[[Source], Header]


@dataclass(frozen=True, kw_only=True)
class Structure:
    """A reader made of one function."""

    PREFIX: str
    read: Look


def _tflite(source: Source) -> Header:
    """The root table and its table of fields lie in the file."""
    head = source.read(0, 8)
    root = int.from_bytes(head[:4], "little")
    if len(head) < 8 or head[4:] != b"TFL3":  # noqa: PLR2004 - offset and identifier
        raise RefusedError("malformed", "is no TFLite model")
    if root + 4 > source.size:
        raise RefusedError("truncated", f"has its root at byte {root:,}, beyond its end")
    table = root - int.from_bytes(source.read(root, 4), "little", signed=True)
    if not 8 <= table <= source.size - 4:  # noqa: PLR2004 - after offset and identifier
        raise RefusedError("malformed", "has no table of fields")
    return Header(format="tflite")


def _coreml(source: Source) -> Header:
    """Every field of the message lies in the file; a weight.bin has no header."""
    if not source.path.lower().endswith(".mlmodel"):
        return Header(format="coreml")
    version = next((field.value for field in _messages(source) if field.number == 1), None)
    return Header(format="coreml", metadata={"specification_version": str(version)} if version else {})


def _messages(source: Source) -> tuple[Field, ...]:
    return tuple(fields(Cursor(source), 0, source.size))


def _saved_model(source: Source) -> Header:
    """Every field lies in the file; a graph that names variables needs them beside it."""
    _messages(source)
    at, variables = 0, False
    while at < source.size and not variables and at < 32 * _WINDOW:
        variables = _VARIABLES.search(source.read(at, _WINDOW)) is not None
        at += _WINDOW - 16  # a word may lie on the border
    needed = (Reference(path="variables/variables.index"),) if variables else ()
    return Header(format="saved-model", references=needed, executable=True)


def _openvino(source: Source) -> Header:
    """The graph has a root element and its end tag, and needs the weights of the same name beside it."""
    if not source.path.lower().endswith(".xml"):
        return Header(format="openvino")
    name = _NET.search(source.read(0, _XML))
    end = source.read(max(0, source.size - _XML_END), _XML_END).rstrip()
    if not end.endswith(b"</net>"):
        raise RefusedError("truncated", "has no end tag of its root element")
    told = {"name": name[1].decode("utf-8", "replace")} if name else {}
    weights = source.path.rpartition("/")[2][: -len(".xml")] + ".bin"
    return Header(format="openvino", metadata=told, references=(Reference(path=weights),))


STRUCTURES: Mapping[str, Structure] = {
    "tflite": Structure(PREFIX="tflite", read=_tflite),
    "coreml": Structure(PREFIX="coreml", read=_coreml),
    "saved-model": Structure(PREFIX="saved-model", read=_saved_model),
    "openvino": Structure(PREFIX="openvino", read=_openvino),
}
"""A reader for each."""
