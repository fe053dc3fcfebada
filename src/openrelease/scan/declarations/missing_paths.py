"""Declarations x the tree -> the declared paths at which there is nothing, each with the path that may be meant."""

import difflib
from collections.abc import Iterable, Iterator

from openrelease.model import NOTHING, DeclaredPart, DeclaredRelease, Location, Problem
from openrelease.scan.declarations.declared_evidence import DeclaredComponents
from openrelease.scan.inputs.read_inputs import RepositoryInputs

_MAX_SUGGESTIONS = 2_000  # paths that are compared for a suggestion


def find_missing_paths(declared: DeclaredComponents, gathered: RepositoryInputs) -> Iterator[Problem]:
    """Yield declared parts and license texts that are not in the tree: deleted, renamed, or misspelled."""
    for id_, parts in declared.parts.items():
        for part in parts:
            yield from _find_missing(part.path, f"for the {id_.replace('_', ' ')}", part.location, gathered)
            yield from _find_missing_text(part, gathered)
    for license_ in declared.licenses:
        yield from _find_missing(license_.text, "as license text", license_.location, gathered)


def find_missing_folders(releases: Iterable[DeclaredRelease], gathered: RepositoryInputs) -> Iterator[Problem]:
    """Yield declared models whose folder is not in the tree."""
    for each in releases:
        yield from _find_missing(each.root, f"as the folder of {each.name}", each.location, gathered)


def _find_missing_text(part: DeclaredPart, gathered: RepositoryInputs) -> Iterator[Problem]:
    if part.license:
        yield from _find_missing(part.license.text, "as license text", part.license.location, gathered)


def _find_missing(path: str | None, what: str, place: Location, gathered: RepositoryInputs) -> Iterator[Problem]:
    if path and not gathered.holds(path):
        message = f"{path} is declared {what}, and is not in the repository{_suggest_path(path, gathered)}"
        yield Problem(location=place, message=message, affects=NOTHING)


def _suggest_path(path: str, gathered: RepositoryInputs) -> str:
    """Return the end of a message with a path that may be meant: the same name elsewhere, or a similar spelling."""
    known = {entry.path for entry in gathered.entries}
    known |= {entry.path.rpartition("/")[0] for entry in gathered.entries} - {""}
    name = path.rpartition("/")[2].casefold()
    same = sorted(each for each in known if each.rpartition("/")[2].casefold() == name)
    close = same[:1] or difflib.get_close_matches(path, sorted(known)[:_MAX_SUGGESTIONS], n=1, cutoff=0.7)
    return f"; did you mean {close[0]}?" if close else ""
