"""Sightings -> weight files: headers read within bounds, bytes counted, and what is wrong with each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openrelease.collect.sightings import HEAD, Sighting
from openrelease.model import Fault, Location, Problem, Severity, Snapshot, WeightFile
from openrelease.snapshot import streams
from openrelease.weights import (
    MOST_READS,
    Header,
    Recognition,
    Source,
    beyond_tensors,
    by_name,
    read_header,
    source_of,
    speaks_of_weights,
)

MOST_FILES = 2_000
"""Weight files whose headers are read; those beyond are a problem."""

_MANY_READS = 8  # from here on a small file is read as a whole
_SMALL = 33_554_432  # bytes
_MOST_STREAMED_READS = 48  # of a large file that git unpacks from its start at each read
_MOST_IMPORTS = 50
_MOST_METADATA = 30
_LONGEST_VALUE = 200  # characters
_PLACEHOLDER = 1_024  # bytes: no weights are smaller and text
_FAILED = re.compile(
    rb"entry not found|access to model|not found|restricted|forbidden|unauthorized|accessdenied"
)
_SAFE_SUFFIXES = {
    ".safetensors": "safetensors",
    ".gguf": "gguf",
    ".onnx": "onnx",
    ".tflite": "tflite",
    ".mlmodel": "coreml",
    ".msgpack": "flax",
}
_ARTICLES = {"pickle": "a pickle", "executable": "a program"}


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """A weight file: the fact, and the header that it was made from (None for a pointer)."""

    fact: WeightFile
    header: Header | None = None

    @property
    def folder(self) -> str:
        """The folder that it lies in, "" for the root."""
        return self.fact.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Its name without the folder, and without the suffix of a DVC file."""
        return self.fact.path.rpartition("/")[2].removesuffix(".dvc")


def read_weights(
    snapshot: Snapshot, sightings: Sequence[Sighting]
) -> tuple[tuple[ReadFile, ...], tuple[Problem, ...]]:
    """Read the header of every weight file that was sighted; where there is none, nothing is read."""
    read = (_file(snapshot, each) for each in sightings[:MOST_FILES])
    left = sightings[MOST_FILES:]
    message = f"{len(left)} more weight files were not read: the limit is {MOST_FILES}"
    problems = (Problem(location=Location(path=left[0].path), message=message),) if left else ()
    return tuple(each for each in read if each is not None), problems


def _file(snapshot: Snapshot, seen: Sighting) -> ReadFile | None:
    if seen.absent:
        return None if seen.found is None else _declared(seen, seen.found)
    size = len(seen.head) if seen.size is None else seen.size
    if seen.found is None:
        return _broken(seen.path, seen.head, size)
    return _read(snapshot, seen.path, seen.head, size, seen.found)


def _declared(seen: Sighting, named: Recognition) -> ReadFile:
    """A pointer. Nothing of its content is known, but that Git LFS keeps something else than it says."""
    faults: tuple[Fault, ...] = ()
    if seen.stored is not None and seen.stored != seen.size:
        message = f"stands for {seen.size:,} bytes, and Git LFS keeps {seen.stored:,} for it in this clone"
        faults = (_fault(seen.path, "lfs-oid-mismatch", Severity.ERROR, message),)
    fact = _fact(seen.path, named, seen.size, faults=faults)
    return ReadFile(fact=replace(fact, pointer=seen.absent, digest=seen.digest))


def _broken(path: str, head: bytes, size: int) -> ReadFile | None:
    """A file whose name can hardly be anything else than weights, and whose content is not that."""
    named = by_name(path)
    if named is None:
        return None
    told = _placeholder(path.lower(), head, size)
    if told:
        fault = _fault(path, "weights-placeholder", Severity.ERROR, told)
        return ReadFile(fact=_fact(path, named, size, faults=(fault,)), header=Header(format=named.format))
    if named.format in _RAW or (head.isascii() and named.format not in _SURE):
        return None
    header = read_header(named.format if named.format in _SURE else "", source_of(path, head))
    why = header.faults[0].message if header.faults and size <= HEAD else "its first bytes say otherwise"
    message = f"is named as {named.format}, and is not: {why}"
    rule, severity = ("malformed", Severity.ERROR) if named.format in _SURE else ("unknown", Severity.WARNING)
    fault = _fault(path, f"weights-{rule}", severity, message)
    return ReadFile(fact=_fact(path, named, size, faults=(fault,)), header=Header(format=named.format))


_SURE = frozenset({"safetensors", "gguf", "onnx", "tflite", "keras", "flax"})  # whose beginning is known
_TEXTS = (".pth", ".xml", ".weights")  # suffixes that text files have as well
_RAW = frozenset(
    {"tf-checkpoint", "coreml", "openvino", "tfjs", "caffe", "mnn", "unknown"}
)  # which have none


def _placeholder(path: str, head: bytes, size: int) -> str:
    """What a small text in the place of weights is, "" for anything else.

    Where a name may be that of a text (Python has files with the suffix .pth too), a short text is told only
    if it says what a failed download does.
    """
    if size == 0:
        return "is empty"
    text = head.lstrip()[:200].lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "is an HTML page, such as a failed download leaves"
    printable = head.isascii() and all(byte >= 32 or byte in b"\t\n\r" for byte in head)  # noqa: PLR2004 - a space
    doubt = path.endswith(_TEXTS) and not speaks_of_weights(path)
    short = size < _PLACEHOLDER and printable and (not doubt or _FAILED.search(text))
    return "is a short text" if short else ""


def _read(snapshot: Snapshot, path: str, head: bytes, size: int, found: Recognition) -> ReadFile:
    reads = _Reads(snapshot, path, head, size)
    header = read_header(found.format, Source(path, size, reads, most_reads=reads.most))
    faults = (*header.faults, *_about(path, found, header))
    fact = _fact(path, found, size, header=header, faults=faults)
    return ReadFile(fact=replace(fact, bytes_read=reads.taken), header=header)


class _Reads:
    """Reads of one file whose head is here already; `taken` counts the bytes that were really read.

    Git unpacks an object from its start for each read: there a small file that is read often is read at once,
    and of a large one few reads are made.
    """

    def __init__(self, snapshot: Snapshot, path: str, head: bytes, size: int) -> None:
        streamed = streams(snapshot)
        self.most = _MOST_STREAMED_READS if streamed and size > _SMALL else MOST_READS
        self.taken = len(head)
        self._at_once = streamed and size <= _SMALL
        self._reads = 0
        self._snapshot, self._path, self._head, self._size = snapshot, path, head, size

    def __call__(self, offset: int, length: int) -> bytes:
        known = self._head[offset : offset + length]
        if len(known) < length:
            self._reads += 1
            if not self._at_once or self._reads <= _MANY_READS:
                self.taken += length - len(known)
                return known + self._snapshot.read(self._path, length - len(known), offset + len(known))
            self.taken += self._size
            self._head = self._snapshot.read(self._path, self._size)
        return self._head[offset : offset + length]


def _fact(
    path: str,
    found: Recognition,
    size: int | None,
    *,
    header: Header | None = None,
    faults: tuple[Fault, ...] = (),
) -> WeightFile:
    told = header or Header(format=found.format)
    return WeightFile(
        path=path,
        format=found.format,
        serialisation=_serialisation(found, told),
        size=size,
        parameters=told.parameters,
        tensors=None if told.tensors is None else len(told.tensors),
        dtypes=told.dtypes,
        metadata=dict(_short(told.metadata)),
        imports=tuple(name[:_LONGEST_VALUE] for name in beyond_tensors(told.imports)[:_MOST_IMPORTS]),
        faults=faults,
    )


def _serialisation(found: Recognition, header: Header) -> str:
    if header.executable:
        return "executable"
    return "safe" if header.executable is False and found.serialisation == "unknown" else found.serialisation


def _short(metadata: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a file says of itself: the origin and terms first, as a file may say a lot."""
    order = sorted(metadata, key=lambda key: (_weight(key), key))
    for key in order[:_MOST_METADATA]:
        yield key[:_LONGEST_VALUE], metadata[key][:_LONGEST_VALUE]


def _weight(key: str) -> int:
    """The terms and the origin first, then what else a file says of itself, then the rest."""
    if "license" in key.lower() or "base_model" in key or key in {"general.architecture", "general.type"}:
        return 0
    return 1 if key.startswith(("general.", "modelspec.", "split.")) else 2


def _about(path: str, found: Recognition, header: Header) -> Iterator[Fault]:
    """What is to be said of one sound file."""
    named = _SAFE_SUFFIXES.get(path[path.rfind(".") :].lower(), found.format)
    if found.format != named:
        kind = f"{_ARTICLES.get(found.serialisation, 'a file of the format')} ({found.format})"
        message = f"is {kind} under the name of {named}, a format that holds data alone"
        yield _fault(path, "weights-disguised", Severity.ERROR, message)
    if imports := beyond_tensors(header.imports):
        more = f" and {len(imports) - 5} more" if len(imports) > 5 else ""  # noqa: PLR2004 - five are told
        message = f"imports what tensors do not need: {', '.join(name[:100] for name in imports[:5])}{more}"
        yield _fault(path, "pickle-imports", Severity.NOTE, message)
    if found.format == "llamafile":
        yield _fault(path, "llamafile-exec", Severity.WARNING, "is a program, which runs when it is opened")


def _fault(path: str, rule: str, severity: Severity, message: str) -> Fault:
    return Fault(rule=rule, severity=severity, message=message, location=Location(path=path))
