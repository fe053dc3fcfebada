"""Keys -> statements: the front matter of cards, pyproject.toml and CITATION.cff.

Front matter: https://huggingface.co/docs/hub/model-cards; pyproject.toml:
https://packaging.python.org/specifications/pyproject-toml; CITATION.cff: https://citation-file-format.github.io
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import NOTHING, Affects, Claim, Kind, Location, Problem, Reason
from openrelease.scan.cards.topics import is_card
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import MOST_BYTES, RepositoryInputs, read_entire_file
from openrelease.scan.licensing.statement import Reader, ScopedClaim, unnamed
from openrelease.untrusted import decode_text, load_toml, load_yaml

Load = Callable[[bytes], object]

_MOST_WORDS = 50  # in a list of licenses
_LONGEST_KEY = 200  # characters; a longer value is a text, and the license file says the same


def read_front_matter_license(document: ParsedDocument, reader: Reader, kind: Kind) -> Iterator[ScopedClaim]:
    """Read the license of a card; `other` is a license too, whose name may stand in `license_name`."""
    metadata = document.metadata or {}
    if not is_card(document) or not metadata.get("license"):
        return
    key = "license_name" if metadata["license"] == "other" and metadata.get("license_name") else "license"
    place = Location(path=document.path, line=document.lines.get(key))
    data = reader.catalog.data_cards.search(document.path) or kind is Kind.DATASET
    part = "data" if data else "weights"
    value = metadata[key]
    words = _unique_words(value) if isinstance(value, list) else [value]
    for word in words[:_MOST_WORDS]:
        yield ScopedClaim(part=part, claim=_read_license_key(word, place, reader))
    if len(words) > _MOST_WORDS:
        count = f"{len(words)} different licenses, of which the first {_MOST_WORDS} are read"
        claim = unnamed("front_matter", place, Reason.TOO_MANY_NAMES, count)
        yield ScopedClaim(part=part, claim=claim)


def _unique_words(words: Sequence[object]) -> Sequence[object]:
    """Each word once, in order, and what is no word as it is."""
    return [
        *dict.fromkeys(each for each in words if isinstance(each, str)),
        *(each for each in words if not isinstance(each, str)),
    ]


def _read_license_key(word: object, place: Location, reader: Reader) -> Claim:
    if not isinstance(word, str) or len(word) > _LONGEST_KEY:
        return unnamed("front_matter", place, Reason.UNKNOWN_NAME)
    return reader.parse_claim(word, "front_matter", place)


def read_metadata_licenses(gathered: RepositoryInputs, reader: Reader) -> Iterator[ScopedClaim | Problem]:
    """Read the license keys of pyproject.toml (the code) and CITATION.cff (the whole)."""
    for source in _METADATA:
        if source.path in gathered.paths:
            yield from _read_metadata_file(source, gathered, reader)


def _read_metadata_file(
    source: "_Source", gathered: RepositoryInputs, reader: Reader
) -> Iterator[ScopedClaim | Problem]:
    try:
        data = read_entire_file(gathered.snapshot, source.path, MOST_BYTES)
        value = _get_nested(source.load(data), source.keys)
    except (UnreadableError, UntrustedInputError) as error:
        yield Problem(location=Location(path=source.path), message=error.reason, affects=source.affects)
        return
    if isinstance(value, dict):
        value = value.get("text")
    if isinstance(value, str) and value.strip() and len(value) < _LONGEST_KEY:
        rows = enumerate(decode_text(data).split("\n"), start=1)
        line = next((number for number, row in rows if _is_key_row(row, source.keys[-1])), None)
        place = Location(path=source.path, line=line)
        stated = reader.parse_claim(value, "metadata", place)
        yield ScopedClaim(part=source.part, claim=stated)


def _is_key_row(row: str, key: str) -> bool:
    """Does a row hold this key, and not one that only begins like it, such as `license-files`?"""
    return re.match(rf"\s*{re.escape(key)}\s*[=:]", row) is not None


def _load_citation(data: bytes) -> object:
    return load_yaml(data).value


@dataclass(frozen=True, kw_only=True)
class _Source:
    """A file of package metadata: how it is read, where its license stands, and what that covers."""

    path: str
    load: Load
    keys: tuple[str, ...]
    part: str

    @property
    def affects(self) -> frozenset[Affects]:
        """What is unknown where the file cannot be read: terms, unless it is about code alone."""
        return NOTHING if self.part else frozenset({Affects.TERMS})


_METADATA = (
    _Source(path="pyproject.toml", load=load_toml, keys=("project", "license"), part="code"),
    _Source(path="CITATION.cff", load=_load_citation, keys=("license",), part=""),
)


def _get_nested(value: object, keys: tuple[str, ...]) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
