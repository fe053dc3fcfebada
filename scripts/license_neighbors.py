"""License texts under their ids -> for each SPDX id, the licenses that a text may be taken for it instead of.

Used by build_license_index.py. A neighbor is spelled almost like the license, or its text passes for it while
nothing is known of neighbors. Only the words in which the two differ are kept, with how often each has them.
"""

from __future__ import annotations

import base64
import difflib
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_NEAR = 0.12
_NEAREST = 6
_ONE_TEXT = 0.04
_VERY_TEXT = 0.005
APPROVED, READ = "approved", "read"
_FORM = re.compile(r"-(?:only|or-later)$")


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text of the SPDX list or of ScanCode's.

    `standing_in` are its words that stand for others, such as names of holders; `passes_for` is the id that
    it gets while nothing is known of neighbors.
    """

    id: str
    sequence: tuple[str, ...]
    standing_in: Counter[str]
    passes_for: str | None

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word occurs."""
        return Counter(self.sequence)


Bounds = Mapping[str, tuple[Counter[str], Counter[str]]]
"""Id -> how often each word may occur at most, and must occur at least."""


def find_neighbors(
    texts: Sequence[Text], bounds: Bounds, sure: Mapping[str, str], number: Callable[[str], int | None]
) -> dict[str, list[list[str | int]]]:
    """Id -> id, packed differences and lead of each neighbor; `number` is a word's place in the vocabulary.

    Where ScanCode gives nearly the same text another name, no differences are kept, which says that the two
    cannot be told apart. `sure` says which ids are APPROVED, by OSI or the FSF, and which we have READ.
    """
    forms = {key: [text for text in texts if text.id == key] for key in sorted(bounds)}
    return {
        key: found
        for key, own in forms.items()
        if own and (found := list(_find_own_neighbors(own, texts, bounds[key], sure.get(key, ""), number)))
    }


def _find_own_neighbors(
    forms: Sequence[Text],
    texts: Sequence[Text],
    bounds: tuple[Counter[str], Counter[str]],
    sure: str,
    number: Callable[[str], int | None],
) -> Iterable[list[str | int]]:
    """What passes for the license is told from its very text, others from all that SPDX lets it be."""
    own = forms[0]
    fixed = own.words - own.standing_in - (own.words - bounds[0])
    strict = (own.words + own.standing_in, fixed)
    loose = (bounds[0] | own.words, bounds[1] & fixed)
    for other in _select_nearest(forms, texts):
        most, least = strict if other.passes_for == own.id else loose
        differing = _find_differing_words((most + _stood_in(own, other), least), other.words)
        if _is_one(own, other, _count_differing_words(differing), sure):
            yield [other.id, "", 0]
        elif differing:
            yield [other.id, _pack_differences(differing, number), int(sure == READ)]


def _is_one(own: Text, other: Text, tokens: int, sure: str) -> bool:
    """Does ScanCode give the text another name? What was looked at is another one only by its words."""
    if sure == READ or not other.id.startswith("LicenseRef-"):
        return False
    if sure == APPROVED:
        return tokens == 0 and _compute_distance(own, other) <= _VERY_TEXT
    return tokens <= _ONE_TEXT * len(own.sequence)


def _stood_in(own: Text, other: Text) -> Counter[str]:
    """The words of another text that stand where this one has its holders."""
    matcher = difflib.SequenceMatcher(None, own.sequence, other.sequence, autojunk=False)
    swapped = (
        (own.sequence[a:b], other.sequence[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag == "replace"
    )
    return Counter(word for mine, theirs in swapped if Counter(mine) <= own.standing_in for word in theirs)


def _select_nearest(forms: Sequence[Text], texts: Sequence[Text]) -> Sequence[Text]:
    """Those that pass for it, and the nearest of the others."""
    own = forms[0].id
    others = [text for text in texts if _FORM.sub("", text.id) != _FORM.sub("", own)]
    taken = [text for text in others if text.passes_for == own]
    near = sorted(
        (far, at)
        for at, text in enumerate(others)
        if text.passes_for != own and (far := min(_compute_distance(form, text) for form in forms)) <= _NEAR
    )
    return [*taken, *(others[at] for _, at in near[:_NEAREST])]


def _compute_distance(one: Text, other: Text) -> float:
    """The share of words by which they differ; 1 where the lengths alone make it large."""
    size = max(len(one.sequence), 1)
    if abs(len(other.sequence) - size) > size * _NEAR:
        return 1.0
    return sum(((one.words - other.words) + (other.words - one.words)).values()) / size


def _find_differing_words(
    bounds: tuple[Counter[str], Counter[str]], other: Counter[str]
) -> list[tuple[str, int, int, int]]:
    """The words that the other one has more or less often: each with most, least, and what the other has."""
    most, least = bounds
    return [
        (word, most[word], least[word], other[word])
        for word in sorted({*most, *other})
        if not least[word] <= other[word] <= most[word]
    ]


def _count_differing_words(differing: Iterable[tuple[str, int, int, int]]) -> int:
    return sum(max(theirs - most, least - theirs) for _, most, least, theirs in differing)


def _pack_differences(differing: Iterable[tuple[str, int, int, int]], number: Callable[[str], int | None]) -> str:
    rows = sorted(
        (at, *(min(count, 255) for count in counts)) for word, *counts in differing if (at := number(word)) is not None
    )
    return base64.b64encode(b"".join(struct.pack("<HBBB", *row) for row in rows)).decode()
