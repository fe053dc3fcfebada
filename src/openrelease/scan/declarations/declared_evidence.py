"""What the settings declare of a release -> evidence and statements, held against the tree where that can be.

A path has to hold what such a component is, else the declaration is only a hint. A URL is not fetched: the
component is linked, by declaration. A declared license is one claim among others, and a license file takes precedence.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from openrelease.model import (
    Component,
    Declarations,
    DeclaredLicense,
    DeclaredPart,
    DeclaredParts,
    DeclaredRelease,
    Entry,
    EntryKind,
    Evidence,
    Kind,
    Location,
    MisreadPassage,
    Problem,
    Status,
    is_inside,
)
from openrelease.scan.components.detect_components import ComponentInputs
from openrelease.scan.inputs.read_inputs import RepositoryInputs
from openrelease.scan.licensing.from_license_files import read_license
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.values import dataclass, field

HOW = "declared"
_CARDS = ("model_card", "data_card")
_SOURCE = re.compile(
    r"\.(py|pyx|ipynb|sh|c|cc|cpp|cxx|cu|cuh|h|hpp|rs|go|java|kt|scala|js|mjs|ts|tsx|swift|jl|lua|m|r|metal|mojo)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class DeclaredComponents:
    """What is declared of what is looked at: its components, the license of its weights, and misread passages."""

    parts: DeclaredParts = field(default_factory=dict)
    licenses: tuple[DeclaredLicense, ...] = ()
    misread: tuple[MisreadPassage, ...] = ()

    @property
    def cards(self) -> frozenset[str]:
        """The paths that are declared to be cards."""
        return frozenset(part.path for id_ in _CARDS for part in self.parts.get(id_, ()) if part.path)


NOTHING_DECLARED = DeclaredComponents()
"""Nothing is declared."""


def select_declarations(declared: Declarations, releases: Sequence[DeclaredRelease]) -> DeclaredComponents:
    """What is declared of all together and of these models."""
    own = [_add_card(each) for each in releases]
    ids = dict.fromkeys(id_ for parts in (*own, declared.components) for id_ in parts)
    merged = {id_: tuple(part for parts in (*own, declared.components) for part in parts.get(id_, ())) for id_ in ids}
    licenses = tuple(each.license for each in releases if each.license)
    return DeclaredComponents(parts=merged, licenses=licenses, misread=declared.misread)


def _add_card(release: DeclaredRelease) -> DeclaredParts:
    card = (release.card,) if release.card else ()
    return {**release.components, _CARDS[0]: (*card, *release.components.get(_CARDS[0], ()))}


def collect_declared_evidence(
    declared: DeclaredComponents, inputs: ComponentInputs, kind: Kind
) -> Mapping[str, tuple[Evidence, ...]]:
    """Evidence for each component that is declared and that such a repository can have."""
    known = inputs.catalog.components
    return {
        id_: tuple(each for part in parts for each in _find_evidence(part, known[id_], inputs))
        for id_, parts in declared.parts.items()
        if kind in known[id_].kinds
    }


def collect_declared_claims(
    declared: DeclaredComponents, gathered: RepositoryInputs, reader: Reader
) -> Iterator[ScopedClaim | Problem]:
    """The licenses that are declared: of each component, and of the weights of the release."""
    for id_, parts in declared.parts.items():
        component = reader.catalog.components[id_]
        for part in parts:
            if id_ == "license" and part.path and part.path in gathered.paths:
                yield from read_license(part.path, "", gathered, reader)
            if part.license:
                yield from _read_declared_license(part.license, component.part, id_, gathered, reader)
    for license_ in declared.licenses:
        yield from _read_declared_license(license_, "weights", "weights", gathered, reader)


def _read_declared_license(
    declared: DeclaredLicense, part: str, component: str, gathered: RepositoryInputs, reader: Reader
) -> Iterator[ScopedClaim | Problem]:
    if declared.text is not None:
        yield from read_license(declared.text, part, gathered, reader, component)
        return
    stated = reader.make_claim(declared.expression, HOW, declared.location)
    yield ScopedClaim(part=part, claim=stated, component=component)


def _find_evidence(part: DeclaredPart, component: Component, inputs: ComponentInputs) -> Iterator[Evidence]:
    if part.url is not None:
        yield Evidence(location=part.location, how=HOW, status=Status.LINKED, url=part.url, revision=part.revision)
    elif part.path is not None and (below := _entries_below(part.path, inputs.gathered)):
        holds = _HOLDS_PART[component.part]
        shown = next((entry for entry in below if holds(entry, inputs, component)), None)
        status = Status.UNCLEAR if shown is None else Status.IN_REPO
        yield Evidence(location=Location(path=(shown or below[0]).path), how=HOW, status=status)


def _entries_below(path: str, gathered: RepositoryInputs) -> tuple[Entry, ...]:
    return tuple(entry for entry in gathered.entries if is_inside(entry.path, path))


def _holds_weights(entry: Entry, inputs: ComponentInputs, _: Component) -> bool:
    return any(seen.path == entry.path and seen.found for seen in inputs.sightings)


def _holds_source(entry: Entry, _: ComponentInputs, __: Component) -> bool:
    return entry.kind is EntryKind.FILE and _SOURCE.search(entry.path) is not None and entry.size != 0


def _holds_data(entry: Entry, inputs: ComponentInputs, _: Component) -> bool:
    document = inputs.catalog.documents.search(entry.path)
    return entry.kind is EntryKind.FILE and entry.size != 0 and not document


def _holds_document(entry: Entry, inputs: ComponentInputs, component: Component) -> bool:
    """Return whether the entry is a card that was read, or any other document of any format."""
    if component.id in _CARDS:
        return any(document.path == entry.path for document in inputs.gathered.documents)
    return entry.kind is EntryKind.FILE and entry.size != 0


_HOLDS_PART: Mapping[str, Callable[[Entry, ComponentInputs, Component], bool]] = {
    "weights": _holds_weights,
    "code": _holds_source,
    "data": _holds_data,
    "document": _holds_document,
}
