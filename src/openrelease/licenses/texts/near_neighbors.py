"""A license that a text seems to be -> is the text nearer to another one that is spelled almost like it?

Templates of short licenses overlap: one has gaps and optional sentences that another one fills. Each license
has the words in which its own text and those of its neighbors on the SPDX and ScanCode lists differ; whoever
agrees with more of them is nearer. Where two lists give one text two names, nobody is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openrelease.licenses.texts.fingerprints import SimilarLicense


def find_nearer_license(
    span: Mapping[int, int], whole: Mapping[int, int], rivals: Sequence[SimilarLicense]
) -> str | None:
    """The id of the first rival that is near enough to be meant instead.

    Both count words by number: those of the part that was taken for the license, and of the text that it is
    in, where what seems to be missing may stand.
    """
    return next((rival.id for rival in rivals if _compute_gain(span, whole, rival) >= rival.lead), None)


def _compute_gain(span: Mapping[int, int], whole: Mapping[int, int], rival: SimilarLicense) -> int:
    """How many words nearer to the rival than to the license; 0 for one text of two names."""
    return sum(
        max(0, (here := max(span.get(word, 0), min(whole.get(word, 0), least))) - most, least - here)
        - abs(here - other)
        for word, most, least, other in rival.differing
    )
