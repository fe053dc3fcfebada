"""Keys -> statements: the front matter of cards, pyproject.toml and CITATION.cff.

Front matter: https://huggingface.co/docs/hub/model-cards; pyproject.toml:
https://packaging.python.org/specifications/pyproject-toml; CITATION.cff: https://citation-file-format.github.io
"""

import re
from collections.abc import Callable, Iterator, Sequence

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import NOTHING, Affects, Claim, Kind, Location, Permissive, Problem, Reason
from openrelease.scan.inputs.parsed_document import Block, ParsedDocument
from openrelease.scan.inputs.read_inputs import MOST_BYTES, RepositoryInputs, read_entire_file
from openrelease.scan.licensing.passages.license_mentions import find_license_names
from openrelease.scan.licensing.read_documents import read_scoped_claims
from openrelease.scan.licensing.statement import Reader, ScopedClaim, unnamed
from openrelease.untrusted import decode_text, load_json, load_toml, load_yaml
from openrelease.values import dataclass, replace

Load = Callable[[bytes], object]

_FURTHER_KEY = re.compile(r"license_name|license_link|licenses|(?:model|weights?)_licen[cs]e|extra_gated_\w{1,40}")
_ADDRESS_PARTS = re.compile(r"[/:._-]+")
_SPDX_ADDRESS = re.compile(r"^https?://spdx\.org/licenses/|\.html$")
_SETUP_LICENSE = re.compile(r"^license\s{0,4}=\s{0,4}([^\n]{1,200})$", re.MULTILINE)
_SCRIPT_LICENSE = re.compile(r"\blicense\s{0,4}=\s{0,4}([\"'])([^\"'\n]{1,200})\1")
_CLASSIFIER = re.compile(
    r"[\"']License ::[^\"'\n]{0,100}:: ([^\"':\n]{1,100})[\"']|[\"']License :: ([^\"':\n]{1,100})[\"']"
)
_MOST_WORDS = 50  # in a list of licenses
_LONGEST_KEY = 200  # characters; a longer value is a text, and the license file says the same


def read_front_matter_license(document: ParsedDocument, reader: Reader, kind: Kind) -> Iterator[ScopedClaim]:
    """Read the license of a card; `other` is a license too, whose name may stand in `license_name`."""
    metadata = document.metadata or {}
    if not document.is_card or not metadata.get("license") or _is_template(document, metadata["license"]):
        return
    key = "license_name" if metadata["license"] == "other" and metadata.get("license_name") else "license"
    place = Location(path=document.path, line=document.lines.get(key))
    data = reader.catalog.data_cards.search(document.path) or kind is Kind.DATASET
    part = "data" if data else "weights"
    yield from _read_further_keys(document, part, key, reader)
    value = metadata[key]
    words = _unique_words(value) if isinstance(value, list) else [value]
    for word in words[:_MOST_WORDS]:
        yield ScopedClaim(part=part, claim=_read_license_key(word, place, reader))
    if len(words) > _MOST_WORDS:
        count = f"{len(words)} different licenses, of which the first {_MOST_WORDS} are read"
        claim = unnamed("front_matter", place, Reason.TOO_MANY_NAMES, count)
        yield ScopedClaim(part=part, claim=claim)


def _is_template(document: ParsedDocument, value: object) -> bool:
    """Return whether a card is a form for others, with a place to fill in; a README describes what is beside it."""
    name = document.path.rpartition("/")[2].casefold()
    return "{{" in str(value)[:_LONGEST_KEY] and not name.startswith("readme")


def _read_further_keys(document: ParsedDocument, part: str, read: str, reader: Reader) -> Iterator[ScopedClaim]:
    """Yield the limits that other keys of a card state: names, addresses of licenses, and terms of access."""
    metadata = document.metadata or {}
    if str(metadata.get("extra_gated_eu_disallowed", "")).casefold() == "true":
        place = Location(path=document.path, line=document.lines.get("extra_gated_eu_disallowed"))
        claim = unnamed("front_matter", place, Reason.USE_RESTRICTED, "not offered in the European Union")
        yield ScopedClaim(part=part, claim=replace(claim, permissive=Permissive.NO))
    tags = metadata.get("tags")
    tagged = [each for each in tags if isinstance(each, str)] if isinstance(tags, list) else []
    named = [("licenses", each.partition(":")[2]) for each in tagged[:_MOST_WORDS] if each.startswith("license:")]
    for key, value in (*metadata.items(), *named):
        if key == read or not isinstance(value, str) or not _FURTHER_KEY.fullmatch(key):
            continue
        place = Location(path=document.path, line=document.lines.get(key))
        if key.startswith("extra_gated"):
            card = ParsedDocument(path=document.path, blocks=(Block(text=f"The model: {value}", line=place.line or 1),))
            yield from (each for each in read_scoped_claims(card, reader) if each.claim.permissive is Permissive.NO)
            continue
        names = find_license_names(_ADDRESS_PARTS.sub(" ", value), reader.table, bare=True)
        for name in names:
            if name.permissive is not Permissive.YES:
                claim = reader.make_claim(name.expression, "front_matter", place)
                yield ScopedClaim(part=part, claim=replace(claim, permissive=name.permissive))
        if not names and (family := reader.table.origins.restricted.search(_ADDRESS_PARTS.sub(" ", value))):
            yield ScopedClaim(part=part, claim=unnamed("front_matter", place, Reason.FAMILY_TERMS, family[0]))


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
    """Read the license keys of package metadata (the code), of citations (the whole) and of a model's configuration."""
    for source in _METADATA:
        if source.path in gathered.paths:
            yield from _read_metadata_file(source, gathered, reader)


def _read_metadata_file(
    source: "_Source", gathered: RepositoryInputs, reader: Reader
) -> Iterator[ScopedClaim | Problem]:
    data = None
    try:
        data = read_entire_file(gathered.snapshot, source.path, MOST_BYTES)
        value = _get_nested(source.load(data), source.keys)
    except (UnreadableError, UntrustedInputError) as error:
        affects = NOTHING if data is not None and _lacks_key(data, source) else source.affects
        yield Problem(location=Location(path=source.path), message=error.reason, affects=affects)
        return
    if isinstance(value, dict):
        value = value.get("text") or value.get("id")
    if isinstance(value, str) and value.strip() and len(value) < _LONGEST_KEY:
        rows = enumerate(decode_text(data).split("\n"), start=1)
        line = next((number for number, row in rows if _is_key_row(row, source.keys[-1])), None)
        place = Location(path=source.path, line=line)
        stated = reader.parse_claim(_SPDX_ADDRESS.sub("", value), "metadata", place)
        is_old = source.limits_only and stated.permissive is Permissive.YES
        if is_old or (stated.expression is None and source.names_only):
            return
        yield ScopedClaim(part=source.part, claim=stated)


def _lacks_key(data: bytes, source: "_Source") -> bool:
    """Return whether a file that is not in its format cannot state a license, such as BibTeX in CITATION.cff."""
    return source.keys[-1].encode() not in data.lower() and not re.search(rb"[\\\0]", data)


def _is_key_row(row: str, key: str) -> bool:
    """Does a row hold this key, and not one that only begins like it, such as `license-files`?"""
    return re.match(rf"\s*{re.escape(key)}\s*[=:]", row) is not None


def _load_setup(data: bytes) -> object:
    """Return the `license` key of setup.cfg; https://setuptools.pypa.io/en/latest/userguide/declarative_config.html."""
    found = _SETUP_LICENSE.search(decode_text(data))
    return {"license": found[1]} if found else {}


def _load_script(data: bytes) -> object:
    """Return the `license` argument of setup.py, or its classifier; the file is not run.

    https://packaging.python.org/specifications/core-metadata/#license
    """
    text = decode_text(data)
    if found := _SCRIPT_LICENSE.search(text):
        return {"license": found[2]}
    named = _CLASSIFIER.search(text)
    return {"license": named[1] or named[2]} if named else {}


def _load_citation(data: bytes) -> object:
    return load_yaml(data).value


@dataclass(frozen=True, kw_only=True)
class _Source:
    """A file of package metadata: how it is read, where its license stands, and what that covers.

    `names_only`: what is no known license there says nothing; `limits_only`: nor does a permissive one, which is
    often older than the license file.
    """

    path: str
    load: Load
    keys: tuple[str, ...]
    part: str
    names_only: bool = False
    limits_only: bool = False

    @property
    def affects(self) -> frozenset[Affects]:
        """What is unknown where the file cannot be read: terms, unless it is about code alone."""
        return NOTHING if self.part else frozenset({Affects.TERMS})


_METADATA = (
    _Source(path="pyproject.toml", load=load_toml, keys=("project", "license"), part="code"),
    _Source(path="setup.cfg", load=_load_setup, keys=("license",), part="code", names_only=True),
    _Source(path="setup.py", load=_load_script, keys=("license",), part="code", names_only=True, limits_only=True),
    _Source(path="package.json", load=load_json, keys=("license",), part="code", names_only=True),
    _Source(path="CITATION.cff", load=_load_citation, keys=("license",), part=""),
    _Source(path="codemeta.json", load=load_json, keys=("license",), part="", names_only=True),
    _Source(path=".zenodo.json", load=load_json, keys=("license",), part="", names_only=True),
    _Source(path="config.json", load=load_json, keys=("license",), part="weights", names_only=True),
)


def _get_nested(value: object, keys: tuple[str, ...]) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
