"""Our values behave as those of `dataclasses`, which type checkers take them for."""

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from openrelease import value_class

KINDS = {"standard": dataclasses, "ours": value_class}


def make_classes(made_by: Any) -> tuple[Any, ...]:
    @made_by.dataclass(frozen=True, kw_only=True)
    class Base:
        name: str
        size: int = 3

    @made_by.dataclass(frozen=True, kw_only=True)
    class Value(Base):
        names: tuple = ()
        rows: dict = made_by.field(default_factory=dict, compare=False)
        hidden: str = made_by.field(default="x", repr=False)
        kept: int = made_by.field(default=1, metadata={"key": "k"})

    @made_by.dataclass(frozen=True)
    class Pair:
        left: int
        right: int = 2

    @made_by.dataclass(kw_only=True)
    class Counter:
        count: int = 0

    @made_by.dataclass(frozen=True, kw_only=True, eq=False)
    class Identity:
        name: str

    return Base, Value, Pair, Counter, Identity


def find_outcome(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except (TypeError, AttributeError) as error:
        return type(error).__name__


@pytest.mark.parametrize(
    "look",
    [
        lambda _, value, *__: repr(value(name="a")).rpartition(".")[2],
        lambda _, value, *__: value(name="a") == value(name="a", rows={1: 2}),
        lambda _, value, *__: value(name="a") == value(name="b"),
        lambda base, value, *_: base(name="a") == value(name="a"),
        lambda _, value, *__: hash(value(name="a")) == hash(value(name="a")),
        lambda _, value, *__: value(name="a").rows is value(name="a").rows,
        lambda _, value, *__: value(name="a", nothing=1),
        lambda _, value, *__: value(names=()),
        lambda _, value, *__: list(vars(value(hidden="y", name="a"))),
        lambda _, value, *__: value("a"),
        lambda _, value, *__: setattr(value(name="a"), "name", "b"),
        lambda _, value, *__: delattr(value(name="a"), "name"),
        lambda _, value, *__: [(each.name, dict(each.metadata)) for each in dataclasses.fields(value)],
        lambda _, value, *__: [each.name for each in dataclasses.fields(value(name="a"))],
        lambda _, value, *__: dataclasses.is_dataclass(value),
        lambda _, value, *__: dataclasses.asdict(value(name="a", rows={1: 2})),
        lambda _, value, *__: vars(dataclasses.replace(value(name="a"), size=9)),
        lambda _, value, *__: vars(value_class.replace(value(name="a"), size=9, rows={})),
        lambda _, value, *__: value_class.replace(value(name="a"), nothing=9),
        lambda _, __, pair, *___: vars(pair(1)),
        lambda _, __, pair, *___: vars(pair(1, right=5)),
        lambda _, __, pair, *___: pair(1, 2, 3),
        lambda _, __, pair, *___: pair(1, left=3),
        lambda _, __, pair, *___: pair.right,
        lambda _, __, pair, *___: pair.__match_args__,
        lambda *made: hash(made[3]()),
        lambda *made: setattr(made[3](), "count", 2),
        lambda *made: made[3]() == made[3](),
        lambda *made: made[4](name="a") == made[4](name="a"),
        lambda *made: len({made[4](name="a"), made[4](name="a")}),
    ],
)
def test_a_value_behaves_as_one_of_the_standard_library(look: Callable[..., Any]) -> None:
    found = {
        kind: find_outcome(lambda made_by=made_by: look(*make_classes(made_by))) for kind, made_by in KINDS.items()
    }
    assert found["ours"] == found["standard"]


@pytest.mark.parametrize(("outer", "inner"), [(dataclasses, value_class), (value_class, dataclasses)])
def test_a_class_of_one_sort_extends_one_of_the_other(outer: Any, inner: Any) -> None:
    base = make_classes(inner)[0]

    @outer.dataclass(frozen=True, kw_only=True)
    class Child(base):
        more: int = 1

    child = Child(name="a")
    assert vars(child) == {"name": "a", "size": 3, "more": 1}
    assert [each.name for each in dataclasses.fields(child)] == ["name", "size", "more"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        child.name = "b"


def test_rare_sorts_are_left_to_the_standard_library() -> None:
    @value_class.dataclass(frozen=True, slots=True)
    class Small:
        size: int
        names: list = value_class.field(default_factory=list)

    assert not hasattr(Small(1), "__dict__")
    assert Small(1).names == []


def test_to_make_values_does_not_load_the_standard_library_module() -> None:
    code = "import sys; from openrelease.values import dataclass; dataclass(type('A', (), {})); print(*sys.modules)"
    loaded = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True).stdout
    assert "dataclasses" not in loaded.split()
