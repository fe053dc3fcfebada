"""Snapshot -> repository inputs: entries, parsed documents, features of source files; each read once."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property
from itertools import accumulate, islice

from openrelease.catalog.catalog_entries import Catalog
from openrelease.catalog.component_rules import FileRule
from openrelease.catalog.patterns import Pattern
from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import ANYTHING, NOTHING, STATEMENTS, Affects, Entry, EntryKind, Location, Problem, Snapshot
from openrelease.scan.inputs.license_headers import HEADER_BYTES, read_license_headers, read_license_notices
from openrelease.scan.inputs.parse_document import parse_document
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.path_groups import PathGroups
from openrelease.scan.inputs.placeholders import MOST_PLACEHOLDERS, find_placeholders
from openrelease.scan.inputs.source_features import SourceFile
from openrelease.scan.inputs.source_reader import (
    NOTEBOOK,
    get_suffix,
    is_read_last,
    is_source,
    list_feature_rules,
    read_source,
)
from openrelease.scan.inputs.vendored_folders import find_vendored_folders
from openrelease.untrusted import YamlDocument, check_types, decode_text, load_yaml, split_front_matter
from openrelease.values import dataclass, field, replace
from openrelease.weights import list_suffixes, may_be_weights, name_pattern

MOST_DOCUMENTS = 400
MOST_SOURCES = 3_000
MOST_HEADERS = 50_000  # source files of which the license header is read, where the rest of them is not
# Bytes of one document or source file; a longer one is a Problem, never half-read. GitHub shows as much of a
# README: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features
MOST_BYTES = 512_000
LONGEST_PATH = 400  # characters; patterns take more than linear time over paths, and no release needs more
_NOTEBOOK_BYTES = 8_388_608
# Bytes of all of them: a hostile megabyte takes about 20 seconds as a document, and 7 as source.
ALL_DOCUMENTS = 3_145_728
ALL_SOURCES = 67_108_864

# https://github.com/huggingface/hub-docs/blob/main/modelcard.md; keys of several types are left to their readers
_TYPES: Mapping[str, type] = dict.fromkeys(("library_name", "pipeline_tag", "license_name", "license_link"), str)

_README = re.compile(r"(^|/)readme[^/]*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class RepositoryInputs:
    """Everything that was read of one snapshot, and the problems of what could not be read.

    `root` is the folder of the selected model, "" for the whole repository; `vendored` are the folders that are
    copies of other projects, with the place that shows it: none of their documents is read. `weight_paths` are those
    of what may be weights by its name.
    """

    snapshot: Snapshot
    entries: tuple[Entry, ...]
    documents: tuple[ParsedDocument, ...]
    programs: Mapping[str, SourceFile]
    problems: tuple[Problem, ...]
    weight_paths: frozenset[str]
    root: str = ""
    vendored: Mapping[str, Location] = field(default_factory=dict)

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every path of the tree."""
        return frozenset(entry.path for entry in self.entries)

    @cached_property
    def grouped(self) -> PathGroups:
        """The entries as patterns of paths are searched in them."""
        return PathGroups(self.entries)

    @property
    def levels(self) -> tuple[str, ...]:
        """The selected folder and its parents, up to the root of the tree, which is ""."""
        parts = self.root.split("/") if self.root else []
        return tuple("/".join(parts[:end]) for end in range(len(parts), -1, -1))

    def is_vendored(self, path: str) -> bool:
        """Return whether a path is in a copy of another project."""
        return _is_below(path, self.vendored)

    def at_home(self, path: str) -> str:
        """A path relative to the selected folder; one outside stays as it is."""
        return path.removeprefix(f"{self.root}/") if self.root else path

    def holds(self, path: str) -> bool:
        """Return whether a path is a file or directory of the tree. O(log n), as entries are sorted by path."""
        first = bisect_left(self.entries, f"{path}/", key=lambda entry: entry.path)
        below = first < len(self.entries) and self.entries[first].path.startswith(f"{path}/")
        return below or path in self.paths


def read_inputs(snapshot: Snapshot, catalog: Catalog) -> RepositoryInputs:
    """Read the documents and the source of a snapshot, nearest to the root first, within bounds."""
    listed = tuple(snapshot.entries())
    entries = tuple(entry for entry in listed if len(entry.path) <= LONGEST_PATH)
    long = next((entry.path for entry in listed if len(entry.path) > LONGEST_PATH), None)
    grouped = PathGroups(entries)
    vendored = find_vendored_folders(snapshot, grouped)
    weights = frozenset(each.path for each in grouped.select(_list_weight_words()) if may_be_weights(each.path))
    named = (entry for entry in grouped.find(catalog.documents) if not _is_below(entry.path, vendored))
    beside = {path.rpartition("/")[0] for path in weights if not _is_below(path, vendored)}
    documents = tuple(_read_documents(snapshot, named, catalog, beside))
    lists = frozenset(entry.path for entry in grouped.find(catalog.lists))
    sources = (entry for entry in entries if is_source(entry, catalog, lists))
    programs = tuple(_read_sources(snapshot, sources, catalog, vendored))
    read = tuple(each for each in programs if isinstance(each, SourceFile))
    notes = tuple(each.document for each in read if each.document)
    problems = (each for each in (*documents, *programs) if isinstance(each, Problem))
    return RepositoryInputs(
        snapshot=snapshot,
        entries=entries,
        documents=tuple(each for each in documents if isinstance(each, ParsedDocument)) + notes,
        programs={each.path: each for each in read},
        problems=(*snapshot.problems, *_report_long_path(long), *problems),
        vendored=vendored,
        weight_paths=weights,
    )


@cache
def _list_weight_words() -> Sequence[bytes]:
    """Return words of which each name of weights holds one."""
    return Pattern((*map(re.escape, list_suffixes()), name_pattern().pattern)).words


def _is_below(path: str, folders: Collection[str]) -> bool:
    """Return whether a path is in one of the folders. Time grows with the depth of the path alone."""
    if not folders:
        return False
    parts = path.split("/")
    return any("/".join(parts[:end]) in folders for end in range(1, len(parts)))


def _report_long_path(path: str | None) -> Iterator[Problem]:
    if path is not None:
        message = f"paths of more than {LONGEST_PATH} characters were not looked at"
        yield Problem(location=Location(path=path), message=message, affects=ANYTHING)


def is_readme(path: str) -> bool:
    """Return whether a path is that of a README, in any folder."""
    return _README.search(path) is not None


def may_state_terms(path: str, catalog: Catalog) -> bool:
    """Return whether prose about licenses is read in a document; `path` is relative to the model's folder."""
    named = (catalog.cards, catalog.data_cards, catalog.license_documents, catalog.use_policies)
    near = is_readme(path) and path.count("/") <= 1
    return near or any(pattern.search(path) for pattern in named)


def find_affected(path: str, catalog: Catalog) -> frozenset[Affects]:
    """Return what is unknown where a document cannot be read: it may link any component, and state terms."""
    return STATEMENTS if may_state_terms(path, catalog) else frozenset({Affects.COMPONENTS})


def sort_key_by_depth(path: str) -> tuple[int, bool, str]:
    """Sort key of documents: nearest the root first, READMEs before others."""
    return path.count("/"), not is_readme(path), path


def _read_documents(
    snapshot: Snapshot, named: Iterable[Entry], catalog: Catalog, beside_weights: Collection[str]
) -> Iterator[ParsedDocument | Problem]:
    """Yield the documents among the entries that are named like documents."""

    def order(entry: Entry) -> tuple[object, ...]:
        beside = is_readme(entry.path) and entry.path.rpartition("/")[0] in beside_weights
        return not (beside or may_state_terms(entry.path, catalog)), *sort_key_by_depth(entry.path)

    wanted = sorted((entry for entry in named if _is_document(entry, catalog)), key=order)
    fitting = _count_within_limits(wanted, MOST_DOCUMENTS, ALL_DOCUMENTS, MOST_BYTES)
    for entry in sorted(wanted[:fitting], key=lambda entry: sort_key_by_depth(entry.path)):
        yield from _read_document(snapshot, entry.path, find_affected(entry.path, catalog))
    skipped = [entry.path for entry in wanted[fitting:]]
    affects = NOTHING.union(*(find_affected(path, catalog) for path in skipped))
    yield from report_skipped_files(skipped, "documents", fitting, affects)


def _is_document(entry: Entry, catalog: Catalog) -> bool:
    return entry.kind is EntryKind.FILE and not (
        catalog.not_documents.search(entry.path) or catalog.aside.search(entry.path)
    )


def _read_document(snapshot: Snapshot, path: str, affects: frozenset[Affects]) -> Iterator[ParsedDocument | Problem]:
    """Yield a parsed document, and what of it could not be read."""
    try:
        text = decode_text(read_entire_file(snapshot, path, MOST_BYTES))
    except (UnreadableError, UntrustedInputError) as error:
        yield Problem(location=Location(path=path), message=error.reason, affects=affects)
        return
    front = split_front_matter(text)
    waiting = tuple(islice(find_placeholders(path, text), MOST_PLACEHOLDERS))
    if front is None:
        yield replace(parse_document(path, text), placeholders=waiting)
        return
    body = "\n".join(text.split("\n")[front.body_line - 1 :])
    document = replace(parse_document(path, body, first_line=front.body_line), placeholders=waiting)
    try:
        loaded = load_yaml(front.yaml.encode("utf-8", "surrogatepass"), first_line=front.start_line)
    except UntrustedInputError as error:
        yield document
        place = Location(path=path, line=error.line)
        yield Problem(location=place, message=f"front matter: {error.reason}", affects=affects)
    else:
        yield from _add_metadata(document, loaded)


def _add_metadata(document: ParsedDocument, loaded: YamlDocument) -> Iterator[ParsedDocument | Problem]:
    """Yield the document with its metadata, and a problem for each value of another type than its key has."""
    if not isinstance(loaded.value, dict):
        yield document
        return
    lines = {str(key[0]): line for key, line in loaded.lines.items() if len(key) == 1}
    typed = check_types(loaded.value, _TYPES)
    yield replace(document, metadata=typed.values, lines=lines, places=loaded.lines)
    for key, reason in typed.unfit.items():
        place = Location(path=document.path, line=lines.get(key))
        yield Problem(location=place, message=f"front matter: {reason}", affects=NOTHING)


def _read_sources(
    snapshot: Snapshot, sources: Iterable[Entry], catalog: Catalog, vendored: Collection[str]
) -> Iterator[SourceFile | Problem]:
    """Yield what the source files hold, those of other projects last; of those beyond the limit the license headers.

    Nothing else in source states terms, so that a large repository has no unread terms for its size alone.
    """

    def order(entry: Entry) -> tuple[object, ...]:
        return _is_below(entry.path, vendored), is_read_last(entry.path), *sort_key_by_depth(entry.path)

    wanted = sorted(sources, key=order)
    fitting = _count_within_limits(wanted, MOST_SOURCES, ALL_SOURCES, _NOTEBOOK_BYTES)
    rules = list_feature_rules(catalog)
    for entry in wanted[:fitting]:
        yield from _read_source(snapshot, entry.path, rules)
    skipped = [entry.path for entry in wanted[fitting:]]
    for path in skipped[:MOST_HEADERS]:
        yield from _read_headers_alone(snapshot, path)
    affects = frozenset({Affects.TERMS}) if len(skipped) > MOST_HEADERS else NOTHING
    yield from report_skipped_files(skipped, "source files", fitting, affects)


def _read_source(snapshot: Snapshot, path: str, rules: Sequence[FileRule]) -> Iterator[SourceFile | Problem]:
    """Yield a source file; of one that cannot be read the license headers, which stand at its beginning."""
    limit = _NOTEBOOK_BYTES if get_suffix(path) == NOTEBOOK else MOST_BYTES
    try:
        yield read_source(path, read_entire_file(snapshot, path, limit), rules)
    except (UnreadableError, UntrustedInputError) as error:
        yield from _read_headers_alone(snapshot, path)
        yield Problem(location=Location(path=path), message=error.reason, affects=NOTHING)


def _read_headers_alone(snapshot: Snapshot, path: str) -> Iterator[SourceFile]:
    with suppress(UnreadableError):
        data = snapshot.read(path, HEADER_BYTES)
        headers, notices = read_license_headers(data), read_license_notices(data)
        if headers or notices:
            yield SourceFile(path=path, headers=headers, notices=notices, unread=True)


def _count_within_limits(entries: Sequence[Entry], most: int, budget: int, limit: int) -> int:
    """Count the entries that fit into the limits; one larger than `limit` is not read and costs nothing."""
    sizes = (0 if (entry.size or 0) > limit else entry.size or 0 for entry in entries[:most])
    return sum(1 for total in accumulate(sizes) if total <= budget)


def report_skipped_files(paths: Sequence[str], what: str, limit: int, affects: frozenset[Affects]) -> Iterator[Problem]:
    """Report files that were skipped because a limit was reached."""
    if paths:
        message = f"{len(paths)} more {what} were not read: only the first {limit:,} are"
        yield Problem(location=Location(path=paths[0]), message=message, affects=affects)


def read_entire_file(snapshot: Snapshot, path: str, limit: int) -> bytes:
    """Read a file of at most `limit` bytes; raises `UnreadableError` for a longer one."""
    data = snapshot.read(path, limit + 1)
    if len(data) > limit:
        raise UnreadableError(path, f"is longer than {limit} bytes and was not read")
    return data
