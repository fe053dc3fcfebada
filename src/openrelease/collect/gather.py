"""Snapshot -> what is read of it: entries, documents in parts, source by its features. Reads once, never judges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from openrelease.collect.markdown import parse_markdown
from openrelease.collect.program import Program, parse_notebook, parse_python, parse_shell
from openrelease.collect.rules import Lookout
from openrelease.collect.text import ParsedDocument
from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Entry, EntryKind, Location, Problem, Snapshot
from openrelease.untrusted import decode_text, load_yaml, split_front_matter

MOST_DOCUMENTS = 400
MOST_PROGRAMS = 3_000
MOST_BYTES = 1_048_576  # of one document or source file; a longer one is a Problem, never half-read
_NOTEBOOK_BYTES = 8_388_608

_README = re.compile(r"(^|/)readme[^/]*$", re.IGNORECASE)
_PARSERS: Mapping[str, Callable[[str, str], Program]] = {"py": parse_python, "sh": parse_shell}
# what a source file must mention for its syntax tree to be worth the time
_TELLING = re.compile(
    rb"https?://|torch|tensorflow|keras|jax|flax|Model|Module|train|backward|fit\(|eval|score|def forward|"
    rb"transformers|datasets|sklearn|numpy"
)


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What was read of one snapshot. `unread` are source files whose content is not here, or not Python."""

    snapshot: Snapshot
    entries: tuple[Entry, ...]
    documents: tuple[ParsedDocument, ...]
    programs: Mapping[str, Program]
    unread: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def paths(self) -> frozenset[str]:
        """Every path of the tree."""
        return frozenset(entry.path for entry in self.entries)


def gather(snapshot: Snapshot, lookout: Lookout) -> Gathered:
    """Read the documents and the source of a snapshot, nearest to the root first, within bounds."""
    entries = tuple(snapshot.entries())
    problems: list[Problem] = list(snapshot.problems)
    documents = tuple(_documents(snapshot, entries, lookout, problems))
    programs, unread = _programs(snapshot, entries, lookout, problems)
    notes = tuple(program.document for program in programs.values() if program.document)
    return Gathered(
        snapshot=snapshot,
        entries=entries,
        documents=documents + notes,
        programs=programs,
        unread=unread,
        problems=tuple(problems),
    )


def is_readme(path: str) -> bool:
    """Tell whether a path is that of a README, in any folder."""
    return _README.search(path) is not None


def rank(path: str) -> tuple[int, bool, str]:
    """Sort key of documents: nearest the root first, READMEs before others."""
    return path.count("/"), not is_readme(path), path


def _documents(
    snapshot: Snapshot, entries: tuple[Entry, ...], lookout: Lookout, problems: list[Problem]
) -> Iterator[ParsedDocument]:
    wanted = sorted((entry.path for entry in entries if _is_document(entry, lookout)), key=rank)
    for path in wanted[:MOST_DOCUMENTS]:
        try:
            text = decode_text(_content(snapshot, path, MOST_BYTES))
        except (UnreadableError, UntrustedInputError) as error:
            problems.append(Problem(location=Location(path=path), message=error.reason))
        else:
            yield _document(path, text, problems)
    if left := len(wanted) - MOST_DOCUMENTS:
        message = f"{left} more documents were not read: the limit is {MOST_DOCUMENTS}"
        if left > 0:
            problems.append(Problem(location=Location(path=wanted[MOST_DOCUMENTS]), message=message))


def _is_document(entry: Entry, lookout: Lookout) -> bool:
    if entry.kind is not EntryKind.FILE or not lookout.documents.search(entry.path):
        return False
    return not (lookout.not_documents.search(entry.path) or lookout.aside.search(entry.path))


def _document(path: str, text: str, problems: list[Problem]) -> ParsedDocument:
    front = split_front_matter(text)
    if front is None:
        return parse_markdown(path, text)
    body = "\n".join(text.split("\n")[front.body_line - 1 :])
    document = parse_markdown(path, body, first_line=front.body_line)
    try:
        loaded = load_yaml(front.yaml.encode("utf-8", "surrogatepass"), first_line=front.start_line)
    except UntrustedInputError as error:
        problems.append(
            Problem(location=Location(path=path, line=error.line), message=f"front matter: {error.reason}")
        )
        return document
    if not isinstance(loaded.value, dict):
        return document
    lines = {str(key[0]): line for key, line in loaded.lines.items() if len(key) == 1}
    return replace(document, metadata=loaded.value, lines=lines)


def _programs(
    snapshot: Snapshot, entries: tuple[Entry, ...], lookout: Lookout, problems: list[Problem]
) -> tuple[dict[str, Program], frozenset[str]]:
    programs: dict[str, Program] = {}
    unread: set[str] = set()
    wanted = sorted((entry.path for entry in entries if _is_program(entry, lookout)), key=rank)
    for path in wanted[:MOST_PROGRAMS]:
        try:
            programs[path] = _program(snapshot, path)
        except (UnreadableError, UntrustedInputError) as error:
            unread.add(path)
            if error.reason != "content not here":
                problems.append(Problem(location=Location(path=path), message=error.reason))
    if len(wanted) > MOST_PROGRAMS:
        message = (
            f"{len(wanted) - MOST_PROGRAMS} more source files were not read: the limit is {MOST_PROGRAMS}"
        )
        problems.append(Problem(location=Location(path=wanted[MOST_PROGRAMS]), message=message))
    return programs, frozenset(unread)


def _is_program(entry: Entry, lookout: Lookout) -> bool:
    suffix = entry.path.rpartition(".")[2]
    known = suffix in _PARSERS or suffix == "ipynb"
    return known and entry.kind is EntryKind.FILE and not lookout.aside.search(entry.path)


def _program(snapshot: Snapshot, path: str) -> Program:
    suffix = path.rpartition(".")[2]
    if suffix == "ipynb":
        return parse_notebook(path, _content(snapshot, path, _NOTEBOOK_BYTES))
    data = _content(snapshot, path, MOST_BYTES)
    if suffix == "py" and not _TELLING.search(data):
        return Program(path=path)
    return _PARSERS[suffix](path, decode_text(data))


def _content(snapshot: Snapshot, path: str, limit: int) -> bytes:
    data = snapshot.read(path, limit + 1)
    if len(data) > limit:
        raise UnreadableError(path, f"is longer than {limit} bytes and was not read")
    return data
