"""catalog/phrases/*.yaml -> Phrasebook: how people speak of licenses, a file for each language.

A phrase has a kind, a short pattern, and sentences of our own that it must find (`reads`) or must not
(`ignores`); a test runs them. The kinds:

- `subject.PART`: what a clause is about; `not_subject` is taken for none, such as "model architecture".
- `license_word`, `names_license`: words for licenses, and those that lead to the name of one.
- `limit.REASON`: a restriction, with the reason it is reported under; `unlimited` denies one;
  `bare_limit` is the beginning of one that names no part: "For commercial use, ...".
- `grant`, `grant.permissive`: a permission that names no license.
- `exception`, `parts_differ`, `deferred`, `elsewhere`, `pointer`, `same_license`: said elsewhere, or not of all.
- `harmless`: a sentence that claims nothing; `example_words`, `yours`: nothing about this release.
- `others`, `own`: cues of somebody else's work, and of the release itself.
- `section.KIND`: words of headings; `column.KIND` of table headers; `cell.no` and `cell.yes` of cells.

A language is read where its script or one of its `markers` occurs in a document; English always is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from openrelease.catalog.packaged_yaml import load_own_yaml
from openrelease.catalog.patterns import bound_repetitions
from openrelease.package_folder import PACKAGE_FOLDER
from openrelease.values import dataclass, field

Pattern = re.Pattern[str]

DEFAULT_LANGUAGE = "en"
_LEAST_MARKERS = 4  # different words of a language that a document in it has
_WORDS_READ = 60_000  # characters of a document by which its languages are detected
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """One pattern, the sentences that it must find and those that it must leave alone."""

    kind: str
    pattern: str
    reads: tuple[str, ...]
    ignores: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Language:
    """The phrases of one language, and how a text in it is recognized."""

    code: str
    phrases: tuple[Phrase, ...]
    script: Pattern | None = None
    markers: frozenset[str] = frozenset()

    def is_used_in(self, text: str, words: frozenset[str]) -> bool:
        """Return whether a text holds this script, or enough words of this language."""
        if self.script is not None:
            return self.script.search(text) is not None
        return len(self.markers & words) >= _LEAST_MARKERS


@dataclass(frozen=True)
class Phrases:
    """The phrases of the languages of one document, one compiled pattern for each kind."""

    languages: tuple[Language, ...]
    _compiled: dict[str, Pattern] = field(default_factory=dict, compare=False, repr=False)

    def search(self, kind: str, text: str) -> re.Match[str] | None:
        """Find the first phrase of a kind."""
        return self.pattern(kind).search(text)

    def has(self, kind: str, text: str) -> bool:
        """Return whether a text holds a phrase of a kind."""
        return self.pattern(kind).search(text) is not None

    def kinds(self, family: str) -> tuple[str, ...]:
        """List the kinds below a family: `limit` holds `limit.non-commercial` and others."""
        return self._families.get(family, ())

    def pattern(self, kind: str) -> Pattern:
        """Compile all patterns of a kind into one; a kind that no language has finds nothing."""
        if kind not in self._compiled:
            parts = [bound_repetitions(phrase.pattern) for phrase in self._all() if phrase.kind == kind]
            joined = "|".join(f"(?:{part})" for part in parts) or r"(?!)"
            self._compiled[kind] = re.compile(joined, re.IGNORECASE)
        return self._compiled[kind]

    @cached_property
    def _families(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for phrase in self._all():
            found.setdefault(phrase.kind.partition(".")[0], {})[phrase.kind] = None
        return {family: tuple(kinds) for family, kinds in found.items()}

    def _all(self) -> Iterator[Phrase]:
        for language in self.languages:
            yield from language.phrases


@dataclass(frozen=True, kw_only=True)
class Phrasebook:
    """All languages."""

    languages: tuple[Language, ...]

    def for_text(self, text: str) -> Phrases:
        """Give the phrases of the languages that a text is written in."""
        head = text[:_WORDS_READ]
        words = frozenset(word.casefold() for word in _WORD.findall(head))
        used = (each for each in self.languages if each.code == DEFAULT_LANGUAGE or each.is_used_in(head, words))
        return _join_languages(tuple(each.code for each in used))

    def of(self, codes: Iterable[str]) -> Phrases:
        """Give the phrases of the languages with these codes."""
        wanted = frozenset(codes)
        return Phrases(tuple(each for each in self.languages if each.code in wanted))


@cache
def load_phrasebook() -> Phrasebook:
    """Load the phrases of all languages, English first."""
    folder = PACKAGE_FOLDER / "catalog" / "phrases"
    paths = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".yaml")),
        key=lambda path: (path.name != f"{DEFAULT_LANGUAGE}.yaml", path.name),
    )
    return Phrasebook(languages=tuple(_read_language(load_own_yaml(path.read_bytes())) for path in paths))


@cache
def _join_languages(codes: tuple[str, ...]) -> Phrases:
    return load_phrasebook().of(codes)


def _read_language(data: Mapping[str, Any]) -> Language:
    return Language(
        code=data["language"],
        phrases=tuple(_read_phrase(entry) for entry in data["phrases"]),
        script=re.compile(data["script"]) if "script" in data else None,
        markers=frozenset(data.get("markers", ())),
    )


def _read_phrase(entry: Mapping[str, Any]) -> Phrase:
    return Phrase(
        kind=entry["kind"],
        pattern=entry["pattern"],
        reads=tuple(entry["reads"]),
        ignores=tuple(entry["ignores"]),
    )
