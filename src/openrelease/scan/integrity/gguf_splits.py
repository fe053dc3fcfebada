"""Release -> faults: the parts of a GGUF model that was split, by what they say of themselves.

split.no counts from 0, split.count and split.tensors.count are those of the whole; the loader finds the other
parts by their names, NAME-00001-of-00003.gguf, and refuses tensors that are there twice or not at all:
https://github.com/ggml-org/llama.cpp/blob/master/src/llama-model-loader.cpp and src/llama.cpp there
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.weight_release import WeightRelease, make_fault
from openrelease.scan.weight_files.headers import WeightFileHeader

_NAMED = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)
_AGAIN = "Split the model again with llama-gguf-split, and publish all parts under the names that it gives them."


@dataclass(frozen=True, kw_only=True)
class _SplitPart:
    """A part as it says itself: `number` counts from 1."""

    file: WeightFileHeader
    number: int
    count: int
    tensors: int | None


def find(release: WeightRelease) -> Iterator[Fault]:
    """Compare each part with its name, then the parts of one model with each other.

    Parts that are missing by their numbers are told as shards are.
    """
    groups: dict[tuple[str, str], list[_SplitPart]] = {}
    for part in (part for file in release.files if (part := _read_split_part(file)) is not None):
        name = _NAMED.fullmatch(part.file.name)
        if name is None:
            message = f"says that it is part {part.number} of {part.count}, and its name does not"
            yield make_fault("gguf-split", Severity.ERROR, part.file.fact.path, message, _AGAIN)
        elif (part.number, part.count) != (int(name["number"]), int(name["count"])):
            message = f"says that it is part {part.number} of {part.count}, and its name says otherwise"
            yield make_fault("gguf-split", Severity.ERROR, part.file.fact.path, message, _AGAIN)
        else:
            groups.setdefault((part.file.folder, name["stem"]), []).append(part)
    for parts in groups.values():
        yield from _compare_parts(parts)


def _read_split_part(file: WeightFileHeader) -> _SplitPart | None:
    """What a file says, None where it is whole by itself, broken, or not here."""
    if file.fact.format != "gguf" or file.header is None or file.header.tensors is None:
        return None
    number, count, tensors = (
        _parse_count(file.header.metadata.get(f"split.{key}", "")) for key in ("no", "count", "tensors.count")
    )
    if number is None or count is None or count < 2:  # noqa: PLR2004 - one part is the whole
        return None
    return _SplitPart(file=file, number=number + 1, count=count, tensors=tensors)


def _parse_count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004 - 32 bits


def _compare_parts(parts: Sequence[_SplitPart]) -> Iterator[Fault]:
    """All parts that are here; the number of tensors counts where none of them is missing."""
    first = parts[0]
    headers = (part.file.header for part in parts)
    names = Counter(tensor.name for header in headers if header for tensor in header.tensors or ())
    twice = sorted(name for name, times in names.items() if times > 1)
    if twice:
        more = f", and {len(twice) - 1} more" if twice[1:] else ""
        message = f"shares {twice[0][:100]} with another part{more}"
        yield make_fault("gguf-split", Severity.ERROR, first.file.fact.path, message, _AGAIN)
    elif len(parts) == first.count and first.tensors is not None and names.total() != first.tensors:
        message = f"says that the model has {first.tensors:,} tensors, and its parts hold {names.total():,}"
        yield make_fault("gguf-split", Severity.ERROR, first.file.fact.path, message, _AGAIN)
