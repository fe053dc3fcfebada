"""Bytes -> Loaded: YAML read event by event, so that nothing is constructed, merged or expanded.

PyYAML's constructors raise five kinds of foreign error, expand merge keys exponentially and let the last
of two equal keys win; its C loader can crash the process. Its event parser does none of this. The schema
is narrower than YAML 1.1: only null, true and false are resolved, every other scalar stays a string, so
that `no`, `1.10` and `2024-13-45` are what the author wrote. https://yaml.org/spec/1.2.2/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from openrelease.errors import UntrustedInputError
from openrelease.untrusted.plain import (
    FOREIGN,
    Plain,
    check_length,
    decode_utf8,
    line_at,
    line_starts,
    quote_ascii,
    shorten_message,
)
from openrelease.values import dataclass

if TYPE_CHECKING:  # PyYAML takes 50 ms to import: only who loads YAML pays for it
    from yaml.error import Mark

Event: TypeAlias = Any  # an event of PyYAML; which attributes it has depends on its kind
Line: TypeAlias = "Callable[[Mark | None], int | None]"
Path: TypeAlias = tuple[str | int, ...]

MAX_DEPTH = 32
MAX_EVENTS = 50_000
MAX_SCALAR = 65_536  # characters

_WORDS: Mapping[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_TAGS = frozenset({None, "!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))})
_STEP = {f"{kind}{end}Event": step for kind in ("Mapping", "Sequence") for end, step in (("Start", 1), ("End", -1))}
_NODES = frozenset({"ScalarEvent", "MappingStartEvent", "SequenceStartEvent"})
# YAML 1.1 ends lines at these, YAML 1.2 and editors do not: read as spaces, they cannot hide a key.
_NOT_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


@dataclass(frozen=True, kw_only=True)
class YamlDocument:
    """A document and where its parts stand.

    `lines` maps the path of each mapping entry (its key's line) and sequence item to a line, from 1;
    the document itself is the empty path. It has no numbers: scalars are str, bool or None.
    """

    value: Plain
    lines: Mapping[Path, int]


def load_yaml(data: bytes, *, limit: int = 262_144, first_line: int = 1) -> YamlDocument:
    """Read one YAML document of at most `limit` bytes; an empty one is None.

    `first_line` is the line of the file that `data` begins at (front matter begins at 2).
    Raises UntrustedInputError for anything else: aliases, merge keys, tags other than str, seq and map,
    duplicate keys, keys that are not scalars, a second document, and whatever passes the limits.
    """
    text = decode_utf8(check_length(data, limit)).translate(_NOT_BREAKS)
    try:
        return _parse_document(text, first_line)
    except UntrustedInputError:
        raise
    except FOREIGN as error:
        raise UntrustedInputError(f"cannot be read as YAML ({type(error).__name__})") from error


def _parse_document(text: str, first_line: int) -> YamlDocument:
    """Parse the text, turning PyYAML's own errors into ours."""
    import yaml  # noqa: PLC0415 - runs without YAML need not pay its 50 ms

    starts = line_starts(text)

    def line(mark: Mark | None) -> int | None:
        return None if mark is None else line_at(starts, mark.index) + first_line - 1

    try:
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        return _Builder(_guard_events(events, line), line).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UntrustedInputError(shorten_message(f"is not YAML: {error.problem}"), line(mark)) from error
    except yaml.reader.ReaderError as error:
        where = line_at(starts, error.position) + first_line - 1
        raise UntrustedInputError(f"holds the character U+{error.character:04X}", where) from error


def _guard_events(events: Iterator[Event], line: Line) -> Iterator[Event]:
    """Pass the events on, as long as each is allowed and they are not too many or too deep."""
    depth = documents = 0
    for count, event in enumerate(events, start=1):
        kind = type(event).__name__
        depth += _STEP.get(kind, 0)
        documents += kind == "DocumentStartEvent"
        reason = (
            (count > MAX_EVENTS and f"has more than {MAX_EVENTS:,} parts")
            or (depth > MAX_DEPTH and f"is nested deeper than {MAX_DEPTH} levels")
            or (documents > 1 and "holds a second document")
            or _forbidden_reason(event, kind)
        )
        if reason:
            raise UntrustedInputError(reason, line(event.start_mark))
        yield event


def _forbidden_reason(event: Event, kind: str) -> str:
    """Say why an event is not allowed anywhere, or nothing."""
    if kind == "AliasEvent":
        return "uses an alias (*name)"
    tag = getattr(event, "tag", None)
    if tag not in _TAGS:
        return f"uses the tag {quote_ascii(str(tag))}"
    if kind == "ScalarEvent" and len(event.value) > MAX_SCALAR:
        return f"holds a text of more than {MAX_SCALAR:,} characters"
    return ""


class _Builder:
    """Events -> a value and the lines of its parts. Recursion is bounded by MAX_DEPTH."""

    def __init__(self, events: Iterator[Event], line: Line) -> None:
        self._events = events
        self._line = line
        self._lines: dict[Path, int] = {}

    def document(self) -> YamlDocument:
        """Read to the end of the stream, so that what follows the first document is seen too."""
        value: Plain = None
        for event in self._events:
            if type(event).__name__ in _NODES:
                value = self._node(event, ())
        return YamlDocument(value=value, lines=self._lines)

    def _node(self, event: Event, path: Path) -> Plain:
        """Build the value that begins with `event`."""
        kind = type(event).__name__
        self._lines.setdefault(path, self._line(event.start_mark) or 1)
        if kind == "MappingStartEvent":
            return self._mapping(path)
        return self._sequence(path) if kind == "SequenceStartEvent" else _parse_scalar(event)

    def _sequence(self, path: Path) -> list[Plain]:
        """Build the items up to the end of the sequence."""
        items: list[Plain] = []
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Plain]:
        """Build the entries up to the end of the mapping; keys keep the spelling of the source."""
        entries: dict[str, Plain] = {}
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            line = self._line(event.start_mark)
            key = _parse_key(event, line)
            if key in entries:
                raise UntrustedInputError(f"has the key {quote_ascii(key)} twice", line)
            self._lines[(*path, key)] = line or 1
            entries[key] = self._node(next(self._events), (*path, key))
        return entries


def _parse_key(event: Event, line: int | None) -> str:
    """Take an event as a key, or refuse it."""
    if type(event).__name__ != "ScalarEvent":
        raise UntrustedInputError("has a key that is a list or a mapping", line)
    if event.value == "<<" and event.style is None:
        raise UntrustedInputError("uses a merge key (<<)", line)
    return str(event.value)


def _parse_scalar(event: Event) -> str | bool | None:
    """Give text, except for the words of null, true and false written plainly and without a tag."""
    if event.style is None and event.tag is None:
        return _WORDS.get(event.value, str(event.value))
    return str(event.value)
