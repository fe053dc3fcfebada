"""NumPy arrays, taken for weights only under the name of a model; an array of objects is a pickle."""

import math
import re

from openrelease.values import replace
from openrelease.weights.header import Header, RefusedError, Tensor
from openrelease.weights.pickle_tracing.pickle_values import builds_arrays
from openrelease.weights.pickle_tracing.trace_pickle import trace_pickle
from openrelease.weights.signature_tests import all_of, head_matches, is_named_for_model, starts_with
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAGIC = b"\x93NUMPY"
_FIXED = 8  # bytes of magic and version
MAX_HEADER_BYTES = 65_536  # bytes of header
MAX_PICKLE_BYTES = 8_388_608  # bytes of pickled objects that are looked at
# The dictionary that the header is, of literals alone; its type may list fields.
_HEADER = re.compile(
    r"\s*\{(?:\s{0,4}'(?:descr|fortran_order|shape)':\s{0,4}(?:'[^'\\]{0,40}'|True|False|\([0-9L, ]{0,400}\)"
    r"|\[(?:'[^'\\]{0,200}'|[0-9L(),\[\] ]){0,9000}\]),?){3}\s{0,4}\}\s*"
)
_DESCR = re.compile(r"'descr':\s{0,4}'([<>|=]?[A-Za-z]\d{0,4})'")
_SHAPE = re.compile(r"'shape':\s{0,4}\(([0-9L, ]{0,400})\)")
_KINDS = {"f": "F", "i": "I", "u": "U", "c": "C"}
_BITS_PER_BYTE = 8


def read_npy(source: Source) -> Header:
    """Read the header of an array, and check that its data is there."""
    tensor, after, objects = read_array(source, source.path.rpartition("/")[2])
    if tensor.nbytes is not None and after + tensor.nbytes > source.size:
        raise RefusedError("truncated", f"ends at byte {source.size:,}, and its data at byte {after + tensor.nbytes:,}")
    header = Header(
        format="npy",
        parameters=None if objects else tensor.elements,
        dtypes={tensor.dtype: tensor.elements},
        tensors=(tensor,),
        executable=objects,
    )
    pickled = source.read(after, min(source.size - after, MAX_PICKLE_BYTES)) if objects else b""
    if not objects or builds_arrays(trace_pickle(pickled).called):
        return header
    rule = FORMAT.header_rules["unknown"]
    return replace(
        header, faults=(rule.make_finding(source.path, "has pickled objects that are not seen to be arrays"),)
    )


def read_array(source: Source, name: str) -> tuple[Tensor, int, bool]:
    """Return the array, where its data begins, and whether its elements are Python objects, which are pickled."""
    fixed = source.read(0, _FIXED)
    if not fixed.startswith(_MAGIC) or len(fixed) < _FIXED or fixed[6] not in {1, 2, 3}:
        raise RefusedError("malformed", f"{name[:80]} is no NumPy array of a known version")
    width = 2 if fixed[6] == 1 else 4
    length = int.from_bytes(source.read(_FIXED, width), "little")
    if length > MAX_HEADER_BYTES:
        raise RefusedError("malformed", f"{name[:80]} has a header of {length:,} bytes")
    text = source.read(_FIXED + width, length).decode("latin-1")
    descr, shape = _DESCR.search(text), _SHAPE.search(text)
    if shape is None or _HEADER.fullmatch(text) is None:
        raise RefusedError("malformed", f"{name[:80]} has no header of literals with a shape")
    dtype, bits = _parse_dtype(descr[1] if descr else "")
    sizes = _parse_shape(shape[1])
    nbytes = math.prod(sizes) * bits // _BITS_PER_BYTE if bits else None
    tensor = Tensor(name=name, dtype=dtype, shape=sizes, nbytes=nbytes)
    return tensor, _FIXED + width + length, dtype == "O"


def _parse_dtype(descr: str) -> tuple[str, int]:
    """Return dtype and bits of an element; 0 bits if it is no number."""
    kind, digits = descr.lstrip("<>|=")[:1], descr.lstrip("<>|=")[1:]
    if kind == "b":
        return "BOOL", _BITS_PER_BYTE
    if kind in _KINDS and digits:
        return f"{_KINDS[kind]}{int(digits) * _BITS_PER_BYTE}", int(digits) * _BITS_PER_BYTE
    return kind or "?", 0


def _parse_shape(text: str) -> tuple[int, ...]:
    numbers = [part.strip().rstrip("L") for part in text.split(",") if part.strip()]
    if not all(number.isdecimal() and len(number) < 20 for number in numbers):  # noqa: PLR2004 - 2^63 has 19 digits
        raise RefusedError("malformed", "has a shape that is not natural numbers")
    return tuple(map(int, numbers))


FORMAT = WeightFormat(
    id="npy",
    title="NumPy array",
    serialisation="safe",
    names=(FileNames(suffixes=(".npy",)),),
    signatures=(
        Signature(
            test=all_of(starts_with(_MAGIC), head_matches(rb"'\|O"), is_named_for_model),
            confident=False,
            serialisation="pickle",
        ),
        Signature(test=all_of(starts_with(_MAGIC), is_named_for_model), confident=False),
    ),
    reader=read_npy,
    rule_prefix="npy",
    specification="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html",
    manual=__doc__,
)
