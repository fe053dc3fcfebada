"""A pattern -> pieces that keep a backtracking engine busy when they are repeated, and how the time then grows."""

from __future__ import annotations

import ast
import importlib
import math
import pkgutil
import re
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as constants
    from re import _parser as parser
else:
    import sre_constants as constants
    import sre_parse as parser

import openrelease
from openrelease.catalog.load_licenses import load_license_table
from openrelease.catalog.load_phrases import load_phrasebook
from openrelease.catalog.patterns import Pattern, bound_repetitions
from openrelease.weights.recognize_name import name_pattern
from support.examples import every_pattern

SOURCE = Path(openrelease.__file__).parent
_MANY = 4  # repetitions from which a part is pumped
_LENGTHS = ((0, 1), (1, 4), (0, 4))  # how often what is optional occurs, and what is repeated
_MOST_SAMPLES, _PAIRED, _MOST_PIECES = 10, 3, 50
STEEPEST = 1.2
"""The slope of time against length, both as logarithms; of linear time it is 1."""

_ALWAYS = ("a", " ", "\n", "/", "a/", "-", ".", "a b ", "1. ", "(", "<a ", "| a ", "_")


@dataclass(frozen=True, kw_only=True)
class FoundPattern:
    """A pattern, and where it stands; `anchored`: it is only ever matched at the start of a text."""

    place: str
    pattern: re.Pattern[Any]
    anchored: bool = False


def find_patterns() -> dict[tuple[object, int], FoundPattern]:
    """Return every compiled pattern of the modules and the catalog, and every one that a call compiles in place."""
    found: dict[tuple[object, int], FoundPattern] = {}
    for each in (*_find_in_modules(), *_find_in_calls(), *_find_in_catalog(), *_find_in_data()):
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
        for inner in (*value, *value.values()):
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


def _find_in_data() -> Iterator[FoundPattern]:
    """Yield what functions compile from data: phrases of each language, names of files, families and formats."""
    for language in load_phrasebook().languages:
        for phrase in language.phrases:
            pattern = re.compile(bound_repetitions(phrase.pattern), re.IGNORECASE)
            yield FoundPattern(place=f"phrases/{language.code}/{phrase.kind}", pattern=pattern)
    families = load_license_table().origins
    yield FoundPattern(place="families/restricted", pattern=families.restricted)
    for row in (*families.models, *families.packages):
        yield FoundPattern(place="families/name", pattern=re.compile(row.name, re.IGNORECASE), anchored=True)
        if row.spoken:
            yield FoundPattern(place="families/spoken", pattern=re.compile(rf"\b{row.spoken}\b", re.IGNORECASE))
    yield FoundPattern(place="weights/names", pattern=name_pattern())


def _find_in_catalog() -> Iterator[FoundPattern]:
    for place, name, pattern in every_pattern():
        for each in pattern.alternatives:
            yield FoundPattern(place=f"{place}/{name}", pattern=re.compile(each, re.IGNORECASE))


def list_pumps(pattern: re.Pattern[Any]) -> list[str]:
    """Return pieces to repeat, made of what the repeated parts of a pattern match, and of what stands before them.

    What a part matches is tried as short as may be, and longer with and without what is optional: a pattern that can
    divide a text in several ways needs more than the shortest text to show it.
    """
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(text, pattern.flags & ~re.UNICODE)
    pieces = dict.fromkeys(_ALWAYS)
    for before, body in _list_repeats(tree, ""):
        samples = list(dict.fromkeys(_list_samples(body)))[:_MOST_SAMPLES]
        pieces |= dict.fromkeys(samples)
        pieces |= dict.fromkeys(piece for each in samples[:3] for piece in (before + each, each + " ", each + each[:1]))
        pieces |= dict.fromkeys((before, *map("".join, permutations(samples[:_PAIRED], 2))))
    return [piece for piece in pieces if piece][:_MOST_PIECES]


def _list_repeats(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Yield what stands before each repeated part, and the part."""
    for kind, value in tree:
        if kind in {constants.MAX_REPEAT, constants.MIN_REPEAT}:
            _, most, inner = value
            if most >= _MANY:
                yield before, inner
            yield from _list_repeats(inner, before)
        elif kind is constants.SUBPATTERN:
            yield from _list_repeats(value[-1], before)
        elif kind is constants.BRANCH:
            for branch in value[1]:
                yield from _list_repeats(branch, before)
        elif kind in {constants.ASSERT, constants.ASSERT_NOT}:
            yield from _list_repeats(value[1], before)
        before += _sample([(kind, value)], _LENGTHS[0])


def _list_samples(tree: Any) -> Iterator[str]:
    """Yield texts that a part matches: each of its choices, in each length."""
    while len(tree) == 1 and tree[0][0] is constants.SUBPATTERN:
        tree = tree[0][1][-1]
    for length in _LENGTHS:
        if len(tree) == 1 and tree[0][0] is constants.BRANCH:
            yield from (_sample(branch, length) for branch in tree[0][1][1])
        else:
            yield _sample(tree, length)


def _sample(tree: Any, length: tuple[int, int]) -> str:
    """Return a text that a part matches: the first of each choice, each repetition in the length that is asked for."""
    return "".join(_sample_node(kind, value, length) for kind, value in tree)


def _sample_node(kind: Any, value: Any, length: tuple[int, int]) -> str:  # noqa: PLR0911 - one line for each kind
    if kind is constants.LITERAL:
        return chr(value)
    if kind is constants.NOT_LITERAL:
        return "b" if value == ord("a") else "a"
    if kind is constants.ANY:
        return "a"
    if kind is constants.IN:
        return _sample_set(value)
    if kind is constants.BRANCH:
        return _sample(value[1][0], length)
    if kind is constants.SUBPATTERN:
        return _sample(value[-1], length)
    if kind in {constants.MAX_REPEAT, constants.MIN_REPEAT}:
        fewest, most, inner = value
        optional, repeated = length
        return _sample(inner, length) * (optional if most == 1 else min(most, max(fewest, repeated), _MANY))
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


_PROBE = 1_500  # characters in which all pieces are tried; the slowest are then tried at each length
_TAILS = ("", "\0", "a")
_SHORTEST = 0.02  # seconds; what takes less is not measured
_LONGEST_PROBE = 2.0  # seconds of processor time of one search, which is then stopped
_LONGEST = 30.0  # the same at each length: what is linear but slow is measured to its end
_EXACT = 4.0  # seconds from which one measurement will do
_REPEATS = 5  # measurements, of which the shortest counts


def find_steep(
    found: FoundPattern, lengths: Sequence[int], slowest: int = 1, steepest: float = STEEPEST
) -> tuple[float, str] | None:
    """Return the first slope over `steepest` of a pattern, with the piece that was repeated."""
    probed = []
    for piece, tail in product(list_pumps(found.pattern), _TAILS):
        took = _measure(found, _repeat(piece, _PROBE) + tail, _LONGEST_PROBE)
        if took == math.inf:
            return took, piece
        probed.append((took, piece, tail))
    for _, piece, tail in sorted(probed, reverse=True)[:slowest]:
        for shorter, longer in pairwise(lengths):
            slope = _measure_slope(found, _repeat(piece, shorter) + tail, _repeat(piece, longer) + tail)
            if slope > steepest:
                return slope, piece
    return None


def _repeat(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def _measure_slope(found: FoundPattern, shorter: str, longer: str) -> float:
    """Return the slope between two lengths; it is measured again where it seems to be steep."""
    least = [math.inf, math.inf]
    slope = 0.0
    for _ in range(_REPEATS):
        least = [
            min(time_, _measure(found, text, _LONGEST)) for time_, text in zip(least, (shorter, longer), strict=True)
        ]
        if least[1] < _SHORTEST or least[1] == math.inf:
            return 0.0 if least[1] < _SHORTEST else math.inf
        slope = math.log(least[1] / max(least[0], 1e-5)) / math.log(len(longer) / len(shorter))
        if slope <= STEEPEST or least[1] > _EXACT:
            break
    return slope


def _measure(found: FoundPattern, text: str, longest: float) -> float:
    """Return the seconds of processor time of a search for all matches, or of one match where the code makes that."""
    data = text if isinstance(found.pattern.pattern, str) else text.encode("latin-1", "replace")
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, longest)
    start = time.thread_time()
    try:
        if found.anchored:
            found.pattern.fullmatch(data)
            found.pattern.match(data)
        else:
            deque(found.pattern.finditer(data), maxlen=0)
    except TimeoutError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.thread_time() - start


def _stop(*_: object) -> None:
    raise TimeoutError
