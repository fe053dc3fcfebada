"""What a license text is, as a value, and as JSON can hold it."""

from collections.abc import Mapping

from openrelease.licenses.texts.restriction_phrases import Restriction
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Match:
    """A license found in a text; lines count from 1, both ends belong to it."""

    id: str
    start_line: int
    end_line: int


@dataclass(frozen=True, kw_only=True)
class Identification:
    """What a text is.

    `expression` names every license in it, joined by AND, or by OR where a sentence offers the choice; of a
    changed text `LicenseRef-modified-...`, with `modified` set and the license it comes from in `matches`.
    `kind` is "license", "notice" (names a license without its text), "url", "empty", "template" (its copyright
    line is not filled in), or "unknown". `restrictions` are those of texts that are changed or on no list;
    `limits` are those of them by which the text is not permissive for sure. `unexplained` are the lines that
    nothing explains. `note` says what differs, in short.
    """

    expression: str | None = None
    matches: tuple[Match, ...] = ()
    modified: bool = False
    kind: str = "unknown"
    restrictions: tuple[Restriction, ...] = ()
    limits: tuple[Restriction, ...] = ()
    unexplained: tuple[int, ...] = ()
    note: str = ""


def describe_identification(identification: Identification) -> Mapping[str, object]:
    """Return the identification as JSON can hold it; the caller adds `file`."""
    return {
        "expression": identification.expression,
        "modified": identification.modified,
        "kind": identification.kind,
        "matches": [{"id": m.id, "start_line": m.start_line, "end_line": m.end_line} for m in identification.matches],
        "restrictions": [_describe_restriction(found) for found in identification.restrictions],
        "limits": [_describe_restriction(found) for found in identification.limits],
        "unexplained": list(identification.unexplained),
        "note": identification.note,
    }


def _describe_restriction(found: Restriction) -> Mapping[str, object]:
    return {"kind": found.kind, "line": found.line, "clause": found.clause}
