"""ExecuTorch programs, which PyTorch exports for phones, microcontrollers and NPUs.

Constant tensors are counted, and the file is checked to hold every data segment. A program that delegates work to
a backend, such as XNNPACK, keeps weights in the backend's own form: then the number of parameters is not known.
"""

from collections.abc import Iterator

from openrelease.values import replace
from openrelease.weights.decoding.flat_tables import FlatTable
from openrelease.weights.decoding.random_access import Pages
from openrelease.weights.header import Header, RefusedError, Tensor, make_header
from openrelease.weights.signature_tests import starts_with
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAGIC = b"ET12"  # at byte 4
_HEADER_MAGIC = b"eh00"  # at byte 8: the extended header, which files with segments have
_MAX_TENSORS = 50_000
_MAX_SEGMENTS = 10_000

# Fields of the tables, by their places in schema/program.fbs.
_VERSION, _PLANS, _BUFFERS, _SEGMENTS, _CONSTANTS = 0, 1, 2, 4, 5
_PLAN_NAME, _VALUES, _DELEGATES = 0, 2, 7
_VALUE_TYPE, _VALUE, _TENSOR_TYPE = 0, 1, 5
_SCALAR_TYPE, _SIZES, _DATA_INDEX, _ALLOCATION, _EXTRA = 0, 2, 5, 6, 9
_FULL_NAME, _LOCATION, _EXTERNAL = 1, 2, 1

DTYPES = {
    0: "U8", 1: "I8", 2: "I16", 3: "I32", 4: "I64", 5: "F16", 6: "F32", 7: "F64", 11: "BOOL", 12: "QI8", 13: "QU8",
    14: "QI32", 15: "BF16", 23: "F8_E5M2", 24: "F8_E4M3", 25: "F8_E5M2FNUZ", 26: "F8_E4M3FNUZ", 27: "U16", 28: "U32",
    29: "U64",
}  # fmt: skip
"""Names of ScalarType by their numbers in schema/scalar_type.fbs."""


def read_executorch(source: Source) -> Header:
    """Read the plans of the program, and check that its segments lie in the file."""
    if source.read(4, len(_MAGIC)) != _MAGIC:
        raise RefusedError("malformed", "is not an ExecuTorch program")
    program = FlatTable(Pages(source), 0)
    _check_segments(program, source)
    plans = tuple(program.tables(_PLANS))
    backends = sorted({each.text(0) for plan in plans for each in plan.tables(_DELEGATES)})
    metadata = {
        "version": str(program.scalar(_VERSION, 4)),
        "methods": ", ".join(plan.text(_PLAN_NAME) for plan in plans),
        **({"backends": ", ".join(backends)} if backends else {}),
    }
    tensors = () if backends else tuple(dict(_find_constants(program, plans)).values())
    header = make_header("executorch", tensors) if tensors else Header(format="executorch")
    return replace(header, metadata=metadata, executable=True)


def _check_segments(program: FlatTable, source: Source) -> None:
    """Refuse a program or a data segment that ends behind the file."""
    count = program.vector(_SEGMENTS, 4)[1]
    if count > _MAX_SEGMENTS:
        raise RefusedError("unknown", f"has {count:,} data segments, more than are read")
    segments = [(each.scalar(0, 8), each.scalar(1, 8)) for each in program.tables(_SEGMENTS)]
    extended = source.read(8, 24)
    if not extended.startswith(_HEADER_MAGIC):
        if any(size for _, size in segments):
            raise RefusedError("malformed", "has data segments, and no header that says where they begin")
        return
    program_size, base = (int.from_bytes(extended[at : at + 8], "little") for at in (8, 16))
    end = max((program_size, *(base + offset + size for offset, size in segments)))
    if end > source.size:
        raise RefusedError("truncated", f"ends at byte {source.size:,}, and its data at byte {end:,}")


def _find_constants(program: FlatTable, plans: tuple[FlatTable, ...]) -> Iterator[tuple[int, Tensor]]:
    """Yield each tensor that has data in the file, by the index of its data; several plans may share it."""
    segment = program.table(_CONSTANTS)
    count = max(segment.vector(1, 8)[1] if segment else 0, program.vector(_BUFFERS, 4)[1])
    seen = 0
    for plan in plans:
        for value in plan.tables(_VALUES):
            seen += 1
            if seen > _MAX_TENSORS:
                raise RefusedError("unknown", f"has more than {_MAX_TENSORS:,} values")
            table = value.table(_VALUE) if value.scalar(_VALUE_TYPE, 1) == _TENSOR_TYPE else None
            index = table.scalar(_DATA_INDEX, 4) if table else 0
            if table is None or not index or _lies_elsewhere(table):
                continue
            if index >= count:
                raise RefusedError("malformed", f"has a tensor in buffer {index:,}, of {count:,}")
            yield index, _read_tensor(table)


def _lies_elsewhere(table: FlatTable) -> bool:
    """Return whether a tensor is allocated when the program runs, or its data is in a .ptd file."""
    extra = table.table(_EXTRA)
    return table.table(_ALLOCATION) is not None or (extra is not None and extra.scalar(_LOCATION, 1) == _EXTERNAL)


def _read_tensor(table: FlatTable) -> Tensor:
    kind, extra = table.scalar(_SCALAR_TYPE, 1), table.table(_EXTRA)
    name = extra.text(_FULL_NAME) if extra else ""
    return Tensor(name=name, dtype=DTYPES.get(kind, f"type-{kind}"), shape=table.numbers(_SIZES))


FORMAT = WeightFormat(
    id="executorch",
    title="ExecuTorch",
    serialisation="executable",
    names=(FileNames(suffixes=(".pte",), certainty="certain", linked=True),),
    signatures=(Signature(test=starts_with(_MAGIC, at=4)),),
    reader=read_executorch,
    rule_prefix="executorch",
    specification="https://docs.pytorch.org/executorch/stable/pte-file-format.html",
    manual=__doc__,
)
