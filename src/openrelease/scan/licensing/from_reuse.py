"""REUSE.toml or .reuse/dep5 -> license claims about the files that its annotations match.

https://reuse.software/spec-3.3/#reusetoml and #dep5
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import NOTHING, Affects, Claim, Location, Problem
from openrelease.scan.inputs.read_inputs import MOST_BYTES, RepositoryInputs, read_entire_file
from openrelease.scan.licensing.reuse_glob import ReuseGlob, parse_reuse_glob
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.untrusted import decode_text, load_toml
from openrelease.values import dataclass

REUSE = "REUSE.toml"
_DEP5 = ".reuse/dep5"

_KEY = "SPDX-License-Identifier"
_MOST_PATTERNS = 100  # of all annotations together
_MOST_ENTRIES = 10_000  # files that are tried before an annotation is said to match none
_EVERYTHING = frozenset({"*", "**", "**/*", "./**"})
_STANZA = re.compile(r"\n(?:[ \t]{0,8}\n){1,40}")
_FIELD = re.compile(r"^(Files|License):[ \t]{0,8}([^\n]{0,2000}(?:\n[ \t][^\n]{0,2000}){0,200})", re.MULTILINE)
_DATA = re.compile(r"\.(?:csv|tsv|jsonl|parquet|arrow)$|^(?:data|datasets?|corpus)/")


@dataclass(frozen=True, kw_only=True)
class _Annotation:
    """What one table says: the patterns of paths, and the claim about the files that match one of them."""

    paths: tuple[str, ...]
    globs: tuple[ReuseGlob, ...]
    claim: Claim

    @property
    def is_for_everything(self) -> bool:
        """Whether the annotation is about the whole repository."""
        return bool(_EVERYTHING.intersection(self.paths))

    def matches(self, path: str) -> bool:
        """Return whether the annotation is about the file at `path`."""
        return any(glob.matches(path) for glob in self.globs)

    def select(self, paths: Collection[str]) -> frozenset[str]:
        """Return the paths that the annotation is about."""
        return frozenset(filter(self.matches, paths))


def read_reuse_annotations(
    gathered: RepositoryInputs, reader: Reader, weights: Collection[str]
) -> Iterator[ScopedClaim | Problem]:
    """Yield the claims of the annotations; `weights` are the paths of the release's weight files."""
    path, read = (REUSE, _read_annotations) if REUSE in gathered.paths else (_DEP5, _read_stanzas)
    if path not in gathered.paths:
        return
    try:
        annotations = tuple(read(gathered, reader))
    except (UnreadableError, UntrustedInputError) as error:
        yield Problem(location=Location(path=path), message=error.reason, affects=frozenset({Affects.TERMS}))
        return
    yield from (ScopedClaim(part="", claim=each.claim) for each in annotations if each.is_for_everything)
    narrow = tuple(each for each in annotations if not each.is_for_everything)
    for part, paths in _list_parts(gathered, weights).items():
        yield from _claim_part(part, paths, narrow)
    yield from (_report_no_match(each) for each in narrow if not _matches_a_file(each, gathered))


def _claim_part(part: str, paths: frozenset[str], annotations: Sequence[_Annotation]) -> Iterator[ScopedClaim]:
    """Yield a claim for each annotation of files of one part; those that cover all of them need no scope."""
    selected = {annotation: annotation.select(paths) for annotation in annotations}
    complete = paths == frozenset().union(*selected.values())
    for annotation, files in selected.items():
        if files:
            yield ScopedClaim(part=part, claim=annotation.claim, files=frozenset() if complete else files)


def _list_parts(gathered: RepositoryInputs, weights: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Return the files of each part of a release, as far as they were found to be that."""
    known = {
        "weights": frozenset(weights),
        "code": frozenset(gathered.programs),
        "document": frozenset(each.path for each in gathered.documents),
    }
    taken = frozenset().union(*known.values())
    data = frozenset(path for path in gathered.paths if _DATA.search(path) and path not in taken)
    return {**known, "data": data}


def _matches_a_file(annotation: _Annotation, gathered: RepositoryInputs) -> bool:
    """Return whether a file matches; true, too, of a tree so large that not all of its files are tried."""
    tried = (entry.path for entry in islice(gathered.entries, _MOST_ENTRIES))
    return len(gathered.entries) > _MOST_ENTRIES or any(annotation.matches(path) for path in tried)


def _report_no_match(annotation: _Annotation) -> Problem:
    message = f"this annotation matches no file: {', '.join(annotation.paths) or 'it has no path'}"
    return Problem(location=annotation.claim.location, message=message, affects=NOTHING)


def _read_annotations(gathered: RepositoryInputs, reader: Reader) -> Iterator[_Annotation]:
    data = read_entire_file(gathered.snapshot, REUSE, MOST_BYTES)
    value = load_toml(data)
    listed = value.get("annotations") if isinstance(value, dict) else None
    tables = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    rows = decode_text(data).split("\n")
    lines = iter([number for number, row in enumerate(rows, start=1) if _KEY in row])
    left = _MOST_PATTERNS
    for table in (each for each in tables if each.get(_KEY)):
        annotation = _read_annotation(table, Location(path=REUSE, line=next(lines, None)), reader)
        left -= len(annotation.paths)
        if left < 0:
            raise UntrustedInputError(f"has more than {_MOST_PATTERNS} path patterns")
        yield annotation


def _read_stanzas(gathered: RepositoryInputs, reader: Reader) -> Iterator[_Annotation]:
    """Yield the annotations of a file in Debian's format, whose `*` matches any characters."""
    text, left = decode_text(read_entire_file(gathered.snapshot, _DEP5, MOST_BYTES)), _MOST_PATTERNS
    for stanza in _STANZA.split(text):
        fields = dict(_FIELD.findall(stanza))
        paths = [each.replace("*", "**").replace("?", "*") for each in fields.get("Files", "").split()]
        named = fields.get("License", "").partition("\n")[0].strip()
        left -= len(paths)
        if left < 0:
            raise UntrustedInputError(f"has more than {_MOST_PATTERNS} path patterns")
        if paths and named:
            yield _read_annotation({"path": paths, _KEY: named}, Location(path=_DEP5), reader)


def _read_annotation(table: Mapping[str, object], place: Location, reader: Reader) -> _Annotation:
    """Return one annotation; of several identifiers all apply, as the specification has it."""
    named = " AND ".join(f"({each})" for each in _strings_of(table[_KEY]))
    paths = tuple(_strings_of(table.get("path")))
    globs = (parse_reuse_glob(path) for path in paths)
    return _Annotation(
        paths=paths,
        globs=tuple(glob for glob in globs if glob is not None),
        claim=reader.parse_claim(named, "metadata", place),
    )


def _strings_of(value: object) -> Sequence[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]
