"""Candidates -> weight files: headers read within limits, with the findings of each file."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from openrelease.model import NOTHING, Affects, Fault, Location, Problem, Snapshot, WeightFile
from openrelease.repository import reads_sequentially
from openrelease.scan.weight_files.candidates import LINK, WeightCandidate
from openrelease.scan.weight_files.file_checks import apply_file_rules
from openrelease.scan.weight_files.file_rules.file_content import FileContent
from openrelease.scan.weight_files.file_rules.weights_placeholder import is_failed_download
from openrelease.values import dataclass, replace
from openrelease.weights import (
    MAX_READS,
    UNKNOWN_FORMAT,
    Header,
    Recognition,
    Source,
    find_unusual_imports,
    read_header,
    recognize_by_name,
)

MAX_FILES = 2_000
"""Limit of weight files whose headers are read."""

ALL_TENSORS = 250_000
"""Limit of the tensors of all files together; the largest released models list about 150,000."""

ALL_BYTES = 1_073_741_824
"""Limit of the bytes that are read of all files together; in git, small files are read as a whole."""

LEAST_UNCOUNTED = 100_000
"""Bytes of a file that is reported where it is named for weights and does not count as such."""

_UNREAD = frozenset({Affects.WEIGHTS})
_READS_BEFORE_WHOLE = 8  # then a small file is read as a whole
_MAX_WHOLE_READ = 33_554_432  # bytes
_MAX_STREAMED_READS = 48  # of a large file in git
_MAX_IMPORTS = 50
_MAX_METADATA = 30
_MAX_VALUE_LENGTH = 200  # characters


@dataclass(frozen=True, kw_only=True)
class WeightFileHeader:
    """A weight file: its fact, and its header (None for a pointer)."""

    fact: WeightFile
    header: Header | None = None

    @property
    def folder(self) -> str:
        """Its folder, "" for the root."""
        return self.fact.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Its file name, without the suffix of a DVC file."""
        return self.fact.path.rpartition("/")[2].removesuffix(".dvc")


def read_weights(
    snapshot: Snapshot, sightings: Sequence[WeightCandidate]
) -> tuple[tuple[WeightFileHeader, ...], tuple[Problem, ...]]:
    """Read the headers of candidates, as long as the limits of all together allow; the rest is a problem."""
    found: list[WeightFileHeader] = []
    read = tensors = taken = 0
    for seen in sightings[:MAX_FILES]:
        if tensors > ALL_TENSORS or taken > ALL_BYTES:
            break
        header = _read_candidate(snapshot, seen)
        read += 1
        if header is not None:
            found.append(header)
            tensors += len(header.header.tensors or ()) if header.header else 0
            taken += header.fact.bytes_read
    left = sightings[read:]
    message = f"{len(left)} more weight files were not read: the limit of files, tensors or bytes is reached"
    problems = (Problem(location=Location(path=left[0].path), message=message, affects=_UNREAD),) if left else ()
    return tuple(found), (*problems, *_report_failed_reads(sightings[:read]))


def report_uncounted_files(
    candidates: Iterable[WeightCandidate], released: Collection[WeightCandidate]
) -> Iterator[Problem]:
    """Yield a problem for large `.bin` files outside of the release whose content is of no known format."""
    counted = {seen.path for seen in released}
    left = [
        seen.path
        for seen in candidates
        if seen.path.endswith(".bin")
        and seen.found is None
        and not seen.absent
        and (seen.size or 0) >= LEAST_UNCOUNTED
        and seen.path not in counted
    ]
    if left:
        more = f", and {len(left) - 1} more" * (len(left) > 1)
        message = f"is of no format of weights that is known{more}: not counted as weights"
        yield Problem(location=Location(path=left[0]), message=message, affects=NOTHING)


def _report_failed_reads(sightings: Sequence[WeightCandidate]) -> Iterator[Problem]:
    """Yield a problem for weight files that should be here and could not be read."""
    failed = [seen for seen in sightings if seen.failed and (seen.found or recognize_by_name(seen.path))]
    if failed:
        message = f"{failed[0].absent}; so its header is not known" + (
            f", nor {len(failed) - 1} more" * (len(failed) > 1)
        )
        yield Problem(location=Location(path=failed[0].path), message=message, affects=_UNREAD)


def _read_candidate(snapshot: Snapshot, seen: WeightCandidate) -> WeightFileHeader | None:
    named = seen.found or recognize_by_name(seen.path)
    if seen.absent and named is not None and seen.absent != LINK:
        return _describe_pointer(seen, named)
    if seen.absent:
        return None
    size = len(seen.head) if seen.size is None else seen.size
    if seen.found is None:
        return _check_named_file(seen, size)
    return _read_header_of(snapshot, seen.path, seen.head, size, seen.found)


def _describe_pointer(seen: WeightCandidate, named: Recognition) -> WeightFileHeader:
    """Describe a pointer: its content is unknown, but for the size that Git LFS keeps in this clone."""
    content = FileContent(
        path=seen.path,
        size=seen.size,
        named=named,
        pointer=seen.absent,
        stored=seen.stored,
        implausible=seen.found is None and not seen.undescribed,
        undescribed=seen.undescribed,
    )
    fact = _make_fact(seen.path, named, seen.size, faults=apply_file_rules(content))
    return WeightFileHeader(fact=replace(fact, pointer=seen.absent, digest=seen.digest))


def _check_named_file(seen: WeightCandidate, size: int) -> WeightFileHeader | None:
    """Describe a file that is named for weights, and whose content is something else."""
    path = seen.path
    content = FileContent(
        path=path, size=size, head=seen.head, named=recognize_by_name(path), undescribed=seen.undescribed
    )
    named = content.named or (UNKNOWN_FORMAT if is_failed_download(content) else None)
    faults = apply_file_rules(replace(content, named=named)) if named else ()
    if named is None or not faults:
        return None
    return WeightFileHeader(fact=_make_fact(path, named, size, faults=faults), header=Header(format=named.format))


def _read_header_of(snapshot: Snapshot, path: str, head: bytes, size: int, found: Recognition) -> WeightFileHeader:
    reads = _CachedReads(snapshot, path, head, size)
    header = read_header(found.format, Source(path, size, reads, most_reads=reads.most))
    content = FileContent(path=path, size=size, head=head, found=found, header=header)
    fact = _make_fact(path, found, size, header=header, faults=(*header.faults, *apply_file_rules(content)))
    return WeightFileHeader(fact=replace(fact, bytes_read=reads.taken), header=header)


class _CachedReads:
    """Reads of one file whose head was read before; `taken` counts the bytes that were read.

    Git unpacks an object from its start for each read. Then a small file is read as a whole after some reads, and
    the number of reads of a large one is limited.
    """

    def __init__(self, snapshot: Snapshot, path: str, head: bytes, size: int) -> None:
        streamed = reads_sequentially(snapshot)
        self.most = _MAX_STREAMED_READS if streamed and size > _MAX_WHOLE_READ else MAX_READS
        self.taken = len(head)
        self._at_once = streamed and size <= _MAX_WHOLE_READ
        self._reads = 0
        self._snapshot, self._path, self._head, self._size = snapshot, path, head, size

    def __call__(self, offset: int, length: int) -> bytes:
        known = self._head[offset : offset + length]
        if len(known) < length:
            self._reads += 1
            if not self._at_once or self._reads <= _READS_BEFORE_WHOLE:
                self.taken += length - len(known)
                return known + self._snapshot.read(self._path, length - len(known), offset + len(known))
            self.taken += self._size
            self._head = self._snapshot.read(self._path, self._size)
        return self._head[offset : offset + length]


def _make_fact(
    path: str,
    found: Recognition,
    size: int | None,
    *,
    header: Header | None = None,
    faults: tuple[Fault, ...] = (),
) -> WeightFile:
    known = header or Header(format=found.format)
    return WeightFile(
        path=path,
        format=found.format,
        serialisation=_resolve_serialisation(found, known),
        size=size,
        parameters=known.parameters,
        tensors=None if known.tensors is None else len(known.tensors),
        dtypes=known.dtypes,
        metadata=dict(_shorten_metadata(known.metadata)),
        imports=tuple(name[:_MAX_VALUE_LENGTH] for name in find_unusual_imports(known.imports)[:_MAX_IMPORTS]),
        faults=faults,
    )


def _resolve_serialisation(found: Recognition, header: Header) -> str:
    if header.executable:
        return "executable"
    return "safe" if header.executable is False and found.serialisation == "unknown" else found.serialisation


def _shorten_metadata(metadata: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the first entries of the metadata, cut to a limit."""
    order = sorted(metadata, key=lambda key: (_metadata_rank(key), key))
    for key in order[:_MAX_METADATA]:
        yield key[:_MAX_VALUE_LENGTH], metadata[key][:_MAX_VALUE_LENGTH]


def _metadata_rank(key: str) -> int:
    """Sort key: license and base model first, then other general keys, then the rest."""
    if "license" in key.lower() or "base_model" in key or key in {"general.architecture", "general.type"}:
        return 0
    return 1 if key.startswith(("general.", "modelspec.", "split.")) else 2
