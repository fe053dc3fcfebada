"""SPDX headers and REUSE.toml -> statements: what source files say of themselves, and what is said of paths.

Headers: https://spdx.github.io/spdx-spec/v3.0.1/annexes/using-SPDX-short-identifiers-in-source-files/;
REUSE.toml: https://reuse.software/spec-3.3/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Location, Problem
from openrelease.scan.inputs.read_inputs import MOST_BYTES, RepositoryInputs, read_entire_file, sort_key_by_depth
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.untrusted import decode_text, load_toml

REUSE = "REUSE.toml"

_KEY = "SPDX-License-Identifier"
_MOST = 20  # different expressions of the headers, and annotations of REUSE.toml
_EVERYTHING = frozenset({"*", "**", "**/*", "./**"})
_PARTS: Mapping[str, re.Pattern[str]] = {
    "weights": re.compile(r"\.(?:safetensors|gguf|bin|pth?|ckpt|onnx|h5|keras|tflite)$|^(?:weights|models)/"),
    "data": re.compile(r"\.(?:csv|tsv|jsonl|parquet|arrow)$|^(?:data|datasets?|corpus)/"),
    "code": re.compile(r"\.(?:py|pyi|sh|ipynb|c|cc|cpp|h|cu|rs|go|js|ts)$|^(?:src|scripts)/"),
    "document": re.compile(r"\.(?:md|rst)$|^docs/"),
}  # fmt: skip


def read_spdx_headers(gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim]:
    """Each expression that headers of the source name, at the first file that does, with how many do."""
    found: dict[str, list[Location]] = {}
    for path in sorted(gathered.programs, key=sort_key_by_depth):
        for text, line in gathered.programs[path].headers:
            found.setdefault(text, []).append(Location(path=path, line=line))
    for text, places in list(found.items())[:_MOST]:
        claim = reader.parse_claim(text, "header", places[0])
        more = f"and {len(places) - 1} more" if len(places) > 1 else ""
        detail = "; ".join(filter(None, (claim.detail, more)))
        yield ScopedClaim(part="code", claim=replace(claim, detail=detail))


def read_reuse_annotations(gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim | Problem]:
    """What the annotations say, of the part that their paths are: everything, or files of one sort."""
    if REUSE not in gathered.paths:
        return
    try:
        data = read_entire_file(gathered.snapshot, REUSE, MOST_BYTES)
        value = load_toml(data)
    except (UnreadableError, UntrustedInputError) as error:
        yield Problem(location=Location(path=REUSE), message=error.reason)
        return
    lines = [at for at, row in enumerate(decode_text(data).split("\n"), start=1) if _KEY in row]
    listed = value.get("annotations") if isinstance(value, dict) else None
    rows = [row for row in listed if isinstance(row, dict) and row.get(_KEY)] if isinstance(listed, list) else []
    for at, row in enumerate(rows[:_MOST]):
        place = Location(path=REUSE, line=lines[at] if at < len(lines) else None)
        yield from _read_annotation(row, place, reader)


def _read_annotation(row: Mapping[str, object], place: Location, reader: Reader) -> Iterator[ScopedClaim]:
    """Several identifiers all hold, as REUSE has it."""
    named = " AND ".join(f"({each})" for each in _strings_of(row[_KEY]))
    parts = dict.fromkeys(map(_detect_part, _strings_of(row.get("path"))))
    for part in (each for each in parts if each is not None):
        yield ScopedClaim(part=part, claim=reader.parse_claim(named, "metadata", place))


def _detect_part(path: str) -> str | None:
    """The part that a pattern of paths speaks of; None for what is neither everything nor of one sort."""
    if path in _EVERYTHING:
        return ""
    return next((part for part, pattern in _PARTS.items() if pattern.search(path.removeprefix("./"))), None)


def _strings_of(value: object) -> Sequence[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]
