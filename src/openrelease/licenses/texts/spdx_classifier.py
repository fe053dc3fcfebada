"""Text -> spans of known SPDX licenses; the only code that knows licenseclassifier.

It matches templates word by word (https://github.com/google/licensecheck), but templates have gaps and say
nothing of text beside them: both are checked elsewhere (`difference`, `residue`). Importing and loading it
takes 0.1 s, so it is imported when the first text needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_OWN_NAMES: Mapping[str, str] = {
    "Anti996": "LicenseRef-scancode-996-icu-1.0",
    "CC-BY-NC-SA-3.0-US": "LicenseRef-scancode-cc-by-nc-sa-3.0-us",
    "CommonsClause": "LicenseRef-scancode-commons-clause",
    "Prosperity-3.0.0": "LicenseRef-scancode-prosperity-3.0",
}
"""Ids that are licenseclassifier's own and not on the SPDX list."""


@dataclass(frozen=True, kw_only=True)
class ClassifiedSpan:
    """A part of a text, in offsets, that one license explains; `known` is False where it has no public id."""

    id: str
    start: int
    end: int
    known: bool = True


def classify_spans(text: str, listed: Mapping[str, str]) -> tuple[ClassifiedSpan, ...]:
    """The spans in order; `listed` maps the ids that SPDX knows to the ones to use today."""
    from licenseclassifier import identify_license  # noqa: PLC0415 - 0.1 s

    return tuple(
        ClassifiedSpan(
            id=listed.get(found.id) or _OWN_NAMES.get(found.id, f"LicenseRef-{found.id}"),
            start=found.start,
            end=found.end,
            known=found.id in listed or found.id in _OWN_NAMES,
        )
        for found in identify_license(text, coverage_threshold=0)
    )
