"""Repository inputs -> description of a repository that holds no release, "" for any other.

Reports show this one sentence instead of a list of everything that is missing.
"""

from collections.abc import Mapping, Sequence

from openrelease.catalog.catalog_entries import Catalog
from openrelease.catalog.patterns import Pattern
from openrelease.model import EntryKind, Evidence, Location, format_location
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import RepositoryInputs, is_readme

_FEW = 3  # files that can be named
_LONGEST = 2_000  # characters of a paragraph that patterns are searched in
_HINT = "State in the README what is released, or set `kind` in .openrelease.yml if this is no model."


def describe_empty_release(
    gathered: RepositoryInputs, found: Mapping[str, Sequence[Evidence]], catalog: Catalog
) -> str:
    """Describe what the repository holds instead of a release; "" where anything of a release was found."""
    released = (id_ for id_, evidence in found.items() if evidence)
    if any(catalog.components[id_].counts_as_release for id_ in released) or gathered.problems:
        return ""
    paths = [entry.path for entry in gathered.entries if entry.kind is not EntryKind.SUBMODULE]
    if not paths:
        return "The repository is empty; there is nothing to evaluate."
    return _describe_notice(gathered, catalog) or _describe_contents(paths)


def _describe_notice(gathered: RepositoryInputs, catalog: Catalog) -> str:
    readmes = [document for document in gathered.documents if is_readme(document.path)]
    moved, promised = (_find_passage(readmes, each) for each in (catalog.moved, catalog.promised))
    if moved:
        return f"No release here: {format_location(moved)} says that it moved. Evaluate the repository that it names."
    return f"No release yet: {format_location(promised)} announces it for later." if promised else ""


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
        return f"No release found: the repository holds only {', '.join(paths)} and links no model. {_HINT}"
    return (
        "No release found: no weights or link to weights, no source that defines, trains or "
        f"runs a model, and no training data. {_HINT}"
    )
