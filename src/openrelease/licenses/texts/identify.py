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
from openrelease.licenses.texts.full_text_match import Found, find
from openrelease.licenses.texts.near_neighbors import nearer
from openrelease.licenses.texts.remaining_sentences import Residue, residue, without
from openrelease.licenses.texts.restriction_phrases import Restriction, restrictions
from openrelease.licenses.texts.spdx_classifier import Span, spans
from openrelease.licenses.texts.tokens import Words, clean, prose, read
from openrelease.licenses.texts.unlisted_title import about_models, reads_like_a_license, reference
from openrelease.licenses.texts.word_diff import Difference, difference
from openrelease.model import Permissive

LONGEST = 1_000_000
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
        if len(text) > LONGEST:
            return Identification(note=f"longer than {LONGEST} characters")
        cleaned = clean(text)
        if len(read(cleaned)) < _FEW_WORDS and _URL.search(text):
            return Identification(kind="url", note="a link to a text that is elsewhere")
        return self._identified(cleaned)

    def _identified(self, text: str) -> Identification:
        """The first reading that leaves nothing open, else the one that explains most of the text."""
        plain = read(prose(text))
        found = tuple(
            self._rivaled(_of_pack(each, plain), plain.words[each.start : each.end], plain.words)
            for each in find(plain.words, self.index.coded(plain.words), self.index)
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
        share = _share(parts, read(text))
        taken = [(part.start, part.end) for part in parts]
        rest = residue(prose(text), taken, [part.id for part in parts], self.index, self._is_title)
        licenses = tuple(part for part in parts if not part.policy)
        if not licenses or (rest.changes and share < _OWN_SHARE):
            return share, self._custom(text, parts)
        return share, self._named(text, _without_echoes(licenses), (*_beside(rest), *self._policies(parts)))

    def _policies(self, parts: Sequence[_Part]) -> tuple[str, ...]:
        """A policy belongs to a license that restricts use; beside any other it is a change."""
        restricted = any(self.table.permissive(part.id) is Permissive.NO for part in parts if not part.policy)
        return (
            ()
            if restricted
            else tuple("an acceptable use policy stands beside it" for p in parts if p.policy)
        )

    def _classified(self, text: str, packed: Sequence[_Part]) -> tuple[_Part, ...]:
        rest = without(text, [(part.start, part.end) for part in packed])
        left = residue(prose(rest), (), [part.id for part in packed], self.index, self._is_title)
        if left.words < _FEW_WORDS:
            return ()
        found = spans(rest, self._listed)
        return tuple(self._checked(span, rest, found) for span in found)

    def _checked(self, span: Span, text: str, found: Sequence[Span]) -> _Part:
        part = _Part(id=span.id, start=span.start, end=span.end)
        bag = self.index.bag(span.id)
        if bag is None:
            return part if span.known else replace(part, change="a part has no SPDX id")
        others = [(other.start, other.end) for other in found if other is not span]
        whole = read(without(text, others)).words
        spanned = read(prose(text)[span.start : span.end]).words
        differs = difference(spanned, whole, bag, self.index)
        change = _told(differs) if differs.changed else ""
        checked = replace(
            part, notice=differs.notice, change=change or self._beyond(part, text, notice=differs.notice)
        )
        return checked if differs.notice else self._rivaled(checked, spanned, whole)

    def _rivaled(self, part: _Part, words: Sequence[str], whole: Sequence[str]) -> _Part:
        """The part, in doubt where its words are as near to another license."""
        rivals = () if part.change else self.index.rivals(part.id)
        if not rivals:
            return part
        span, text = (Counter(self.index.coded(each)) for each in (words, whole))
        rival = nearer(span, text, rivals)
        return replace(part, change=f"as near to {rival} as to {part.id}") if rival else part

    def _beyond(self, part: _Part, text: str, *, notice: bool) -> str:
        """What a notice says beyond naming its license: its match reaches back over 50 words before it."""
        if not notice:
            return ""
        said = prose(text)[part.start : part.end]
        more = residue(said, (), [part.id], self.index, self._is_title)
        return "the notice says more than the license does" if more.lines else ""

    def _named(self, text: str, parts: Sequence[_Part], beside: Sequence[str]) -> Identification:
        changes = tuple(dict.fromkeys((*(part.change for part in parts if part.change), *beside)))
        ids = tuple(dict.fromkeys(part.id for part in parts))
        return Identification(
            expression=" AND ".join(_changed_id(key) if changes else key for key in ids),
            matches=tuple(_match(part, text) for part in parts),
            modified=bool(changes),
            kind=_kind(text, parts),
            restrictions=restrictions(text) if changes else (),
            note="; ".join(changes),
        )

    def _custom(self, text: str, parts: Sequence[_Part]) -> Identification:
        """A text that no list knows, or in which known licenses are the lesser part."""
        policy = bool(parts) and all(part.policy for part in parts)
        legal = reads_like_a_license(text) and not policy
        own = reference(text, self.table) if legal and about_models(text) else None
        return Identification(
            expression=own,
            matches=tuple(_match(part, text) for part in parts),
            kind="license" if legal else "unknown",
            restrictions=restrictions(text),
            note="an acceptable use policy, not a license" if policy else "not a text that is known",
        )

    def _is_title(self, line: str) -> bool:
        return len(line) < 100 and self.table.explain(line.strip(" \t#*=-_/.")) is not None  # noqa: PLR2004 - a line

    @cached_property
    def _listed(self) -> Mapping[str, str]:
        replaced = {old: new for old, new in self.table.replaced.items() if " " not in new}
        own = {
            key: key for key in (*self.table.listed, *self.table.rows) if not key.startswith("LicenseRef-")
        }
        return {**own, **replaced}


def describe(identification: Identification) -> Mapping[str, object]:
    """The identification as JSON can hold it; the caller adds `file`."""
    return {
        "expression": identification.expression,
        "modified": identification.modified,
        "kind": identification.kind,
        "matches": [
            {"id": m.id, "start_line": m.start_line, "end_line": m.end_line} for m in identification.matches
        ],
        "restrictions": [{"kind": found.kind, "line": found.line} for found in identification.restrictions],
        "note": identification.note,
    }


def _of_pack(found: Found, plain: Words) -> _Part:
    lines = sorted({plain.line(at) for at in found.added})
    where = f" on line {lines[0]}" if lines else ""
    return _Part(
        id=found.text.id,
        start=plain.starts[found.start],
        end=plain.ends[found.end - 1],
        change=f"text differs: {len(found.added)} words added{where}, {found.missing} missing"
        if found.changed
        else "",
        policy=found.text.role == "policy",
    )


def _told(differs: Difference) -> str:
    shown = " ".join(ascii(word)[1:-1] for word in differs.added[:6])
    added = f'{len(differs.added)} words added ("{shown}")' if differs.added else ""
    missing = f"{differs.missing} words missing" if differs.missing else ""
    return "text differs: " + ", ".join(filter(None, (added, missing)))


def _without_echoes(parts: Sequence[_Part]) -> tuple[_Part, ...]:
    """The parts without the unchanged notices of licenses whose text is there too."""
    families = {_family(part.id) for part in parts if not part.notice}
    kept = tuple(part for part in parts if part.change or not part.notice or _family(part.id) not in families)
    return tuple(sorted(kept, key=lambda part: part.start))


def _family(license_id: str) -> str:
    return re.sub(r"(?:-(?:no-)?invariants)?-(?:only|or-later)$", "", license_id)


def _share(parts: Sequence[_Part], words: Words) -> float:
    taken = sum(len(words.between(part.start, part.end)) for part in parts)
    return taken / max(len(words), 1)


def _changed_id(license_id: str) -> str:
    return f"LicenseRef-modified-{license_id.removeprefix('LicenseRef-')}"


def _match(part: _Part, text: str) -> Match:
    return Match(
        id=part.id,
        start_line=text.count("\n", 0, part.start) + 1,
        end_line=text.count("\n", 0, max(part.start, part.end - 1)) + 1,
    )


def _beside(rest: Residue) -> tuple[str, ...]:
    where = f" on line {rest.lines[0]}" if rest.lines else ""
    return (f"text beside the license{where} may change it",) if rest.changes else ()


def _kind(text: str, parts: Sequence[_Part]) -> str:
    if all(part.notice for part in parts):
        return "notice"
    first = min(part.start for part in parts)
    unfilled = _UNFILLED.search(text)
    return "template" if unfilled and unfilled.start() <= first + 200 else "license"
