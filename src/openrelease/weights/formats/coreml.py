"""Core ML models: neural networks layer by layer, and ML programs by their constants.

Parameters of trees and other model kinds are not counted. A `weight.bin` has no header: the model names it, and
the rules check that it is there and long enough.
"""

from collections.abc import Iterator, Mapping

from openrelease.values import dataclass, replace
from openrelease.weights.decoding.cursor import Cursor
from openrelease.weights.decoding.protobuf import Field, read_fields, read_text
from openrelease.weights.header import Header, Reference, RefusedError, Tensor, make_header
from openrelease.weights.signature_tests import head_matches
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAX_DEPTH = 16  # nested pipelines, nested blocks
_MODEL_PATH = "@model_path/"
_BLOB_HEADER = 64  # bytes that describe a value in weight.bin, before its data

# Fields of Model: pipelines, then the kinds that hold neural networks, then programs.
_PIPELINES, _PIPELINE, _NETWORKS, _PROGRAM = {200, 201, 202}, 202, {303, 403, 500}, 502
_LSTM = tuple((20, number) for number in (1, 2, 3, 4, 20, 21, 22, 23, 40, 41, 42, 43, 60, 61, 62))

LAYERS: Mapping[int, tuple[tuple[int, ...], ...]] = {
    100: ((90,), (91,)), 140: ((20,), (21,)), 150: ((20,), (21,)), 160: ((15,), (16,), (17,), (18,)),
    245: ((2,), (5,)), 250: ((2,),), 290: ((2,),), 400: ((30,), (31,), (32,)),
    410: ((30,), (31,), (32,), (50,), (51,), (52,), (70,), (71,), (72,)), 420: _LSTM, 430: _LSTM,
    500: ((20,),),
    1040: ((20,), (21,)), 1045: ((8,), (9,)), 1070: ((2,),), 1350: ((3,), (4,)), 1471: ((60,), (61,)),
}  # fmt: skip
"""The fields that lead to the weights of a NeuralNetworkLayer, by kind of layer."""

DTYPES = {
    1: "BOOL", 10: "F16", 11: "F32", 12: "F64", 13: "BF16", 21: "I8", 22: "I16", 23: "I32", 24: "I64",
    25: "I4", 31: "U8", 32: "U16", 33: "U32", 34: "U64", 35: "U4", 40: "F8_E4M3", 41: "F8_E5M2",
}  # fmt: skip
"""Names of MIL's DataType by number."""


def read_coreml(source: Source) -> Header:
    """Read every field of the model, and count the parameters of neural networks and programs."""
    cursor = Cursor(source)
    top = tuple(read_fields(cursor, 0, source.size))
    version = next((field.value for field in top if field.number == 1), None)
    metadata = {"specification_version": str(version)} if version else {}
    try:
        found = tuple(each for field in top for each in _read_model(cursor, field, 0))
    except RefusedError as error:
        if error.kind != "unknown":
            raise
        found = ()  # beyond the limit: parameters are unknown
    tensors = tuple(each.tensor for each in found if each.tensor)
    references = tuple(_collect_references(found))
    if not tensors:
        return Header(format="coreml", metadata=metadata, references=references)
    return replace(make_header("coreml", tensors), metadata=metadata, references=references)


@dataclass(frozen=True, kw_only=True)
class _FoundTensor:
    """A tensor of the model, or the path of a file with a tensor and the bytes that it needs to have at `least`."""

    tensor: Tensor | None = None
    path: str = ""
    least: int = 0


def _collect_references(found: tuple[_FoundTensor, ...]) -> Iterator[Reference]:
    least: dict[str, int] = {}
    for each in found:
        if each.path:
            least[each.path] = max(each.least, least.get(each.path, 0))
    for path, end in least.items():
        yield Reference(path=path.removeprefix(_MODEL_PATH), least=end)


def _read_model(cursor: Cursor, field: Field, depth: int) -> Iterator[_FoundTensor]:
    """Yield what is in one field of a Model."""
    if depth > _MAX_DEPTH:
        raise RefusedError("malformed", f"has pipelines nested deeper than {_MAX_DEPTH} levels")
    if field.number in _PIPELINES:
        inner = field if field.number == _PIPELINE else _first_message(cursor, field, 1)
        for model in _messages_of_field(cursor, inner, 1):
            for part in read_fields(cursor, model.start, model.end):
                yield from _read_model(cursor, part, depth + 1)
    elif field.number in _NETWORKS:
        yield from _read_network(cursor, field)
    elif field.number == _PROGRAM:
        yield from _read_program(cursor, field)


def _read_network(cursor: Cursor, network: Field) -> Iterator[_FoundTensor]:
    """Yield the weights of each layer."""
    for layer in _messages_of_field(cursor, network, 1):
        for part in read_fields(cursor, layer.start, layer.end):
            for way in LAYERS.get(part.number, ()):
                yield from _read_weight_params(cursor, part, way)


def _read_program(cursor: Cursor, program: Field) -> Iterator[_FoundTensor]:
    """Yield the constants of each function, for each version of the operation set."""
    for function in _messages_of_field(cursor, program, 2):
        for form in _messages_of_field(cursor, _first_message(cursor, function, 2), 3):
            yield from _read_block(cursor, _first_message(cursor, form, 2), 0)


def _messages_of_field(cursor: Cursor, message: Field | None, number: int) -> Iterator[Field]:
    """Yield the messages in one field of a message."""
    if message is not None:
        every = read_fields(cursor, message.start, message.end)
        yield from (each for each in every if each.number == number and each.end)


def _first_message(cursor: Cursor, message: Field | None, number: int) -> Field | None:
    return next(_messages_of_field(cursor, message, number), None)


def _read_weight_params(cursor: Cursor, message: Field, way: tuple[int, ...]) -> Iterator[_FoundTensor]:
    """Yield the WeightParams at the end of a path of fields: 32 or 16 bits an element, or those of its quantization."""
    if way:
        for inner in _messages_of_field(cursor, message, way[0]):
            yield from _read_weight_params(cursor, inner, way[1:])
        return
    parts = {each.number: each for each in read_fields(cursor, message.start, message.end) if each.end}
    lengths = {number: part.end - part.start for number, part in parts.items()}
    bits = next((each.value for each in read_fields(cursor, *_payload_span(parts.get(40))) if each.number == 1), 8)
    for number, dtype, width in ((1, "F32", 32), (2, "F16", 16), (30, f"Q{bits}", bits), (31, "I8", 8)):
        if lengths.get(number) and width:
            yield _FoundTensor(tensor=Tensor(name="", dtype=dtype, shape=(lengths[number] * 8 // width,)))


def _payload_span(field: Field | None) -> tuple[int, int]:
    return (field.start, field.end) if field else (0, 0)


def _read_block(cursor: Cursor, block: Field | None, depth: int) -> Iterator[_FoundTensor]:
    """Yield the constants of a block, and of the blocks inside of its operations."""
    if depth > _MAX_DEPTH:
        raise RefusedError("malformed", f"has blocks nested deeper than {_MAX_DEPTH} levels")
    for operation in _messages_of_field(cursor, block, 3):
        parts = tuple(read_fields(cursor, operation.start, operation.end))
        kind = next((read_text(cursor, part) for part in parts if part.number == 1 and part.end), "")
        values = [_first_message(cursor, part, 2) for part in parts if part.number == 5 and part.end]  # noqa: PLR2004 - attributes
        places = [place for value in values if value for place in _read_blob_reference(cursor, value)]
        yield from places
        if places and (kind == "const" or kind.startswith("constexpr_")):
            # Of packed values the type of the output has the real shape.
            typed = next((part for part in parts if part.number == 3), None)  # noqa: PLR2004 - outputs
            tensor = _tensor_of_type(cursor, _first_message(cursor, typed, 2))
            yield from (_FoundTensor(tensor=each) for each in (tensor,) if each)
        for part in parts:
            if part.number == 4 and part.end:  # noqa: PLR2004 - blocks
                yield from _read_block(cursor, part, depth + 1)


def _read_blob_reference(cursor: Cursor, value: Field) -> Iterator[_FoundTensor]:
    """Yield a reference to the file that has the value."""
    for blob in _messages_of_field(cursor, value, 5):
        parts = tuple(read_fields(cursor, blob.start, blob.end))
        name = next((read_text(cursor, part) for part in parts if part.number == 1 and part.end), "")
        offset = next((part.value for part in parts if part.number == 2), 0)  # noqa: PLR2004 - offset
        yield _FoundTensor(path=name, least=offset + _BLOB_HEADER)


def _tensor_of_type(cursor: Cursor, type_: Field | None) -> Tensor | None:
    """Return a tensor of this ValueType."""
    inner = _first_message(cursor, type_, 1)
    if inner is None:
        return None
    kind = 0
    shape: tuple[int, ...] = ()
    for part in read_fields(cursor, inner.start, inner.end):
        if part.number == 1:
            kind = part.value
        elif part.number == 3:  # noqa: PLR2004 - dimensions
            size = _first_message(cursor, part, 1)
            values = [each.value for each in read_fields(cursor, *_payload_span(size)) if each.number == 1]
            shape = (*shape[:64], *(values or [0]))
    return Tensor(name="", dtype=DTYPES.get(kind, f"type-{kind}"), shape=shape)


FORMAT = WeightFormat(
    id="coreml",
    title="Core ML",
    serialisation="safe",
    names=(
        FileNames(suffixes=(".mlmodel",), certainty="certain", linked=True, exclusive=True),
        FileNames(
            pattern=r"\.mlpackage/.*/weight\.bin$",
            examples=("net.mlpackage/Data/weight.bin",),
            certainty="certain",
            raw=True,
            graphs=(".mlmodel",),
        ),
    ),
    signatures=(Signature(test=head_matches(rb"\A\x08[\x01-\x7f]\x12"), named=True),),
    reader=read_coreml,
    rule_prefix="coreml",
    external_data_rule="coreml-weights-missing",
    specification="https://apple.github.io/coremltools/mlmodel/index.html",
    manual=__doc__,
)
