"""Text -> Identification: which licenses a text is, unchanged or not, and what it restricts.

Whole texts of AI and data licenses are compared first (`pack`), then SPDX templates (`classifier`). A match
of a template counts only after two checks of our own: no word of weight was added or is missing inside of it
(`difference`), and nothing weighty stands beside it (`residue`). A changed text never gets the plain id.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from openrelease.licenses.terms.license_table import LicenseTable
from openrelease.licenses.texts.fingerprints import TextIndex
from openrelease.licenses.texts.full_text_match import FullTextMatch, find_full_texts
from openrelease.licenses.texts.near_neighbors import find_nearer_license
from openrelease.licenses.texts.remaining_sentences import Remainder, blank_ranges, find_remainder
from openrelease.licenses.texts.restriction_phrases import Restriction, find_restrictions
from openrelease.licenses.texts.spdx_classifier import ClassifiedSpan, classify_spans
from openrelease.licenses.texts.tokens import Words, blank_copyright_lines, blank_markup, split_words
from openrelease.licenses.texts.unlisted_title import derive_license_ref, mentions_models, reads_like_a_license
from openrelease.licenses.texts.word_diff import Difference, compare_words
from openrelease.model import Permissive

MAX_CHARACTERS = 1_000_000
"""Characters that are looked at; of a longer text nothing is said."""

_URL = re.compile(r"https?://\S+")
_UNFILLED = re.compile(
    r"copyright[^\n]{0,20}[<\[{]\s*(?:year|yyyy|name|full ?name|owner|copyright[ _-]?holders?|organi)",
    re.IGNORECASE,
)
_FEW_WORDS = 20
_OWN_SHARE = 0.5


@dataclass(frozen=True, kw_only=True)
class Match:
    """A license found in a text; lines count from 1, both ends belong to it."""

    id: str
    start_line: int
    end_line: int


@dataclass(frozen=True, kw_only=True)
class Identification:
    """What a text is.

    `expression` names every license in it, joined by AND; of a changed text `LicenseRef-modified-…`, with
    `modified` set and the license it comes from in `matches`. `kind` is "license", "notice" (names a license
    without its text), "url", "empty", "template" (its copyright line is not filled in), or "unknown".
    `restrictions` are those of texts that are changed or on no list. `note` says what differs, in short.
    """

    expression: str | None = None
    matches: tuple[Match, ...] = ()
    modified: bool = False
    kind: str = "unknown"
    restrictions: tuple[Restriction, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One license in a text: offsets, and why it is not the plain license, or nothing."""

    id: str
    start: int
    end: int
    change: str = ""
    notice: bool = False
    policy: bool = False


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """Recognizes license texts; built once, then asked for each text."""

    table: LicenseTable
    index: TextIndex

    def identify(self, text: str) -> Identification:
        """Say which licenses a text is; a text of more than a million characters is unknown."""
        if not text.strip("\ufeff \t\r\n"):
            return Identification(kind="empty")
        if len(text) > MAX_CHARACTERS:
            return Identification(note=f"longer than {MAX_CHARACTERS} characters")
        cleaned = blank_markup(text)
        if len(split_words(cleaned)) < _FEW_WORDS and _URL.search(text):
            return Identification(kind="url", note="a link to a text that is elsewhere")
        return self._identified(cleaned)

    def _identified(self, text: str) -> Identification:
        """The first reading that leaves nothing open, else the one that explains most of the text."""
        plain = split_words(blank_copyright_lines(text))
        found = tuple(
            self._rivaled(_part_from_match(each, plain), plain.words[each.start : each.end], plain.words)
            for each in find_full_texts(plain.words, self.index.coded(plain.words), self.index)
        )
        sure = tuple(part for part in found if not part.change)
        readings: list[tuple[float, Identification]] = []
        for packed in dict.fromkeys((sure, (), found)):
            share, reading = self._read(text, packed)
            if reading.expression is not None and not reading.modified and share >= _OWN_SHARE:
                return reading
            readings.append((share, reading))
        return max(readings, key=lambda each: each[0])[1]

    def _read(self, text: str, packed: Sequence[_Part]) -> tuple[float, Identification]:
        """One reading of the text, and the share of its words that it explains."""
        parts = (*packed, *self._classified(text, packed))
        share = _compute_share(parts, split_words(text))
        taken = [(part.start, part.end) for part in parts]
        rest = find_remainder(
            blank_copyright_lines(text), taken, [part.id for part in parts], self.index, self._is_title
        )
        licenses = tuple(part for part in parts if not part.policy)
        if not licenses or (rest.changes and share < _OWN_SHARE):
            return share, self._custom(text, parts)
        return share, self._named(
            text, _drop_repeated_notices(licenses), (*_describe_remainder(rest), *self._policies(parts))
        )

    def _policies(self, parts: Sequence[_Part]) -> tuple[str, ...]:
        """A policy belongs to a license that restricts use; beside any other it is a change."""
        restricted = any(self.table.permissive(part.id) is Permissive.NO for part in parts if not part.policy)
        return () if restricted else tuple("an acceptable use policy stands beside it" for p in parts if p.policy)

    def _classified(self, text: str, packed: Sequence[_Part]) -> tuple[_Part, ...]:
        rest = blank_ranges(text, [(part.start, part.end) for part in packed])
        left = find_remainder(blank_copyright_lines(rest), (), [part.id for part in packed], self.index, self._is_title)
        if left.words < _FEW_WORDS:
            return ()
        found = classify_spans(rest, self._listed)
        return tuple(self._checked(span, rest, found) for span in found)

    def _checked(self, span: ClassifiedSpan, text: str, found: Sequence[ClassifiedSpan]) -> _Part:
        part = _Part(id=span.id, start=span.start, end=span.end)
        bag = self.index.bag(span.id)
        if bag is None:
            return part if span.known else replace(part, change="a part has no SPDX id")
        others = [(other.start, other.end) for other in found if other is not span]
        whole = split_words(blank_ranges(text, others)).words
        spanned = split_words(blank_copyright_lines(text)[span.start : span.end]).words
        differs = compare_words(spanned, whole, bag, self.index)
        change = _format_difference(differs) if differs.changed else ""
        checked = replace(part, notice=differs.notice, change=change or self._beyond(part, text, notice=differs.notice))
        return checked if differs.notice else self._rivaled(checked, spanned, whole)

    def _rivaled(self, part: _Part, words: Sequence[str], whole: Sequence[str]) -> _Part:
        """The part, in doubt where its words are as near to another license."""
        rivals = () if part.change else self.index.rivals(part.id)
        if not rivals:
            return part
        span, text = (Counter(self.index.coded(each)) for each in (words, whole))
        rival = find_nearer_license(span, text, rivals)
        return replace(part, change=f"as near to {rival} as to {part.id}") if rival else part

    def _beyond(self, part: _Part, text: str, *, notice: bool) -> str:
        """What a notice says beyond naming its license: its match reaches back over 50 words before it."""
        if not notice:
            return ""
        said = blank_copyright_lines(text)[part.start : part.end]
        more = find_remainder(said, (), [part.id], self.index, self._is_title)
        return "the notice says more than the license does" if more.lines else ""

    def _named(self, text: str, parts: Sequence[_Part], beside: Sequence[str]) -> Identification:
        changes = tuple(dict.fromkeys((*(part.change for part in parts if part.change), *beside)))
        ids = tuple(dict.fromkeys(part.id for part in parts))
        return Identification(
            expression=" AND ".join(_format_modified_id(key) if changes else key for key in ids),
            matches=tuple(_locate_match(part, text) for part in parts),
            modified=bool(changes),
            kind=_classify_kind(text, parts),
            restrictions=find_restrictions(text) if changes else (),
            note="; ".join(changes),
        )

    def _custom(self, text: str, parts: Sequence[_Part]) -> Identification:
        """A text that no list knows, or in which known licenses are the lesser part."""
        policy = bool(parts) and all(part.policy for part in parts)
        legal = reads_like_a_license(text) and not policy
        own = derive_license_ref(text, self.table) if legal and mentions_models(text) else None
        return Identification(
            expression=own,
            matches=tuple(_locate_match(part, text) for part in parts),
            kind="license" if legal else "unknown",
            restrictions=find_restrictions(text),
            note="an acceptable use policy, not a license" if policy else "not a text that is known",
        )

    def _is_title(self, line: str) -> bool:
        return len(line) < 100 and self.table.explain(line.strip(" \t#*=-_/.")) is not None  # noqa: PLR2004 - a line

    @cached_property
    def _listed(self) -> Mapping[str, str]:
        replaced = {old: new for old, new in self.table.replaced.items() if " " not in new}
        own = {key: key for key in (*self.table.listed, *self.table.rows) if not key.startswith("LicenseRef-")}
        return {**own, **replaced}


def describe_identification(identification: Identification) -> Mapping[str, object]:
    """The identification as JSON can hold it; the caller adds `file`."""
    return {
        "expression": identification.expression,
        "modified": identification.modified,
        "kind": identification.kind,
        "matches": [{"id": m.id, "start_line": m.start_line, "end_line": m.end_line} for m in identification.matches],
        "restrictions": [{"kind": found.kind, "line": found.line} for found in identification.restrictions],
        "note": identification.note,
    }


def _part_from_match(found: FullTextMatch, plain: Words) -> _Part:
    lines = sorted({plain.line(at) for at in found.added})
    where = f" on line {lines[0]}" if lines else ""
    return _Part(
        id=found.text.id,
        start=plain.starts[found.start],
        end=plain.ends[found.end - 1],
        change=f"text differs: {len(found.added)} words added{where}, {found.missing} missing" if found.changed else "",
        policy=found.text.role == "policy",
    )


def _format_difference(differs: Difference) -> str:
    shown = " ".join(ascii(word)[1:-1] for word in differs.added[:6])
    added = f'{len(differs.added)} words added ("{shown}")' if differs.added else ""
    missing = f"{differs.missing} words missing" if differs.missing else ""
    return "text differs: " + ", ".join(filter(None, (added, missing)))


def _drop_repeated_notices(parts: Sequence[_Part]) -> tuple[_Part, ...]:
    """The parts without the unchanged notices of licenses whose text is there too."""
    families = {_strip_version_form(part.id) for part in parts if not part.notice}
    kept = tuple(
        part for part in parts if part.change or not part.notice or _strip_version_form(part.id) not in families
    )
    return tuple(sorted(kept, key=lambda part: part.start))


def _strip_version_form(license_id: str) -> str:
    return re.sub(r"(?:-(?:no-)?invariants)?-(?:only|or-later)$", "", license_id)


def _compute_share(parts: Sequence[_Part], words: Words) -> float:
    taken = sum(len(words.between(part.start, part.end)) for part in parts)
    return taken / max(len(words), 1)


def _format_modified_id(license_id: str) -> str:
    return f"LicenseRef-modified-{license_id.removeprefix('LicenseRef-')}"


def _locate_match(part: _Part, text: str) -> Match:
    return Match(
        id=part.id,
        start_line=text.count("\n", 0, part.start) + 1,
        end_line=text.count("\n", 0, max(part.start, part.end - 1)) + 1,
    )


def _describe_remainder(rest: Remainder) -> tuple[str, ...]:
    where = f" on line {rest.lines[0]}" if rest.lines else ""
    return (f"text beside the license{where} may change it",) if rest.changes else ()


def _classify_kind(text: str, parts: Sequence[_Part]) -> str:
    if all(part.notice for part in parts):
        return "notice"
    first = min(part.start for part in parts)
    unfilled = _UNFILLED.search(text)
    return "template" if unfilled and unfilled.start() <= first + 200 else "license"
