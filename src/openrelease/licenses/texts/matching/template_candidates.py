"""An encoded text -> the templates that it may hold, by the anchors that it shares with them."""

from collections import Counter
from collections.abc import Sequence

from openrelease.licenses.texts.matching.fingerprints import Template, TextIndex, hash_runs
from openrelease.values import dataclass

_LEAST_SHARED = 0.35
_MOST_CHANGED = 6
_ANCHORS_A_CUT = 8


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """`whole`: nearly all of the anchors are in the text. `changed`: enough of them, most first."""

    whole: Sequence[Template]
    changed: Sequence[Template]


def select_candidates(text: str, index: TextIndex) -> Candidates:
    """Return the templates that may be in an encoded text."""
    votes = Counter(index.find_rows(hash_runs(text)))
    templates = index.templates
    whole = sorted(row for row, count in votes.items() if count >= _count_needed(templates[row].anchors))
    share = {row: count / templates[row].anchors for row, count in votes.items()}
    likely = [row for row, part in share.items() if part >= _LEAST_SHARED]
    nearest = sorted(likely, key=lambda row: (-share[row], row))[:_MOST_CHANGED]
    return Candidates(whole=[templates[row] for row in whole], changed=[templates[row] for row in nearest])


def _count_needed(anchors: int) -> int:
    """Return how many anchors an unchanged text has: a copyright notice or a bullet within may cut some."""
    return anchors - anchors // _ANCHORS_A_CUT
