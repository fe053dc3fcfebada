"""The licenses found in one file -> one expression."""

import re
from collections.abc import Iterable, Sequence

from openrelease.licenses.texts.sentences.surroundings import Statement
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Part:
    """A license in a text, from the word at `start` to the one before `end`.

    `role` is that of its template. `change` says why it is not the plain license, or nothing. `notice`: it is
    named, its text is not there. `slack` is how many of its words the template leaves open.
    """

    id: str
    start: int
    end: int
    role: str = "license"
    change: str = ""
    notice: bool = False
    slack: int = 0


def combine_licenses(parts: Sequence[Part], statements: Sequence[Statement]) -> str | None:
    """Return the licenses joined by AND, or by OR where a sentence offers the choice between them."""
    ids = _join_exceptions(parts)
    families = {strip_version_form(key) for key in ids}
    for statement in statements:
        offered = [strip_version_form(key) for key in statement.licenses]
        if statement.kind == "choice" and len(offered) > 1 and families <= set(offered):
            more = [key for key in statement.licenses if strip_version_form(key) not in families]
            return " OR ".join((*ids, *more))
    return " AND ".join(ids) or None


def combine_modified(parts: Sequence[Part]) -> str:
    """Return references for changed licenses, joined by AND."""
    ids = (
        f"LicenseRef-modified-{key.removeprefix('LicenseRef-').replace(' ', '-')}" for key in _join_exceptions(parts)
    )
    return " AND ".join(ids)


def _join_exceptions(parts: Iterable[Part]) -> list[str]:
    """Return the ids, each once; an exception belongs to the license before it."""
    ids: list[str] = []
    for part in parts:
        if part.role != "exception":
            ids.append(part.id)
        elif ids:
            ids[-1] = f"{ids[-1]} WITH {part.id}"
    return list(dict.fromkeys(ids))


def drop_repeated_notices(parts: Sequence[Part]) -> list[Part]:
    """Return the parts without the unchanged notices of licenses whose text is there too."""
    families = {strip_version_form(part.id) for part in parts if not part.notice}
    kept = [part for part in parts if part.change or not part.notice or strip_version_form(part.id) not in families]
    return sorted(kept, key=lambda part: part.start)


def strip_version_form(license_id: str) -> str:
    """Return the id without what says whether later versions are meant."""
    return re.sub(r"(?:-(?:no-)?invariants)?-(?:only|or-later)$", "", license_id)
