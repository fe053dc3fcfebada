"""Entries -> candidates for weight files, by pointer, first bytes or name; headers are not read here."""

from collections.abc import Collection, Iterable, Iterator

from openrelease.errors import UnreadableError
from openrelease.model import Entry, EntryKind, Pointer, Snapshot
from openrelease.repository import (
    DvcOutput,
    dvc_outputs,
    is_implausible,
    may_name_outputs,
    parse_pointer,
    stored_size,
)
from openrelease.values import dataclass, replace
from openrelease.weights import (
    SAMPLE_BYTES,
    UNKNOWN_FORMAT,
    Recognition,
    has_model_word,
    list_graph_suffixes,
    list_required_graphs,
    may_be_weights,
    recognize_by_name,
    recognize_format,
)

LINK = "a link"
"""Why the content of a link is not read."""

_MAX_MANIFEST = 4_194_304  # bytes of a model.json of TensorFlow.js
_MOST_GRAPHS = 20  # that are looked at for one file of raw data


@dataclass(frozen=True, kw_only=True)
class WeightCandidate:
    """A file named for weights: `found` is its format, None if the content is something else.

    `size` is that of the content in bytes. `absent` says why the content is not here: the system of a pointer, or
    the reason why it cannot be read. `stored` is the size of the object of Git LFS in this clone. `named_by` is the
    file that names one which is not in the tree, such as dvc.lock. `digest` is the checksum in a pointer.
    `undescribed`: it is raw data, and the graph that says what it means is not in the tree. `failed`: the content is
    here, and reading it failed.
    """

    path: str
    size: int | None
    found: Recognition | None
    head: bytes = b""
    absent: str = ""
    stored: int | None = None
    named_by: str = ""
    digest: str | None = None
    undescribed: bool = False
    failed: bool = False

    @property
    def place(self) -> str:
        """The file of the tree that shows the candidate."""
        return self.named_by or self.path


def find_candidates(snapshot: Snapshot, entries: Iterable[Entry], named: Collection[str]) -> Iterator[WeightCandidate]:
    """Yield a candidate for each entry that is named like weights, and for outputs of DVC."""
    every = tuple(entries)
    here = frozenset(entry.path for entry in every)
    for entry in every:
        if entry.path in named and entry.kind in {EntryKind.FILE, EntryKind.SYMLINK}:
            yield _check_graph(snapshot, _inspect_entry(snapshot, entry, here), here)
        elif entry.kind is EntryKind.FILE and may_name_outputs(entry.path):
            outputs = _find_dvc_outputs(snapshot, entry)
            yield from (each for each in outputs if not {each.path, f"{each.path}.dvc"} & (here - {entry.path}))


def _find_dvc_outputs(snapshot: Snapshot, entry: Entry) -> Iterator[WeightCandidate]:
    """Yield the weight files among outputs of DVC; of a folder only the name is known."""
    try:
        outputs = dvc_outputs(snapshot, entry)
    except UnreadableError:
        return
    for output in outputs:
        if found := recognize_by_name(output.path) or _recognize_by_words(output):
            pointer = output.pointer
            yield WeightCandidate(
                path=output.path,
                size=pointer.size,
                found=found,
                absent=pointer.system,
                named_by=entry.path,
                digest=pointer.digest,
            )


def _recognize_by_words(output: DvcOutput) -> Recognition | None:
    """Return an unknown format for a folder, or a file with a suffix of weights, that is named for a model."""
    suits = output.folder or may_be_weights(output.path)
    return UNKNOWN_FORMAT if suits and has_model_word(output.path.lower()) else None


def _inspect_entry(snapshot: Snapshot, entry: Entry, here: frozenset[str]) -> WeightCandidate:
    pointer = _read_pointer(snapshot, entry)
    if pointer is not None:
        return WeightCandidate(
            path=entry.path,
            size=pointer.size,
            found=None if is_implausible(pointer) else recognize_by_name(entry.path),
            absent=pointer.system,
            stored=stored_size(snapshot, pointer),
            digest=pointer.digest,
        )
    if entry.kind is EntryKind.SYMLINK:
        return WeightCandidate(path=entry.path, size=None, found=None, absent=LINK)
    try:
        head = snapshot.read(entry.path, SAMPLE_BYTES)
    except UnreadableError as error:
        return WeightCandidate(
            path=entry.path,
            size=entry.size,
            found=recognize_by_name(entry.path),
            absent=error.reason,
            failed=entry.size is not None,
        )
    found = recognize_format(entry.path, head, entry.size or len(head)) or _recognize_by_graph(snapshot, entry, here)
    return WeightCandidate(path=entry.path, size=entry.size, found=found, head=head)


def _check_graph(snapshot: Snapshot, seen: WeightCandidate, here: frozenset[str]) -> WeightCandidate:
    """Take raw data for weights only where a graph lies in its folder, or within two folders above."""
    graphs = list_required_graphs(seen.path)
    if seen.found is None or not graphs:
        return seen
    folders = [seen.path.rpartition("/")[0]]
    folders += [folders[0].rpartition("/")[0], folders[0].rpartition("/")[0].rpartition("/")[0]]
    beside = sorted(path for path in here if path.endswith(graphs) and path.rpartition("/")[0] in folders)
    if any(_may_be_graph(snapshot, path) for path in beside[:_MOST_GRAPHS]):
        return seen
    return replace(seen, found=None, undescribed=True)


def _may_be_graph(snapshot: Snapshot, path: str) -> bool:
    """Return whether a file is a graph by its content, or by its name where the content is not here."""
    try:
        head = snapshot.read(path, SAMPLE_BYTES)
        if path.endswith(".json"):
            return b"weightsManifest" in snapshot.read(path, _MAX_MANIFEST)
    except UnreadableError:
        return True
    return recognize_format(path, head, len(head)) is not None or head.startswith(b"version ")


def _recognize_by_graph(snapshot: Snapshot, entry: Entry, here: frozenset[str]) -> Recognition | None:
    """Return the format of a file without a signature by the graph of the same name beside it."""
    stem, _, suffix = entry.path.rpartition(".")
    for graph in (f"{stem}{each}" for each in list_graph_suffixes(f".{suffix.lower()}")):
        if graph in here:
            try:
                head = snapshot.read(graph, SAMPLE_BYTES)
            except UnreadableError:
                continue
            return recognize_format(graph, head, len(head))
    return None


def _read_pointer(snapshot: Snapshot, entry: Entry) -> Pointer | None:
    try:
        return parse_pointer(snapshot, entry)
    except UnreadableError:
        return None
