"""ONNX models by their protobuf fields, with the files that hold external data.

Parameters are the initializers of the graph and of the graphs inside its nodes, or its constants where it has no
initializer. Licenses in `metadata_props` are compared with those of the release.
"""

import math
from collections.abc import Iterator

from openrelease.values import dataclass, replace
from openrelease.weights.decoding.cursor import Cursor
from openrelease.weights.decoding.protobuf import Field, read_fields, read_packed_varints, read_text
from openrelease.weights.header import (
    Header,
    Reference,
    RefusedError,
    Tensor,
    check_control_characters,
    make_header,
)
from openrelease.weights.signature_tests import head_matches
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAX_DEPTH = 16  # graphs in graphs
_MAX_METADATA = 200
_MAX_DIMENSIONS = 64

# Fields of the messages, by their numbers in onnx.proto.
_IR_VERSION, _PRODUCER, _GRAPH, _OPSET, _METADATA = 1, 2, 7, 8, 14
_NODE, _INITIALIZER = 1, 5
_ATTRIBUTE = 5
_ATTRIBUTE_GRAPHS, _ATTRIBUTE_TENSORS = {6, 11}, {5, 10}
_DIMS, _DATA_TYPE, _NAME, _RAW, _EXTERNAL, _DATA_LOCATION = 1, 2, 8, 9, 13, 14

DTYPES = {
    1: ("F32", 32), 2: ("U8", 8), 3: ("I8", 8), 4: ("U16", 16), 5: ("I16", 16), 6: ("I32", 32),
    7: ("I64", 64), 8: ("STRING", 0), 9: ("BOOL", 8), 10: ("F16", 16), 11: ("F64", 64), 12: ("U32", 32),
    13: ("U64", 64), 14: ("C64", 64), 15: ("C128", 128), 16: ("BF16", 16), 17: ("F8_E4M3", 8),
    18: ("F8_E4M3FNUZ", 8), 19: ("F8_E5M2", 8), 20: ("F8_E5M2FNUZ", 8), 21: ("U4", 4), 22: ("I4", 4),
    23: ("F4", 4),
}  # fmt: skip
"""Name and bits of each TensorProto.DataType; 0 where an element has no fixed size."""


@dataclass(frozen=True, kw_only=True)
class _FoundTensor:
    """A tensor, whether it is an initializer, and the reference to its data in another file."""

    tensor: Tensor
    initializer: bool
    reference: Reference | None = None


def read_onnx(source: Source) -> Header:
    """Read versions, metadata, graphs and tensors; data is skipped."""
    cursor = Cursor(source)
    metadata: dict[str, str] = {}
    found: tuple[_FoundTensor, ...] = ()
    graphs = 0
    for field in read_fields(cursor, 0, source.size):
        if field.number == _GRAPH:
            graphs += 1
            found = (*found, *_read_graph(cursor, field, 0))
        elif len(metadata) < _MAX_METADATA:
            metadata |= _read_metadata(cursor, field)
    if graphs != 1 or "ir_version" not in metadata:
        raise RefusedError("malformed", "has no graph, or no version")
    return _build_header(source, found, metadata)


def _build_header(source: Source, found: tuple[_FoundTensor, ...], metadata: dict[str, str]) -> Header:
    initializers = tuple(each.tensor for each in found if each.initializer)
    # Some exporters write every weight as a constant inside of the graph, without any initializer.
    tensors = initializers or tuple(each.tensor for each in found)
    references = tuple(dict.fromkeys(each.reference for each in found if each.reference))
    odd = check_control_characters(source.path, FORMAT.header_rules["text"], (*metadata, *metadata.values()))
    return replace(make_header("onnx", tensors, metadata), references=references, faults=odd)


def _read_metadata(cursor: Cursor, field: Field) -> dict[str, str]:
    """Return the metadata in one field of a ModelProto."""
    if field.number == _IR_VERSION and not field.end:
        return {"ir_version": str(field.value)}
    if field.number == _PRODUCER:
        return {"producer_name": read_text(cursor, field)}
    if field.number == _METADATA:
        key, value = _read_pair(cursor, field)
        return {key: value}
    if field.number == _OPSET:
        domain, version = "", 0
        for part in read_fields(cursor, field.start, field.end):
            domain = read_text(cursor, part) if part.number == 1 else domain
            version = part.value if part.number == 2 else version  # noqa: PLR2004 - OperatorSetIdProto.version
        return {f"opset.{domain}" if domain else "opset": str(version)}
    return {}


def _read_pair(cursor: Cursor, field: Field) -> tuple[str, str]:
    """Return key and value of a StringStringEntryProto."""
    parts = {part.number: read_text(cursor, part) for part in read_fields(cursor, field.start, field.end) if part.end}
    return parts.get(1, ""), parts.get(2, "")


def _read_graph(cursor: Cursor, graph: Field, depth: int) -> Iterator[_FoundTensor]:
    if depth > _MAX_DEPTH:
        raise RefusedError("malformed", f"has graphs nested deeper than {_MAX_DEPTH} levels")
    for field in read_fields(cursor, graph.start, graph.end):
        if field.number == _INITIALIZER:
            yield _read_tensor(cursor, field, initializer=True)
        elif field.number == _NODE:
            yield from _read_node(cursor, field, depth)


def _read_node(cursor: Cursor, node: Field, depth: int) -> Iterator[_FoundTensor]:
    """Yield the tensors in the graphs of a node (If, Loop), and its constants."""
    for field in read_fields(cursor, node.start, node.end):
        if field.number == _ATTRIBUTE:
            for part in read_fields(cursor, field.start, field.end):
                if part.number in _ATTRIBUTE_GRAPHS:
                    yield from _read_graph(cursor, part, depth + 1)
                elif part.number in _ATTRIBUTE_TENSORS:
                    yield _read_tensor(cursor, part, initializer=False)


def _read_tensor(cursor: Cursor, message: Field, *, initializer: bool) -> _FoundTensor:
    name, kind, raw, elsewhere = "", 0, -1, False
    shape: tuple[int, ...] = ()
    external: dict[str, str] = {}
    for field in read_fields(cursor, message.start, message.end):
        if field.number == _DIMS:
            shape = _add_dimensions(shape, read_packed_varints(cursor, field))
        elif field.number == _NAME:
            name = read_text(cursor, field)
        elif field.number == _RAW:
            raw = field.end - field.start
        elif field.number == _EXTERNAL:
            external = {**external, **dict((_read_pair(cursor, field),))}
        kind = field.value if field.number == _DATA_TYPE else kind
        elsewhere = elsewhere or (field.number == _DATA_LOCATION and field.value == 1)
    dtype, bits = DTYPES.get(kind, (f"type-{kind}", 0))
    nbytes = -(-math.prod(shape) * bits // 8) if bits else None
    tensor = Tensor(name=name, dtype=dtype, shape=shape, nbytes=nbytes)
    if raw >= 0 and nbytes is not None and raw != nbytes:
        raise RefusedError("malformed", f"{name[:80]} has {raw:,} bytes, which does not fit its shape")
    reference = _make_reference(external, nbytes) if elsewhere else None
    return _FoundTensor(tensor=tensor, initializer=initializer, reference=reference)


def _add_dimensions(shape: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    """Append dimensions; the field may be repeated, once for each dimension."""
    if len(shape) > _MAX_DIMENSIONS:
        raise RefusedError("malformed", f"has a tensor of more than {_MAX_DIMENSIONS} dimensions")
    return shape + more


def _make_reference(external: dict[str, str], nbytes: int | None) -> Reference:
    """Return the file with the data, and how long it has to be."""
    offset, length = external.get("offset", "0"), external.get("length", "")
    if not (_is_count(offset) and (not length or _is_count(length))):
        raise RefusedError("malformed", "has external data whose offset or length is not a number")
    count = int(length) if length else nbytes or 0
    return Reference(path=external.get("location", ""), least=int(offset) + count)


def _is_count(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) < 20  # noqa: PLR2004 - 2^63 has 19 digits


# A small version, then the tag of one of the fields that may follow.
_FIRST_FIELDS = head_matches(rb"\A\x08[\x01-\x7f][\x12\x1a\x22\x28\x32\x3a\x42\x72]")

FORMAT = WeightFormat(
    id="onnx",
    title="ONNX",
    serialisation="safe",
    names=(
        FileNames(suffixes=(".onnx",), certainty="certain", linked=True, exclusive=True),
        FileNames(suffixes=(".onnx_data", ".onnx.data"), certainty="certain", raw=True, graphs=(".onnx",)),
    ),
    signatures=(Signature(test=_FIRST_FIELDS, named=True),),
    reader=read_onnx,
    rule_prefix="onnx",
    rare_rules=("text",),
    external_data_rule="onnx-external-missing",
    strict=True,
    specification="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto",
    manual=__doc__,
)
