"""OpenVINO graphs, XML files that say where their constants lie in the `.bin` file beside them.

XML is searched for the elements that are needed, and not parsed, as entities are a risk.
"""

import math
import re
from collections.abc import Iterator

from openrelease.values import replace
from openrelease.weights.header import MAX_ELEMENTS, Header, Reference, RefusedError, Tensor, make_header
from openrelease.weights.signature_tests import head_matches
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_HEAD = 4_096  # enough for the root element
_END = 64  # enough for its end tag
_MAX_GRAPH_BYTES = 33_554_432  # of a graph that is searched for constants
_MAX_DIMENSIONS = 64
_NET = re.compile(rb"<net\s[^<>]{0,2000}?\bname=\"([^\"]{0,200})\"")
_CONSTANT = re.compile(rb"<(?:data|weights|biases|custom)\s([^<>]{1,2000})>")
_ATTRIBUTE = re.compile(rb"\b(element_type|shape|offset|size)=\"([^\"]{0,400})\"")
_DTYPES = {"f": "F", "i": "I", "u": "U", "bf": "BF"}


def read_openvino(source: Source) -> Header:
    """Read the constants of the graph; its weights are the file of the same name beside it."""
    name = _NET.search(source.read(0, _HEAD))
    end = source.read(max(0, source.size - _END), _END).rstrip()
    if not end.endswith(b"</net>"):
        raise RefusedError("truncated", "has no end tag of its root element")
    metadata = {"name": name[1].decode("utf-8", "replace")} if name else {}
    found = tuple(_find_constants(source.read(0, _MAX_GRAPH_BYTES))) if source.size <= _MAX_GRAPH_BYTES else ()
    least = max((ends for _, ends in found), default=0)
    weights = source.path.rpartition("/")[2][: -len(".xml")] + ".bin"
    tensors = tuple(tensor for tensor, _ in found if tensor is not None)
    header = make_header("openvino", tensors) if tensors else Header(format="openvino")
    return replace(header, metadata=metadata, references=(Reference(path=weights, least=least),))


def _find_constants(graph: bytes) -> Iterator[tuple[Tensor | None, int]]:
    """Yield each constant, and where it ends in the .bin; older graphs have neither type nor shape."""
    for match in _CONSTANT.finditer(graph):
        pairs = _ATTRIBUTE.findall(match[1])
        values = {key.decode(): value.decode("utf-8", "replace") for key, value in pairs}
        offset, size = (_parse_natural(values.get(key, "")) for key in ("offset", "size"))
        if offset is not None and size is not None:
            yield _make_tensor(values, size), offset + size


def _make_tensor(values: dict[str, str], size: int) -> Tensor | None:
    sizes = [_parse_natural(part) for part in values.get("shape", "").split(",") if part.strip()]
    shape = tuple(number for number in sizes if number is not None)
    if "element_type" not in values or len(shape) != len(sizes) or len(shape) > _MAX_DIMENSIONS:
        return None
    if math.prod(shape) >= MAX_ELEMENTS:
        return None
    return Tensor(name="", dtype=_parse_dtype(values["element_type"]), shape=shape, nbytes=size)


def _parse_dtype(name: str) -> str:
    """Return F32 for f32, I64 for i64, BOOL for boolean."""
    match = re.fullmatch(r"(bf|[fiu])(\d{1,2})", name)
    return f"{_DTYPES[match[1]]}{match[2]}" if match else {"boolean": "BOOL"}.get(name, name[:20])


def _parse_natural(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 19 else None  # noqa: PLR2004 - below 2^63


_ROOT_ELEMENT = head_matches(rb"\A\s*(?:<\?xml[^>]*>\s*)?<net\s[^>]*\bversion=")

FORMAT = WeightFormat(
    id="openvino",
    title="OpenVINO",
    serialisation="safe",
    names=(
        FileNames(pattern=r"(?:^|/)openvino_[\w-]*model\.xml$", examples=("openvino_model.xml",), certainty="certain"),
        FileNames(suffixes=(".xml",), text_too=True, data_suffix=".bin"),
        FileNames(
            pattern=r"(?:^|/)openvino_[\w-]*model\.bin$",
            examples=("openvino_model.bin",),
            certainty="certain",
            raw=True,
            graphs=(".xml",),
        ),
    ),
    signatures=(Signature(test=_ROOT_ELEMENT, named=True, confident=False),),
    reader=read_openvino,
    rule_prefix="openvino",
    external_data_rule="openvino-weights-missing",
    specification="https://docs.openvino.ai/2024/documentation/openvino-ir-format.html",
    manual=__doc__,
)
