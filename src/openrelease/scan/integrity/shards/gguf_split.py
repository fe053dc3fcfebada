"""Parts of a split GGUF model that do not fit their names or each other.

split.no counts from 0, split.count and split.tensors.count are those of the whole; the loader finds the other
parts by their names, NAME-00001-of-00003.gguf, and refuses tensors that are there twice or not at all.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.values import dataclass

RULE = Rule(
    id="gguf-split",
    severity=Severity.ERROR,
    title="parts of a split GGUF model do not fit together",
    manual=(
        "split.no, split.count and split.tensors.count in the metadata of each part are compared with its "
        "name and with the other parts: each tensor is in exactly one part, and all of them together are as "
        "many as each part says. Parts that are missing by their numbers are reported as shard-missing."
    ),
    why="llama.cpp finds parts by their names and refuses a model whose parts do not agree.",
    remedy="Split the model again with llama-gguf-split, and publish all parts under the names that it gives them.",
    example=Example(
        files={"tiny.gguf": "a GGUF file with split.no = 0, split.count = 2, blk.0.weight [8, 4]"},
        mended={
            "tiny.gguf": None,
            "tiny-00001-of-00002.gguf": "a GGUF file with split.no = 0, split.count = 2, blk.0.weight [8, 4]",
            "tiny-00002-of-00002.gguf": "a GGUF file with split.no = 1, split.count = 2, blk.1.weight [8, 4]",
        },
    ),
    sources=(
        "https://github.com/ggml-org/llama.cpp/blob/master/src/llama-model-loader.cpp",
        "https://github.com/ggml-org/llama.cpp/blob/master/src/llama.cpp",
    ),
)

_SPLIT_NAME = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)
_MAX_DIGITS = 9  # of a 32-bit number


@dataclass(frozen=True, kw_only=True)
class _SplitPart:
    """A part by its own metadata: `number` counts from 1."""

    file: WeightFileHeader
    number: int
    count: int
    tensors: int | None


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare each part with its name, then the parts of one model with each other."""
    groups: dict[tuple[str, str], list[_SplitPart]] = {}
    for part in (part for file in release.files if (part := _read_split_part(file)) is not None):
        name = _SPLIT_NAME.fullmatch(part.file.name)
        if name is not None and (part.number, part.count) == (int(name["number"]), int(name["count"])):
            groups.setdefault((part.file.folder, name["stem"]), []).append(part)
        else:
            says = "does not say so" if name is None else "says something else"
            message = f"is part {part.number} of {part.count} by its metadata, and its name {says}"
            yield RULE.make_finding(part.file.fact.path, message)
    for parts in groups.values():
        yield from _compare_parts(parts)


def _read_split_part(file: WeightFileHeader) -> _SplitPart | None:
    """Return the part that a file is, None where it is a model of its own, broken, or not here."""
    if file.fact.format != "gguf" or file.header is None or file.header.tensors is None:
        return None
    number, count, tensors = (
        _parse_count(file.header.metadata.get(f"split.{key}", "")) for key in ("no", "count", "tensors.count")
    )
    if number is None or count is None or count < 2:  # noqa: PLR2004 - one part is the whole
        return None
    return _SplitPart(file=file, number=number + 1, count=count, tensors=tensors)


def _parse_count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS else None


def _compare_parts(parts: Sequence[_SplitPart]) -> Iterator[Fault]:
    """Compare the tensors of the parts; their number is checked where no part is missing."""
    first = parts[0]
    headers = (part.file.header for part in parts)
    names = Counter(tensor.name for header in headers if header for tensor in header.tensors or ())
    twice = sorted(name for name, times in names.items() if times > 1)
    if twice:
        more = f", and {len(twice) - 1} more" if twice[1:] else ""
        yield RULE.make_finding(first.file.fact.path, f"shares {twice[0][:100]} with another part{more}")
    elif len(parts) == first.count and first.tensors is not None and names.total() != first.tensors:
        message = f"says that the model has {first.tensors:,} tensors, and its parts hold {names.total():,}"
        yield RULE.make_finding(first.file.fact.path, message)
