"""What was gathered -> a sentence on a repository that holds nothing of a release, "" for any other.

Such a repository gets that one answer, and no list of all that it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openrelease.catalog.catalog_entries import Catalog
from openrelease.catalog.patterns import Pattern
from openrelease.model import EntryKind, Evidence, Location, format_location
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import RepositoryInputs, is_readme

_FEW = 3  # files that can be named
_LONGEST = 2_000  # characters of a paragraph that patterns are searched in
_HINT = "Say in the README what it releases, or set `kind` in .openrelease.yml if it is something else."


def describe_empty_release(
    gathered: RepositoryInputs, found: Mapping[str, Sequence[Evidence]], lookout: Catalog
) -> str:
    """Say what there is instead of a release; anything found of one makes this ""."""
    released = (id_ for id_, evidence in found.items() if evidence)
    if any(lookout.components[id_].counts_as_release for id_ in released) or gathered.problems:
        return ""
    paths = [entry.path for entry in gathered.entries if entry.kind is not EntryKind.SUBMODULE]
    if not paths:
        return "The repository is empty: there is nothing to judge."
    return _describe_notice(gathered, lookout) or _describe_contents(paths)


def _describe_notice(gathered: RepositoryInputs, lookout: Catalog) -> str:
    readmes = [document for document in gathered.documents if is_readme(document.path)]
    moved, promised = (_find_passage(readmes, each) for each in (lookout.moved, lookout.promised))
    if moved:
        return f"Nothing of a release is here: {format_location(moved)} says that it moved. Judge the place it names."
    return f"Nothing is released here yet: {format_location(promised)} says that it is to come." if promised else ""


def _find_passage(documents: Sequence[ParsedDocument], pattern: Pattern) -> Location | None:
    found = (
        Location(path=document.path, line=block.line)
        for document in documents
        for block in document.blocks
        if not block.code and pattern.search(block.text[:_LONGEST])
    )
    return next(found, None)


def _describe_contents(paths: Sequence[str]) -> str:
    if len(paths) <= _FEW:
        return f"There is nothing here but {', '.join(paths)}, and no word of where a model is. {_HINT}"
    return (
        "Nothing here speaks of a release: no weights or link to them, no source that defines, trains or "
        f"runs a model, and no training data. {_HINT}"
    )
