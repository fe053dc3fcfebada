"""A changed text and the template nearest to it -> the words that were added, and how many are missing."""

from collections.abc import Sequence

from openrelease.licenses.texts.matching.alignment import align_sequences
from openrelease.licenses.texts.matching.fingerprints import Template, hash_runs
from openrelease.licenses.texts.matching.templates import SIGNS, Choice, OneOf, Program
from openrelease.values import dataclass

_LEAST_SHARED = 0.6


@dataclass(frozen=True, kw_only=True)
class ChangedText:
    """A license whose text is there with other words: from the word at `start` to the one before `end`.

    `added` are indexes of words that the license does not have, `missing` is how many of its words that must
    be there are not; the first of them is missing before the word at `gap`.
    """

    template: Template
    start: int
    end: int
    shared: int
    added: Sequence[int] = ()
    missing: int = 0
    gap: int | None = None


def find_changed_text(text: str, templates: Sequence[Template]) -> ChangedText | None:
    """Return the template that explains most of a text, with what differs; None where none is near."""
    runs = hash_runs(text)
    compared = [_compare(text, runs, template) for template in templates]
    found = [each for each in compared if each is not None]
    return max(found, key=lambda each: each.shared - len(each.added) - each.missing, default=None)


def _compare(text: str, runs: Sequence[int], template: Template) -> ChangedText | None:
    known, required = _write_out(template.program)
    blocks = align_sequences(text, runs, known)
    shared = sum(block.size for block in blocks)
    if shared < len(known) * _LEAST_SHARED and shared < max(template.size, 1) * _LEAST_SHARED:
        return None
    start, end = blocks[0].here, blocks[-1].here + blocks[-1].size
    matched = {at for block in blocks for at in range(block.here, block.here + block.size)}
    kept = {at for block in blocks for at in range(block.there, block.there + block.size)}
    lost = [at for at in range(len(known)) if required[at] and at not in kept]
    return ChangedText(
        template=template,
        start=start,
        end=end,
        shared=shared,
        added=[at for at in range(start, end) if at not in matched],
        missing=len(lost),
        gap=_place_gap(blocks, lost),
    )


def _place_gap(blocks: Sequence[tuple[int, int, int]], lost: Sequence[int]) -> int | None:
    """Return the word of the text before which the first lost word would stand."""
    if not lost:
        return None
    return next((here for here, there, _ in blocks if there > lost[0]), None)


def _write_out(program: Program) -> tuple[str, Sequence[bool]]:
    """Return all words of a template, those of the first alternatives only, and which of them must be there."""
    text, required = "", []
    for element in program:
        if isinstance(element, Choice):
            branch = next((each for each in element.branches if each), ())
            inner, _ = _write_out(branch)
            text += inner
            required += [False] * len(inner)
        elif isinstance(element, str) and element not in SIGNS and not isinstance(element, OneOf):
            text += element
            required += [True] * len(element)
    return text, required
