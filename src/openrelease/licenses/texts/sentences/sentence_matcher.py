"""Words of a file -> the closed forms of sentences (`sentence_forms`) that begin at a word."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache

from openrelease.licenses.texts.matching.match_template import EncodedText, match_program
from openrelease.licenses.texts.matching.templates import Program
from openrelease.licenses.texts.names.addresses import find_address, find_license_file, find_license_page
from openrelease.licenses.texts.names.description_words import DESCRIPTION_WORDS, MOST_WORDS, PREPOSITIONS
from openrelease.licenses.texts.names.file_names import is_harmless_file
from openrelease.licenses.texts.names.holder_names import coined_ends, item_ends, name_ends, project_ends
from openrelease.licenses.texts.sentences import sentence_forms
from openrelease.licenses.texts.sentences.form_parser import ANY, SLOTS, Form, FormParser, read_forms, read_parts
from openrelease.licenses.texts.sentences.license_names import LicenseNames
from openrelease.licenses.texts.words.tokens import Words
from openrelease.values import dataclass, field

_FILE = re.compile(
    r"(?:\.{0,2}/)?(?:[\w.@-]{1,40}/){0,6}(?:(?:un)?licen[cs]es?|copying|notices?|authors?|contributors?|copyright|"
    r"readme|acknowledge?ments?|credits|patents|third[-_]?party[\w-]{0,20}|[\w-]{1,40}\.(?:py|js|ts|c|h|cc|cpp|hpp|"
    r"java|go|rs|rb|md|txt|json|ya?ml|css|html?|sh|pl|php|cs|m|swift|proto))(?:[-_.][\w.-]{1,30})?"
    r"|(?:[\w.@*-]{1,40}/){1,6}[\w.*-]{0,40}",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    rf"(?:v?\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|"
    rf"\d{{1,2}}\.? {_MONTH} (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?![\w-])",
    re.IGNORECASE,
)
_MOST_LICENSE_WORDS = 14
_LEAST_WITH_PARTS = 2
"""Licenses in a file one of which may be said to be that of a part."""


@dataclass(frozen=True, kw_only=True)
class SentenceMatcher:
    """Finds forms in the words of one file.

    `present` are the ids of the licenses in the file; without any, a sentence may name any license.
    """

    words: Words
    names: LicenseNames
    present: Sequence[str]
    _known: dict[tuple[str, int], Sequence[int]] = field(default_factory=dict, repr=False)

    def find(self, at: int) -> Iterator[tuple[Form, int]]:
        """Yield the forms that begin at a word, each with the words before which it may end."""
        letter = self._text.text[at : at + 1]
        for form in _forms_for(letter):
            if form.kind == "part" and len(set(self.present)) < _LEAST_WITH_PARTS:
                continue
            for end in match_program(form.program, self._text, at):
                yield form, end

    def named(self, start: int, end: int) -> Sequence[str]:
        """Return the licenses that are named between two words, in order."""
        found: dict[str, None] = {}
        at = start
        while at < end:
            names = {stop: key for stop, key in self._license_names(at).items() if stop <= end}
            if names:
                found[names[max(names)]] = None
            at = max(names, default=at + 1)
        return tuple(found)

    @cached_property
    def _text(self) -> EncodedText:
        parser, _ = _parse_forms()
        slots = {sign: self._remember(name, getattr(self, f"_{name}_ends")) for name, sign in SLOTS.items()}
        parts = {sign: self._remember(sign, self._match(program)) for sign, program in parser.parsed.items()}
        return EncodedText(text=parser.encode(self.words.words), slots={**slots, **parts})

    def _match(self, program: Program) -> Callable[[int], Sequence[int]]:
        return lambda at: tuple(match_program(program, self._text, at))

    def _remember(self, name: str, fill: Callable[[int], Sequence[int]]) -> Callable[[int], Sequence[int]]:
        """Return the function with its answers remembered: many forms ask the same at one word."""

        def ends(at: int) -> Sequence[int]:
            known = self._known.get((name, at))
            if known is None:
                known = self._known[name, at] = fill(at) if at < len(self.words) else ()
            return known

        return ends

    def _license_ends(self, at: int) -> Sequence[int]:
        return tuple(self._license_names(at))

    def _license_names(self, at: int) -> Mapping[int, str]:
        return self.names.find(self.words, at, _MOST_LICENSE_WORDS, self.present)

    def _permissive_ends(self, at: int) -> Sequence[int]:
        return tuple(self.names.find_permissive(self.words, at, _MOST_LICENSE_WORDS))

    def _name_ends(self, at: int) -> Sequence[int]:
        return name_ends(self.words, at)

    def _project_ends(self, at: int) -> Sequence[int]:
        return project_ends(self.words, at)

    def _item_ends(self, at: int) -> Sequence[int]:
        return item_ends(self.words, at)

    def _coined_ends(self, at: int) -> Sequence[int]:
        return coined_ends(self.words, at)

    def _url_ends(self, at: int) -> Sequence[int]:
        found = find_address(self.words, at, self._known_words)
        return () if found is None else (found,)

    def _deed_ends(self, at: int) -> Sequence[int]:
        found = find_license_page(self.words, at, self._known_words)
        return () if found is None else (found,)

    @cached_property
    def _known_words(self) -> AbstractSet[str] | None:
        """The words of the names of the licenses in the file."""
        return self.names.tokens_of(self.present) if self.present else None

    def _source_ends(self, at: int) -> Sequence[int]:
        found = find_license_file(self.words, at)
        return () if found is None else (found,)

    def _date_ends(self, at: int) -> Sequence[int]:
        found = _DATE.match(self.words.text, self.words.starts[at])
        end = at
        while found and end < len(self.words) and self.words.starts[end] < found.end():
            end += 1
        return (end,) if end > at else ()

    def _years_ends(self, at: int) -> Sequence[int]:
        return (at + 1,) if re.fullmatch(r"(?:19|20)\d\d", self.words.words[at]) else ()

    def _file_ends(self, at: int) -> Sequence[int]:
        words = self.words
        found = _FILE.match(words.text, words.starts[at] - (words.gap(at)[-1:] in {".", "/"}))
        if found is None or not re.search(r"[./_-]|^[A-Z]{4,}$", found[0]):
            return ()
        if not is_harmless_file(found[0], self._known_words):
            return ()
        end = at + 1
        while end < len(words) and words.starts[end] < found.end():
            end += 1
        return (end,)

    def _description_ends(self, at: int) -> Sequence[int]:
        words = self.words.words
        ends: list[int] = []
        if at < len(words) and words[at] in PREPOSITIONS:
            return ()
        while at < len(words) and words[at] in DESCRIPTION_WORDS and len(ends) < MOST_WORDS:
            at += 1
            ends.append(at)
        return ends[2:]


@lru_cache(maxsize=1)
def _parse_forms() -> tuple[FormParser, Sequence[Form]]:
    parser = FormParser(parts=read_parts(sentence_forms.PARTS))
    groups = {
        "title": sentence_forms.TITLES,
        "introduction": sentence_forms.INTRODUCTIONS,
        "choice": sentence_forms.CHOICES,
        "bundled": sentence_forms.BUNDLED,
        "part": sentence_forms.PART_LICENSES,
        "tagged": sentence_forms.TAGGED,
        "address": sentence_forms.ADDRESSES,
    }
    return parser, [parser.parse(kind, text) for kind, block in groups.items() for text in read_forms(block)]


@lru_cache(maxsize=4096)
def _forms_for(letter: str) -> Sequence[Form]:
    """Return the forms that can begin with a word."""
    return [form for form in _parse_forms()[1] if letter in form.begins or ANY in form.begins]
