"""A pattern -> strings that keep a backtracking engine busy: what its own repetitions match, many times over."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as constants
    from re import _parser as parser
else:
    import sre_constants as constants
    import sre_parse as parser

import openrelease
from openrelease.catalog.patterns import Pattern
from support.examples import every_pattern

SOURCE = Path(openrelease.__file__).parent
_MANY = 20  # repetitions from which a repeated part counts as unbounded
_ALWAYS = ("a", " ", "\n", "/", "a/", "-", ".", "a b ", "1. ", "(", "<a ", "| a ", "_")
_TAILS = ("", "\0", "!")


@dataclass(frozen=True, kw_only=True)
class FoundPattern:
    """A pattern, and where it stands; `anchored`: it is only ever matched at the start of a text."""

    place: str
    pattern: re.Pattern[Any]
    anchored: bool = False


def find_patterns() -> dict[tuple[object, int], FoundPattern]:
    """Return every compiled pattern of the modules and the catalog, and every one that a call compiles in place."""
    found: dict[tuple[object, int], FoundPattern] = {}
    for each in (*_find_in_modules(), *_find_in_calls(), *_find_in_catalog()):
        key = (each.pattern.pattern, each.pattern.flags)
        if key not in found or found[key].anchored:
            found[key] = each
    return found


def _find_in_modules() -> Iterator[FoundPattern]:
    for info in pkgutil.walk_packages(openrelease.__path__, "openrelease."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        for name, value in vars(module).items():
            uses = set(re.findall(rf"\b{name}\b(?:\[\w+\])?\.?(\w*)", source)) - {""}
            anchored = isinstance(value, re.Pattern) and bool(uses) and uses <= {"match", "fullmatch"}
            for pattern in _unpack(value, 3):
                yield FoundPattern(place=f"{info.name}.{name}", pattern=pattern, anchored=anchored)


def _unpack(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    """Yield the patterns in a value: itself, or those in containers and dataclasses."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Pattern):
        yield value.compiled
    elif depth and isinstance(value, dict):
        for inner in value.values():
            yield from _unpack(inner, depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for inner in value:
            yield from _unpack(inner, depth - 1)


def _find_in_calls() -> Iterator[FoundPattern]:
    """Yield what `re.search("…", text)` and the like compile, where the pattern is written in the call."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                owner, text = node.func.value, node.args[0]
                is_re = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr not in {"escape", "compile"}
                if is_re and isinstance(text, ast.Constant) and isinstance(text.value, (str, bytes)):
                    yield FoundPattern(
                        place=f"{path.relative_to(SOURCE)}:{node.lineno}",
                        pattern=re.compile(text.value),
                        anchored=node.func.attr in {"match", "fullmatch"},
                    )


def _find_in_catalog() -> Iterator[FoundPattern]:
    for place, name, pattern in every_pattern():
        for each in pattern.alternatives:
            yield FoundPattern(place=f"{place}/{name}", pattern=re.compile(each, re.IGNORECASE))


def list_pumps(pattern: re.Pattern[Any]) -> list[tuple[str, str]]:
    """Return pairs of a piece to repeat and a tail, made of what the repeated parts of a pattern match."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(text, pattern.flags & ~re.UNICODE)
    pieces = dict.fromkeys(_ALWAYS)
    for before, body in _list_repeats(tree, ""):
        pieces |= dict.fromkeys((body, before + body, body + " ", before))
    return [(piece, tail) for piece in pieces if piece for tail in _TAILS]


def _list_repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each repeated part, and what the part matches."""
    for kind, value in tree:
        if kind in {constants.MAX_REPEAT, constants.MIN_REPEAT}:
            _, most, inner = value
            if most > _MANY:
                yield before, _sample(inner)
            yield from _list_repeats(inner, before)
        elif kind is constants.SUBPATTERN:
            yield from _list_repeats(value[-1], before)
        elif kind is constants.BRANCH:
            for branch in value[1]:
                yield from _list_repeats(branch, before)
        elif kind in {constants.ASSERT, constants.ASSERT_NOT}:
            yield from _list_repeats(value[1], before)
        before += _sample([(kind, value)])


def _sample(tree: Any) -> str:
    """Return a text that a part matches: the first of each choice, each repetition as rarely as may be, but once."""
    return "".join(_sample_node(kind, value) for kind, value in tree)


def _sample_node(kind: Any, value: Any) -> str:  # noqa: PLR0911 - one line for each kind
    if kind is constants.LITERAL:
        return chr(value)
    if kind is constants.NOT_LITERAL:
        return "b" if value == ord("a") else "a"
    if kind is constants.ANY:
        return "a"
    if kind is constants.IN:
        return _sample_set(value)
    if kind is constants.BRANCH:
        return _sample(value[1][0])
    if kind is constants.SUBPATTERN:
        return _sample(value[-1])
    if kind in {constants.MAX_REPEAT, constants.MIN_REPEAT}:
        return _sample(value[2]) * max(1, min(value[0], 3))
    return ""


_CATEGORIES = {
    constants.CATEGORY_DIGIT: "1", constants.CATEGORY_SPACE: " ", constants.CATEGORY_WORD: "a",
    constants.CATEGORY_NOT_DIGIT: "a", constants.CATEGORY_NOT_SPACE: "a", constants.CATEGORY_NOT_WORD: " ",
}  # fmt: skip


def _sample_set(items: Any) -> str:
    """Return a character of a set; of a set of exclusions one that is none of them."""
    excluded = items[0][0] is constants.NEGATE
    if excluded:
        wanted = re.compile("[" + "".join(map(_spell_item, items[1:])) + "]")
        return next(char for char in "a 1-.,/x\n(" + "".join(map(chr, range(33, 1_000))) if not wanted.match(char))
    kind, value = items[0]
    return chr(value) if kind is constants.LITERAL else chr(value[0]) if kind is constants.RANGE else _CATEGORIES[value]


def _spell_item(item: tuple[Any, Any]) -> str:
    kind, value = item
    if kind is constants.LITERAL:
        return re.escape(chr(value))
    if kind is constants.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {constants.CATEGORY_DIGIT: r"\d", constants.CATEGORY_SPACE: r"\s", constants.CATEGORY_WORD: r"\w"}.get(
        value, r"\W"
    )
