"""Bytes -> bytes with a few changes, such as a hostile or broken file has."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

EXTREMES = (b"\xff" * 8, bytes(8), b"\0\0\0\0\0\0\0\x80", b"\x7f" * 8)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """One to eight changes: bytes set, removed, put in or doubled, or the end cut off."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        chance.choice(CHANGES)(out, chance.randrange(len(out) + 1), chance)
    return bytes(out)


def _set(out: bytearray, at: int, chance: random.Random) -> None:
    out[at : at + 1] = bytes((chance.randrange(256),))


def _extreme(out: bytearray, at: int, chance: random.Random) -> None:
    out[at : at + 8] = chance.choice(EXTREMES)


def _remove(out: bytearray, at: int, chance: random.Random) -> None:
    del out[at : at + chance.randrange(1, 16)]


def _insert(out: bytearray, at: int, chance: random.Random) -> None:
    out[at:at] = chance.randbytes(chance.randrange(1, 9))


def _double(out: bytearray, at: int, chance: random.Random) -> None:
    start = chance.randrange(len(out) + 1)
    out[at:at] = out[start : start + 32]


def _cut(out: bytearray, at: int, _: random.Random) -> None:
    del out[at:]


def _digit(out: bytearray, at: int, chance: random.Random) -> None:
    """A number of a JSON header becomes another."""
    digits = [place for place in range(at, min(at + 200, len(out))) if out[place] in b"0123456789"]
    if digits:
        out[chance.choice(digits)] = chance.choice(b"0123456789-.eE")


Change = Callable[[bytearray, int, random.Random], None]
CHANGES: Sequence[Change] = (_set, _set, _set, _extreme, _remove, _insert, _double, _cut, _digit, _digit)
