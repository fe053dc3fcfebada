"""Fingerprint index of known license texts: numbers of words, no text.

Made by scripts/build_license_index.py. A word is known by a hash of 64 bits; its place in the vocabulary is
its number. A text is a template (see `templates`) whose words are such numbers. Hashes of some runs of four
words of each template, its anchors, find the templates that a text may hold.
"""

import base64
import hashlib
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from openrelease.licenses.texts.matching.templates import UNKNOWN, Program, decode_template
from openrelease.licenses.texts.words.tokens import split_words
from openrelease.values import dataclass, field

RUN = 4
"""Words in a run."""
_MOST_SEEN = 50_000
_FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
_LANE = 8
"""Bytes for a number where many are multiplied at once: the sum of four products stays inside."""


@dataclass(frozen=True, kw_only=True)
class Template:
    """A known text: `role` is "license", "notice", "policy" (of acceptable use), "exception" or "aside".

    An aside is a title, a header or another part that may stand beside the license `id`, or beside any one where
    that is empty. `anchors` is how many of its runs the index holds. `size` counts the words that must be there.
    """

    id: str
    role: str
    size: int
    anchors: int
    packed: str = field(repr=False)

    @cached_property
    def program(self) -> Program:
        """The elements of the template."""
        return decode_template(base64.b64decode(self.packed).decode("utf-16-le"))


@dataclass(frozen=True, kw_only=True)
class TextIndex:
    """The index as it lies in data/license_texts.json; nothing is decoded before it is needed."""

    version: str
    vocabulary: str = field(repr=False)
    templates: Sequence[Template] = field(repr=False)
    anchors: str = field(repr=False)
    notes: Mapping[str, str] = field(repr=False, default_factory=dict)

    def encode(self, words: Iterable[str]) -> str:
        """Return one character a word; UNKNOWN for a word that no known license has."""
        seen = self._seen
        return "".join([seen[word] if word in seen else self._look_up(word) for word in words])

    def find_rows(self, runs: Iterable[int]) -> Iterator[int]:
        """Yield the index into `templates` of each anchor that is one of the runs."""
        anchors, rows, known = self._anchors
        for run in known.intersection(runs):
            at = bisect_left(anchors, run)
            while at < len(anchors) and anchors[at] == run:
                yield rows[at]
                at += 1

    @cached_property
    def _anchors(self) -> tuple[Sequence[int], Sequence[int], frozenset[int]]:
        """The anchors in order, the index into `templates` of each, and the set of them."""
        flat = unpack_numbers(self.anchors, "I")
        half = len(flat) // 2
        return flat[:half], flat[half:], frozenset(flat[:half])

    def asides_of(self, license_ids: Iterable[str]) -> Sequence[Template]:
        """Return what may stand beside any of some licenses."""
        return [each for key in (*license_ids, "") for each in self._asides.get(key, ())]

    @cached_property
    def _asides(self) -> Mapping[str, Sequence[Template]]:
        found: dict[str, list[Template]] = {}
        for template in self.templates:
            if template.role == "aside":
                found.setdefault(template.id, []).append(template)
        return found

    def has_note(self, license_id: str, text: str) -> bool:
        """Return whether a link target or the like belongs to the text of a license."""
        packed = self.notes.get(license_id)
        return packed is not None and hash_note(text) in unpack_numbers(packed, "Q")

    def _look_up(self, word: str) -> str:
        """The character of a word that was not looked up before; what is remembered has a bound."""
        number = self._numbers.get(hash_word(word))
        character = UNKNOWN if number is None else chr(number)
        if len(self._seen) < _MOST_SEEN:
            self._seen[word] = character
        return character

    @cached_property
    def _seen(self) -> dict[str, str]:
        return {}

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {word: number for number, word in enumerate(unpack_numbers(self.vocabulary, "Q"))}


def hash_word(word: str) -> int:
    """Return the 64 bits by which a word is known."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def hash_note(text: str) -> int:
    """Return the hash of a note (see `reveal_text`), whatever its punctuation and case."""
    return hash_word(" ".join(split_words(text).words))


def hash_runs(text: str) -> list[int]:
    """Return a 32-bit hash of each run of `RUN` words of an encoded text, by where it begins.

    The characters lie side by side in one long integer, so that one product scales them all.
    """
    count = max(0, len(text) - RUN + 1)
    row = int.from_bytes(struct.pack(f"<{len(text)}Q", *map(ord, text)), "little")
    sums = sum((row >> 8 * _LANE * at) * factor for at, factor in enumerate(_FACTORS))
    data = sums.to_bytes(_LANE * len(text) + 8, "little")[: _LANE * count]
    return list(struct.unpack(f"<{2 * count}I", data)[::2])


@lru_cache(maxsize=4)
def unpack_numbers(packed: str, code: str) -> Sequence[int]:
    """Return packed numbers; `code` is their struct format."""
    data = base64.b64decode(packed)
    return struct.unpack(f"<{len(data) // struct.calcsize('<' + code)}{code}", data)
