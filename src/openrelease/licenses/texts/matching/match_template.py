"""A template and an encoded text -> where the template may end that begins at a given word.

All ways to take optional parts and alternatives are followed at once, so the time is the product of the
sizes and there is no backtracking. Between two words of a run, the text may have what the matching
guidelines ignore: a bullet or a copyright notice at the beginning of a line.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from openrelease.licenses.texts.matching.templates import SIGNS, Choice, Element, OneOf, Program
from openrelease.values import dataclass, field

_MOST_PLACES = 400
_FIRST = 2

Slot = Callable[[int], Sequence[int]]
"""Returns where what a sign stands for may end that begins at a word."""


@dataclass(frozen=True, kw_only=True)
class EncodedText:
    """A text as one character a word.

    `slots` say, by sign, where what a sign stands for may end; `skip` says where the words end that may be
    passed over at an index, and `joined` which word two of its words are if nothing but a hyphen or the
    end of a line parts them; each returns nothing where there is none.
    """

    text: str
    slots: Mapping[str, Slot] = field(repr=False)
    skip: Callable[[int], int | None] | None = field(default=None, repr=False)
    joined: Callable[[int], str | None] = field(default=lambda _: None, repr=False)


def find_template(program: Program, text: EncodedText) -> Iterator[tuple[int, int]]:
    """Yield each place of a template in a text, from the word where it begins to its last possible end."""
    seen: set[int] = set()
    for start in sorted(set(_find_starts(program, text))):
        if start in seen:
            continue
        ends = match_program(program, text, start)
        if ends:
            seen.update(range(start, max(ends)))
            yield start, max(ends)


def match_program(program: Program, text: EncodedText, start: int) -> set[int]:
    """Return the indexes of words at which the template may end."""
    places = {start}
    for element in program:
        found: set[int] = set()
        for place in places:
            if isinstance(element, Choice):
                for branch in element.branches:
                    if not branch or not _fails_at_once(branch[0], text, place):
                        found |= match_program(branch, text, place)
            elif isinstance(element, OneOf):
                found.update([place + 1] if text.text[place : place + 1] in element.letters else ())
            elif element in text.slots:
                found.update(text.slots[element](place))
            else:
                end = _match_run(element, text, place)
                if end is not None:
                    found.add(end)
        if not found or len(found) > _MOST_PLACES:
            return set()
        places = found
    return places


def _fails_at_once(element: Element, text: EncodedText, at: int) -> bool:
    """Return whether a run of words cannot begin at a word of a text in which nothing may be skipped."""
    if text.skip is not None or not isinstance(element, str) or element in text.slots:
        return False
    return not text.text.startswith(element[0], at)


def first_runs(program: Program) -> Iterator[str]:
    """Yield the runs of words with one of which a match begins."""
    for element in program:
        if isinstance(element, Choice):
            for branch in element.branches:
                if branch:
                    yield from first_runs(branch)
            if all(branch for branch in element.branches):
                return
        elif isinstance(element, str) and element not in SIGNS:
            yield element
            return


def _find_starts(program: Program, text: EncodedText) -> Iterator[int]:
    for run in first_runs(program):
        first = run[:_FIRST]
        at = text.text.find(first)
        while at >= 0:
            yield at
            at = text.text.find(first, at + 1)


def _match_run(run: str, text: EncodedText, at: int) -> int | None:
    """Return where the run ends that begins at `at`, None where it does not stand there."""
    if text.text.startswith(run, at):
        return at + len(run)
    if text.skip is None:
        return None
    done = 0
    while True:
        shared = count_shared(run, done, text.text, at)
        done, at = done + shared, at + shared
        if done == len(run):
            return at
        following = text.skip(at)
        if following is not None:
            at = following
        elif text.joined(at) == run[done]:
            done, at = done + 1, at + 2
        else:
            return None


def count_shared(one: str, at: int, other: str, there: int) -> int:
    """Return how many characters are the same from two places on."""
    most = min(len(one) - at, len(other) - there)
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        if one[at + low : at + middle] == other[there + low : there + middle]:
            low = middle
        else:
            most = middle - 1
    return low
