"""safetensors: a JSON header and the tensors; every rule of the library is checked."""

import re
from collections.abc import Iterable

from openrelease.untrusted import Plain, load_json
from openrelease.values import replace
from openrelease.weights.file_sample import Sample
from openrelease.weights.header import Header, RefusedError, Tensor, check_control_characters, make_header
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_LENGTH = 8  # bytes of the number before the header
_MAX_HEADER_BYTES = 25_000_000  # what the Hub reads
_LIBRARY_MAX_HEADER_BYTES = 100_000_000
_MAX_NUMBER = 2**64 - 1
_FIELDS = frozenset({"dtype", "shape", "data_offsets"})
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_MAX_METADATA = 200

BITS = {
    **dict.fromkeys(("F4",), 4),
    **dict.fromkeys(("F6_E2M3", "F6_E3M2"), 6),
    **dict.fromkeys(("BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"), 8),
    **dict.fromkeys(("I16", "U16", "F16", "BF16"), 16),
    **dict.fromkeys(("I32", "U32", "F32"), 32),
    **dict.fromkeys(("I64", "U64", "F64", "C64"), 64),
}
"""Bits of an element, by dtype."""


def read_safetensors(source: Source) -> Header:
    """Read and check the header, and that the file ends with its last tensor."""
    length = _read_header_length(source)
    header = source.read(_LENGTH, length)
    entries = _parse_entries(header)
    metadata = _parse_metadata(entries.pop("__metadata__", None))
    found = tuple(_parse_tensor(name, entry) for name, entry in entries.items())
    if not found:
        raise RefusedError("malformed", "holds no tensor")
    tensors = tuple(tensor for tensor, _ in found)
    end = _LENGTH + length + _find_data_end(span for _, span in found)
    if end > source.size:
        raise RefusedError("truncated", f"ends at byte {source.size:,}, and its tensors at byte {end:,}")
    if end < source.size:
        raise RefusedError("trailing", f"has {source.size - end:,} bytes after its last tensor")
    odd = check_control_characters(source.path, FORMAT.header_rules["text"], (tensor.name for tensor in tensors))
    return replace(make_header("safetensors", tensors, metadata), faults=odd)


def _read_header_length(source: Source) -> int:
    if source.size < _LENGTH:
        raise RefusedError("truncated", "is too short for a header")
    length = int.from_bytes(source.read(0, _LENGTH), "little")
    if length > source.size - _LENGTH:
        raise RefusedError("truncated", f"its header of {length:,} bytes is longer than the file")
    if length > _MAX_HEADER_BYTES:
        raise RefusedError("unknown", f"its header of {length:,} bytes is longer than {_MAX_HEADER_BYTES:,}")
    return length


def _parse_entries(header: bytes) -> dict[str, Plain]:
    if not header.startswith(b"{"):
        raise RefusedError("malformed", "its header does not begin with {")
    # Python reads -0 in JSON as the integer 0; the library refuses it.
    if b"-0" in header and b"-" in _STRINGS.sub(b"", header):
        raise RefusedError("malformed", "its header has a negative number")
    entries = load_json(header)
    if not isinstance(entries, dict):
        raise RefusedError("malformed", "its header is not a JSON object")
    return entries


def _parse_metadata(value: Plain) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise RefusedError("malformed", "__metadata__ is not an object of strings")
    text = {key: item for key, item in value.items() if isinstance(item, str)}
    if len(text) != len(value) or not all(_is_encodable(part) for pair in text.items() for part in pair):
        raise RefusedError("malformed", "__metadata__ is not an object of strings")
    return dict(list(text.items())[:_MAX_METADATA])


def _parse_tensor(name: str, entry: Plain) -> tuple[Tensor, tuple[int, int]]:
    """Return the tensor of an entry with begin and end of its data; refuses offsets that do not fit dtype and shape."""
    if not _is_encodable(name):
        raise RefusedError("malformed", f"the tensor name {name[:80]!a} is not UTF-8")
    if not isinstance(entry, dict) or set(entry) != _FIELDS:
        raise RefusedError("malformed", f"{name[:80]} needs exactly the fields dtype, shape and data_offsets")
    dtype = entry["dtype"]
    shape, (begin, end) = _parse_naturals(name, entry["shape"]), _parse_offsets(name, entry["data_offsets"])
    if not isinstance(dtype, str) or dtype not in BITS:
        shown = dtype[:20] if isinstance(dtype, str) else type(dtype).__name__
        raise RefusedError("unknown", f"{name[:80]} has the unknown dtype {shown!a}")
    if _count_elements(shape) * BITS[dtype] != (end - begin) * 8:
        raise RefusedError("malformed", f"{name[:80]} has {end - begin:,} bytes, which does not fit its shape")
    return Tensor(name=name, dtype=dtype, shape=shape, nbytes=end - begin), (begin, end)


def _parse_naturals(name: str, value: Plain) -> tuple[int, ...]:
    numbers = value if isinstance(value, list) else [None]
    found = tuple(number for number in numbers if type(number) is int and 0 <= number <= _MAX_NUMBER)
    if len(found) != len(numbers):
        raise RefusedError("malformed", f"{name[:80]} has a shape or offsets that are not natural numbers")
    return found


def _parse_offsets(name: str, value: Plain) -> tuple[int, int]:
    numbers = _parse_naturals(name, value)
    if len(numbers) != 2 or numbers[0] > numbers[1]:  # noqa: PLR2004 - begin and end
        raise RefusedError("malformed", f"{name[:80]} has data_offsets that are not begin and end")
    return numbers[0], numbers[1]


def _count_elements(shape: tuple[int, ...]) -> int:
    """Return the number of elements. Like the library, refuses an overflow on the way, even if a 0 follows."""
    count = 1
    for size in shape:
        count *= size
        if count * 64 > _MAX_NUMBER:
            raise RefusedError("malformed", "a shape has more elements than any file")
    return count


def _find_data_end(spans: Iterable[tuple[int, int]]) -> int:
    """Return where the last tensor ends; refuses overlaps and holes."""
    at = 0
    for begin, end in sorted(spans):
        if begin != at:
            place = min(begin, at)
            raise RefusedError("malformed", f"tensors overlap or leave a hole at byte {place:,} of the data")
        at = end
    return at


def _is_encodable(text: str) -> bool:
    """Return whether the text has no lone surrogate, which JSON allows and UTF-8 does not."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _is_safetensors(sample: Sample) -> bool:
    """Return whether a length is followed by a JSON object with a tensor, and by enough bytes."""
    length = int.from_bytes(sample.head[:_LENGTH], "little")
    header = sample.head[_LENGTH : _LENGTH + length]
    fits = length <= min(sample.size - _LENGTH, _LIBRARY_MAX_HEADER_BYTES)
    begins = re.match(rb'\{\s*"', header) is not None
    return fits and begins and (len(header) < length or b'"dtype"' in header)


FORMAT = WeightFormat(
    id="safetensors",
    title="safetensors",
    serialisation="safe",
    names=(FileNames(suffixes=(".safetensors",), indexed=True, certainty="certain", linked=True, exclusive=True),),
    signatures=(Signature(test=_is_safetensors),),
    reader=read_safetensors,
    rule_prefix="st",
    rare_rules=("trailing", "text"),
    strict=True,
    specification="https://github.com/huggingface/safetensors#format",
    manual=__doc__,
)
