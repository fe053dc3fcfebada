"""Typed decoding: every type it supports, and mistakes with their paths."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NewType

import pytest

from openrelease.policies.decode_options import MISSING, decode_value

Fruit = NewType("Fruit", str)


class Size(Enum):
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, kw_only=True)
class Inner:
    count: int


@dataclass(frozen=True, kw_only=True)
class Basket:
    fruits: tuple[Fruit, ...]
    size: Size = Size.SMALL
    open: bool = False
    note: str | None = None
    inner: Inner | None = None


WORDS = {Fruit: ("apple", "pear")}


def test_every_supported_type() -> None:
    plain = {"fruits": ["pear"], "size": "large", "open": "true", "note": None, "inner": {"count": "3"}}
    decoded = decode_value(Basket, plain, WORDS)
    assert decoded.value == Basket(fruits=(Fruit("pear"),), size=Size.LARGE, open=True, inner=Inner(count=3))


def test_defaults_hold_where_nothing_is_said() -> None:
    assert decode_value(Basket, {"fruits": []}, WORDS).value == Basket(fruits=())


@pytest.mark.parametrize(
    ("plain", "path", "words"),
    [
        ({"fruits": ["peer"]}, ("fruits", 0), "did you mean pear?"),
        ({"fruits": [], "size": "huge"}, ("size",), "allowed: large, small"),
        ({"fruits": [], "open": "maybe"}, ("open",), "'maybe' is not known"),
        ({"fruits": [], "inner": {"count": "-1"}}, ("inner", "count"), "integer"),
        ({"fruits": [], "inner": {"count": True}}, ("inner", "count"), "integer"),
        ({"fruits": [], "note": ["x"]}, ("note",), "a list where"),
        ({"fruits": [], "note": " "}, ("note",), "text is expected"),
        ({"fruits": {}}, ("fruits",), "a mapping where a list"),
        ({}, (), "fruits is missing"),
        ([], (), "a list where a mapping"),
        ({"fruits": [], "x" * 200: "1"}, ("x" * 200,), "x…'"),
    ],
)
def test_mistakes_have_a_path_and_say_what_is_right(plain: object, path: tuple[object, ...], words: str) -> None:
    decoded = decode_value(Basket, plain, WORDS)
    assert decoded.value is MISSING
    (mistake,) = decoded.mistakes
    assert mistake.path == path
    assert words in mistake.message
