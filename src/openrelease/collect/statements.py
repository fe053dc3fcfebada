"""What was read -> every statement of a license, with the part of the release that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from openrelease.collect.gather import Gathered, is_readme
from openrelease.collect.mentions import mentions
from openrelease.collect.rules import LicenseFileRule, Lookout
from openrelease.collect.text import Link, ParsedDocument, Table
from openrelease.collect.topics import is_card
from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.licenses import Identification, LicenseTable, parse
from openrelease.model import Entry, EntryKind, Kind, License, Location, Permissive, Problem
from openrelease.untrusted import decode_text, load_toml, load_yaml

Identify = Callable[[str], Identification]
Load = Callable[[bytes], object]

MOST_LICENSE_FILES = 60
_LICENSE_BYTES = 262_144
_LONGEST_KEY = 200  # characters; a longer value is a text, and the license file says the same
_NOT_TEXT = re.compile(
    r"\.(py|pyi|js|ts|tsx|json|jsonl|ya?ml|csv|tsv|sh|c|cc|cpp|h|go|rs|java|kt|ipynb|toml|png|svg|jpe?g|pdf|html?|xml)$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"licen[cs]|under (the )?(terms|\w+[- ]?\d|cc\b)|\bpermissive", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[.;!?])\s+|\s*[;•]\s*|,?\s+(?:while|whereas|but)\s+", re.IGNORECASE)
_NEGATED = re.compile(r"\b(not|never|no longer|previously|formerly)\b[^.]{0,30}licen[cs]", re.IGNORECASE)
_UPSTREAM = re.compile(
    r"(derived|built|fine-?tuned|distilled) (from|on)|original(ly)? (licen|under)", re.IGNORECASE
)
_DEFERRED = re.compile(
    r"(upstream|separate|respective|their own|additional|own)\b[^.]{0,50}(licen[cs]es?|terms)|"
    r"subject to (the )?(\[?model|its|their|separate)[^.]{0,20}licen[cs]e",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"(research|academic|non-?commercial|educational)( and \w+)?( use| purposes?)? only\b|"
    r"only for (research|academic|non-?commercial|educational)|"
    r"(strictly|solely) for (research|non-?commercial)|"
    r"(not|may not|cannot|should not) be used (for|in) commercial|non-?commercial use\b",
    re.IGNORECASE,
)
_BADGE = re.compile(r"licen[cs]e", re.IGNORECASE)
_NO = re.compile(r"^\W*(no|✗|❌|✘)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A license and what it is said of: `part` is weights, code, data, document, or "" for the whole.

    `upstream`: said of what the release is derived from. `folder` is that of a license file.
    """

    part: str
    license: License
    folder: str = ""
    upstream: bool = False


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What reading statements needs: words, the license table, and the identifier of texts."""

    lookout: Lookout
    table: LicenseTable
    identify: Identify

    def license(self, expression: str | None, how: str, location: Location, note: str = "") -> License:
        """Build a statement; how permissive it is comes from the table alone."""
        permissive = self.table.permissive(expression)
        return License(expression=expression, permissive=permissive, how=how, location=location, note=note)


# -- license files


def from_files(gathered: Gathered, reader: Reader) -> Iterator[Statement | Problem]:
    """Read the license files, nearest to the root first, and say which could not be read."""
    named = ((entry, _rule(entry, reader.lookout)) for entry in gathered.entries)
    files = sorted(((entry, rule) for entry, rule in named if rule), key=lambda pair: _depth(pair[0]))
    for entry, rule in files[:MOST_LICENSE_FILES]:
        yield from _from_file(entry, rule, gathered, reader)


def _depth(entry: Entry) -> tuple[int, str]:
    return entry.path.count("/"), entry.path


def _rule(entry: Entry, lookout: Lookout) -> LicenseFileRule | None:
    if entry.kind is not EntryKind.FILE or _NOT_TEXT.search(entry.path) or lookout.aside.search(entry.path):
        return None
    return next((rule for rule in lookout.license_files if rule.path.search(entry.path)), None)


def _from_file(
    entry: Entry, rule: LicenseFileRule, gathered: Gathered, reader: Reader
) -> Iterator[Statement | Problem]:
    folder = entry.path.rpartition("/")[0]
    try:
        text = decode_text(gathered.snapshot.read(entry.path, _LICENSE_BYTES))
        stated = _identified(reader.identify(text), entry.path, reader)
    except (UnreadableError, UntrustedInputError) as error:
        yield Problem(location=Location(path=entry.path), message=error.reason)
        stated = reader.license(None, "file", Location(path=entry.path), error.reason)
    yield Statement(part=rule.part, license=stated, folder=folder)


def _identified(known: Identification, path: str, reader: Reader) -> License:
    """Build the statement of a license file; a changed text never passes for the original."""
    line = min((match.start_line for match in known.matches), default=1)
    expression = None if known.modified else known.expression
    return reader.license(expression, "file", Location(path=path, line=line), known.note)


# -- documents


def from_documents(gathered: Gathered, reader: Reader, kind: Kind) -> Iterator[Statement]:
    """Read front matter, sentences, tables and badges of the READMEs and cards."""
    for document in gathered.documents:
        card = reader.lookout.cards.search(document.path) or reader.lookout.data_cards.search(document.path)
        if is_card(document):
            yield from _front_matter(document, reader, kind)
        if card or (is_readme(document.path) and document.path.count("/") <= 1):
            yield from _prose(document, reader)
            yield from _tables(document, reader)
            yield from _badges(document, reader)


def _front_matter(document: ParsedDocument, reader: Reader, kind: Kind) -> Iterator[Statement]:
    metadata = document.metadata or {}
    value, key = metadata.get("license"), "license"
    if value == "other":
        value, key = metadata.get("license_name"), "license_name"
    data = reader.lookout.data_cards.search(document.path) or kind is Kind.DATASET
    for word in value if isinstance(value, list) else [value]:
        if isinstance(word, str) and word.strip():
            location = Location(path=document.path, line=document.lines.get(key))
            parsed = parse(word, reader.table)
            stated = reader.license(parsed.expression, "front_matter", location, parsed.problem or "")
            yield Statement(part="data" if data else "weights", license=stated)


def _prose(document: ParsedDocument, reader: Reader) -> Iterator[Statement]:
    for block in document.blocks:
        if block.code or len(block.text) > 4000:  # noqa: PLR2004 - a whole license text is no statement
            continue
        about_license = bool(block.section and re.search("licen[cs]", block.section[-1], re.IGNORECASE))
        for clause in _CLAUSE.split(block.text):
            if about_license or _SPEAKS.search(clause) or _LIMITED.search(clause):
                place = Location(path=document.path, line=block.line)
                yield from _clause(clause, place, reader, about_license=about_license)


def _clause(clause: str, place: Location, reader: Reader, *, about_license: bool) -> Iterator[Statement]:
    if _NEGATED.search(clause):
        return
    named = mentions(clause, reader.table) if _SPEAKS.search(clause) or about_license else ()
    upstream = bool(_UPSTREAM.search(clause))
    parts = ["weights"] if upstream else _parts(clause, reader.lookout)
    for part in parts:
        for expression in named:
            stated = reader.license(expression, "prose", place)
            yield Statement(part=part, license=stated, upstream=upstream)
        if not named and part == "weights" and (_LIMITED.search(clause) or _DEFERRED.search(clause)):
            yield Statement(part=part, license=_limited(clause, place))


def _limited(clause: str, place: Location) -> License:
    if _LIMITED.search(clause):
        note = "says that it is for research or non-commercial use only"
        return License(expression=None, permissive=Permissive.NO, how="prose", location=place, note=note)
    note = "says that other terms apply, without naming them"
    return License(expression=None, permissive=Permissive.UNKNOWN, how="prose", location=place, note=note)


def _parts(text: str, lookout: Lookout) -> list[str]:
    return [part for part, pattern in lookout.parts.items() if pattern.search(text)] or [""]


def _tables(document: ParsedDocument, reader: Reader) -> Iterator[Statement]:
    for table in document.tables:
        for column, title in enumerate(table.header):
            if re.search(r"\blicen[cs]e|commercial use", title, re.IGNORECASE):
                yield from _column(table, column, document.path, reader)


def _column(table: Table, column: int, path: str, reader: Reader) -> Iterator[Statement]:
    header = " ".join((*table.header[:column], *table.section))
    data = reader.lookout.parts["data"].search(header) and not re.search("model", header, re.IGNORECASE)
    part = "data" if data else "weights"
    for number, row in enumerate(table.rows, start=2):
        cell = row[column] if column < len(row) else ""
        place = Location(path=path, line=table.line + number)
        for expression in mentions(cell, reader.table, only_names=True):
            yield Statement(part=part, license=reader.license(expression, "table", place))
        if "commercial" in table.header[column].casefold() and _NO.search(cell):
            note = "says: no commercial use"
            refused = License(
                expression=None, permissive=Permissive.NO, how="table", location=place, note=note
            )
            yield Statement(part=part, license=refused)


def _badges(document: ParsedDocument, reader: Reader) -> Iterator[Statement]:
    for link in document.links:
        if link.where == "image" and (_BADGE.search(link.label) or _BADGE.search(link.url)):
            text = _badge_text(link)
            for expression in mentions(text, reader.table, only_names=True)[:1]:
                place = Location(path=document.path, line=link.line)
                for part in _parts(re.sub("licen[cs]e", "", text, flags=re.IGNORECASE), reader.lookout):
                    yield Statement(part=part, license=reader.license(expression, "badge", place))


def _badge_text(link: Link) -> str:
    shown = (
        unquote(link.url).rpartition("/")[2] if "/badge/" in link.url else link.url.partition("/license/")[2]
    )
    shown = re.sub(r"\.(svg|png)|\?.*", "", shown).replace("--", "\0").replace("_", " ")
    words = [word for word in shown.split("-") if word]
    colourless = words[:-1] if len(words) > 1 else words
    return f"{link.label} " + " ".join(colourless).replace("\0", "-").replace("apache2", "apache 2")


# -- package metadata


def from_metadata(gathered: Gathered, reader: Reader) -> Iterator[Statement | Problem]:
    """Read the license keys of pyproject.toml (the code) and CITATION.cff (the whole)."""
    for source in _METADATA:
        if source.path in gathered.paths:
            yield from _from_key(source, gathered, reader)


def _from_key(source: _Source, gathered: Gathered, reader: Reader) -> Iterator[Statement | Problem]:
    try:
        data = gathered.snapshot.read(source.path, _LICENSE_BYTES)
        value = _dig(source.load(data), source.keys)
    except (UnreadableError, UntrustedInputError) as error:
        yield Problem(location=Location(path=source.path), message=error.reason)
        return
    if isinstance(value, dict):
        value = value.get("text")
    if isinstance(value, str) and value.strip() and len(value) < _LONGEST_KEY:
        parsed = parse(value, reader.table)
        rows = enumerate(decode_text(data).split("\n"), start=1)
        line = next((number for number, row in rows if row.strip().startswith(source.keys[-1])), None)
        place = Location(path=source.path, line=line)
        stated = reader.license(parsed.expression, "metadata", place, parsed.problem or "")
        yield Statement(part=source.part, license=stated)


def _cff(data: bytes) -> object:
    return load_yaml(data).value


@dataclass(frozen=True, kw_only=True)
class _Source:
    """A file of package metadata: how it is read, where its license stands, and what that speaks of."""

    path: str
    load: Load
    keys: tuple[str, ...]
    part: str


_METADATA = (
    _Source(path="pyproject.toml", load=load_toml, keys=("project", "license"), part="code"),
    _Source(path="CITATION.cff", load=_cff, keys=("license",), part=""),
)


def _dig(value: object, keys: tuple[str, ...]) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
