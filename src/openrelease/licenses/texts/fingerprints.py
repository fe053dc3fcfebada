"""What is remembered of known license texts: numbers of words, never their prose.

Made by scripts/build_license_index.py. A word is known by its CRC-32 alone and has a number; each license has
the numbers of its words with how often they may and must occur (`bag`), the word triples of its text that
stand outside what the classifier matches (`known`), the words that tell it from its `neighbors`, or the whole
sequence of numbers (`sequences`).
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

UNKNOWN_WORD = -1
_MOST_SEEN = 50_000
UNBOUNDED = 255
_FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
_LANE = 8
"""Bytes for a number where many are multiplied at once: the sum of four products stays inside."""


@dataclass(frozen=True, kw_only=True)
class WordBounds:
    """How often a word, by its number, may occur at most and must occur at least; 255 is no bound."""

    most: Mapping[int, int]
    least: Mapping[int, int]


@dataclass(frozen=True, kw_only=True)
class IndexedText:
    """A whole text as numbers of words; `role` is "license" or "policy" (an acceptable use policy)."""

    id: str
    role: str
    packed: str = field(repr=False)

    @property
    def size(self) -> int:
        """How many words it has, without unpacking them."""
        return (len(self.packed) // 4 * 3 - self.packed[-2:].count("=")) // 2

    @cached_property
    def numbers(self) -> Sequence[int]:
        """The numbers of its words, in order."""
        data = base64.b64decode(self.packed)
        return struct.unpack(f"<{len(data) // 2}H", data)


@dataclass(frozen=True, kw_only=True)
class SimilarLicense:
    """A license spelled almost like another one.

    `differing` are the words that tell the two apart: the number of each, how often the other license has it
    at most and at least, and how often this one does. `lead`: how many words nearer a text has to be to this
    one, so that it is in doubt; where it is 0, none.
    """

    id: str
    lead: int
    differing: Sequence[tuple[int, int, int, int]]


@dataclass(frozen=True, kw_only=True)
class TextIndex:
    """The index as it lies in data/license_texts.json; nothing is decoded before it is needed."""

    version: str
    vocabulary: str = field(repr=False)
    weighty_words: str = field(repr=False)
    bags: Mapping[str, str] = field(repr=False)
    known: Mapping[str, str] = field(repr=False)
    sequences: Sequence[IndexedText] = field(repr=False)
    anchors: str = field(repr=False)
    neighbors: Mapping[str, Sequence[tuple[str, str, int]]] = field(repr=False, default_factory=dict)

    def coded(self, words: Iterable[str]) -> list[int]:
        """Words as numbers; -1 for a word that no known license has."""
        seen = self._seen
        return [seen[word] if word in seen else self._code(word) for word in words]

    def bag(self, license_id: str) -> WordBounds | None:
        """The bag of an SPDX id, None where there is none."""
        packed = self.bags.get(license_id)
        return None if packed is None else _unpack_bag(packed)

    def rivals(self, license_id: str) -> tuple[SimilarLicense, ...]:
        """The licenses that a text may be taken for this one instead of."""
        near = self.neighbors.get(license_id, ())
        return tuple(
            SimilarLicense(id=key, lead=lead, differing=_unpack_differences(packed)) for key, packed, lead in near
        )

    def triples(self, license_id: str) -> frozenset[int]:
        """Hashes of the word triples that belong to a license outside of what the classifier matches."""
        return _unpack_triples(self.known.get(license_id, ""))

    @cached_property
    def weighty(self) -> frozenset[int]:
        """Numbers of the words that may change what a license allows."""
        return frozenset(_unpack_numbers(self.weighty_words, "H"))

    @cached_property
    def shortest(self) -> int:
        """How many words the shortest of the `sequences` has."""
        return min((each.size for each in self.sequences), default=0)

    @cached_property
    def anchor_pairs(self) -> tuple[Sequence[int], Sequence[int]]:
        """Sorted hashes of sampled word runs, and the index into `sequences` that each belongs to."""
        flat = _unpack_numbers(self.anchors, "I")
        return flat[: len(flat) // 2], flat[len(flat) // 2 :]

    def _code(self, word: str) -> int:
        """The number of a word that was not asked for before; what is remembered has a bound."""
        number = self._numbers.get(zlib.crc32(word.encode()), UNKNOWN_WORD)
        if len(self._seen) < _MOST_SEEN:
            self._seen[word] = number
        return number

    @cached_property
    def _seen(self) -> dict[str, int]:
        return {}

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {crc: number for number, crc in enumerate(_unpack_numbers(self.vocabulary, "I"))}


def hash_runs(numbers: Sequence[int], length: int) -> list[int]:
    """A 32-bit hash of each run of `length` word numbers, by where it begins; the same on every machine.

    The numbers lie side by side in one long integer, so that one product scales them all; counted from
    `NEVER_SEEN`, none is negative.
    """
    factors, count = _FACTORS[:length], max(0, len(numbers) - length + 1)
    row = _pack_lanes([number - UNKNOWN_WORD for number in numbers])
    sums = sum((row >> 8 * _LANE * at) * factor for at, factor in enumerate(factors))
    sums += _pack_lanes([UNKNOWN_WORD * sum(factors) % 2**32] * len(numbers))
    data = sums.to_bytes(_LANE * len(numbers), "little")[: _LANE * count]
    return list(struct.unpack(f"<{2 * count}I", data)[::2])


def _pack_lanes(numbers: Sequence[int]) -> int:
    return int.from_bytes(struct.pack(f"<{len(numbers)}Q", *numbers), "little")


@lru_cache(maxsize=16)
def _unpack_triples(packed: str) -> frozenset[int]:
    return frozenset(_unpack_numbers(packed, "I"))


@lru_cache(maxsize=256)
def _unpack_bag(packed: str) -> WordBounds:
    data = base64.b64decode(packed)
    rows = [struct.unpack_from("<HBB", data, at) for at in range(0, len(data), 4)]
    return WordBounds(most={row[0]: row[1] for row in rows}, least={row[0]: row[2] for row in rows if row[2]})


@lru_cache(maxsize=512)
def _unpack_differences(packed: str) -> Sequence[tuple[int, int, int, int]]:
    return tuple(struct.iter_unpack("<HBBB", base64.b64decode(packed)))


def _unpack_numbers(packed: str, code: str) -> Sequence[int]:
    data = base64.b64decode(packed)
    return struct.unpack(f"<{len(data) // struct.calcsize('<' + code)}{code}", data)
