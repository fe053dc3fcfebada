"""Snapshot -> Facts: gathers, finds evidence, says which license governs; looks, never judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from openrelease.collect.card_keys import find_evaluations
from openrelease.collect.cards import find_cards
from openrelease.collect.declared import (
    NOTHING,
    Claims,
    declared_evidence,
    declared_problems,
    declared_statements,
)
from openrelease.collect.discover import STRENGTH, Scene, discover, survey
from openrelease.collect.duties import Texts, with_duties
from openrelease.collect.gather import Gathered, gather, is_readme
from openrelease.collect.governs import governing
from openrelease.collect.kind import find_kind
from openrelease.collect.license_files import from_files
from openrelease.collect.license_headers import from_headers, from_reuse
from openrelease.collect.license_keys import from_front_matter, from_metadata
from openrelease.collect.license_prose import from_prose
from openrelease.collect.license_tables import from_badges, from_tables
from openrelease.collect.lineage import find_lineage
from openrelease.collect.rules import Lookout
from openrelease.collect.statements import Reader, Statement
from openrelease.collect.text import ParsedDocument
from openrelease.collect.topics import describe
from openrelease.collect.vendored import find_vendored
from openrelease.collect.weight_files import read_weights
from openrelease.collect.weight_licenses import from_weights
from openrelease.collect.whole import find_faults, look_around
from openrelease.collect.whole.release import Release
from openrelease.collect.whole.runners import RUN, find_runners
from openrelease.licenses import Identification, LicenseTable
from openrelease.model import (
    Card,
    ComponentFacts,
    Document,
    Evidence,
    Facts,
    Kind,
    Lineage,
    Problem,
    Snapshot,
    Status,
    Subject,
    WeightFile,
)

CARD_TOPICS = 4  # a README that speaks of this many topics serves as a card in part


class Identifier(Protocol):
    """Names a license text; see openrelease.licenses."""

    def identify(self, text: str) -> Identification:
        """Say which license a text is."""


def collect(
    snapshot: Snapshot,
    lookout: Lookout,
    licenses: LicenseTable,
    identifier: Identifier,
    kind: Kind | None = None,
) -> Facts:
    """Gather all that policies may see of a snapshot; `kind` is what the repository declares itself to be."""
    reader = Reader(lookout=lookout, table=licenses, identify=identifier.identify)
    return facts_of(gather(snapshot, lookout), reader, None if kind is None else (kind, "declared"))


def facts_of(
    gathered: Gathered,
    reader: Reader,
    known: tuple[Kind, str] | None = None,
    claims: Claims = NOTHING,
) -> Facts:
    """All that policies may see of what was read, and of what is declared of it.

    `known` is the kind, with how that is known.
    """
    snapshot, lookout = gathered.snapshot, reader.lookout
    scene = survey(gathered, lookout, snapshot.name)
    files, unread_files = _parted(from_files(gathered, reader))
    documents = tuple(_described(document, lookout, claims) for document in gathered.documents)
    found = _evidence(scene, documents, Kind.MODEL)
    if known is None:
        statuses = {id_: _status(evidence) for id_, evidence in found.items()}
        known = find_kind(gathered, lookout, statuses, snapshot.name)
    kind, how = known
    if kind is not Kind.MODEL:
        found = _evidence(scene, documents, kind)
    keys, unread_keys = _parted((*from_metadata(gathered, reader), *from_reuse(gathered, reader)))
    weights, unread_weights = read_weights(snapshot, scene.released)
    around = look_around(gathered, weights, snapshot.name)
    headers = from_headers(gathered, reader)
    said, unread_said = _parted(declared_statements(claims, gathered, reader))
    files = (*files, *(each for each in said if each.license.how == "file"))
    words = (each for each in said if each.license.how != "file")
    statements = (
        *(*files, *words, *_said(gathered, reader, kind), *keys, *headers),
        *from_weights(weights, reader),
    )
    found = _with_runners(found, around, lookout)
    found = {**found, "license": tuple(_license_evidence(files or statements))}
    found = _with_claims(found, declared_evidence(claims, scene, kind))
    unread = (
        *unread_files,
        *unread_keys,
        *unread_weights,
        *unread_said,
        *declared_problems(claims, gathered),
    )
    facts = tuple(file.fact for file in weights)
    results = tuple(find_evaluations(gathered))
    unread = (
        *unread_files,
        *unread_keys,
        *unread_weights,
        *(each for each in results if isinstance(each, Problem)),
    )
    evaluations = (each for each in results if isinstance(each, Card))
    return Facts(
        subject=Subject(name=snapshot.name, revision=snapshot.revision, kind=kind, kind_how=how),
        components=dict(_components(scene, found, statements, reader)),
        documents=documents,
        problems=tuple(dict.fromkeys((*gathered.problems, *unread))),
        weights=facts,
        faults=find_faults(around),
        lineage=_lineage(gathered, facts, files, reader),
        cards=(*find_cards(gathered, lookout, kind), *evaluations),
    )


def _described(document: ParsedDocument, lookout: Lookout, claims: Claims) -> Document:
    """A document with its role; what is declared to be a card is one."""
    described = describe(document, lookout)
    return replace(described, role="card") if document.path in claims.cards else described


def _with_claims(
    found: Mapping[str, tuple[Evidence, ...]], more: Mapping[str, tuple[Evidence, ...]]
) -> Mapping[str, tuple[Evidence, ...]]:
    """Add what is declared; of equal strength it comes first, and each place once."""
    return {id_: _strongest_first((*more.get(id_, ()), *evidence)) for id_, evidence in found.items()}


def _strongest_first(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    ordered = sorted(evidence, key=lambda each: -STRENGTH[each.status])
    places = {(each.location, each.url): each for each in reversed(ordered)}
    return tuple(each for each in ordered if places[each.location, each.url] is each)


def _lineage(
    gathered: Gathered,
    weights: tuple[WeightFile, ...],
    files: Sequence[Statement],
    reader: Reader,
) -> tuple[Lineage, ...]:
    name = gathered.snapshot.name
    texts = Texts(gathered=gathered, files=[each.license for each in files], name=name)
    found = find_lineage(gathered, weights, reader)
    dutiful = (with_duties(each, texts, reader.table) for each in found)
    return (*dutiful, *find_vendored(gathered, reader))


def _evidence(scene: Scene, documents: Sequence[Document], kind: Kind) -> Mapping[str, tuple[Evidence, ...]]:
    found = {id_: discover(component, scene, kind) for id_, component in scene.lookout.components.items()}
    return {
        **found,
        "model_card": found["model_card"] or tuple(_readme_cards(scene, documents, kind)),
        "data_card": found["data_card"] or tuple(_readme_cards(scene, documents, kind, data=True)),
    }


def _with_runners(
    found: Mapping[str, tuple[Evidence, ...]], around: Release | None, lookout: Lookout
) -> Mapping[str, tuple[Evidence, ...]]:
    """Add what the configurations of weights say of the source that runs them; the strongest are first."""
    runners = () if around is None else find_runners(around, lookout.libraries)
    if not runners:
        return found
    more = {
        id_: tuple(sorted((*found[id_], *runners), key=lambda each: -STRENGTH[each.status])) for id_ in RUN
    }
    return {**found, **more}


def _said(gathered: Gathered, reader: Reader, kind: Kind) -> Iterator[Statement]:
    """Read what cards and the READMEs near the root say of licenses, and how far each of them speaks."""
    for document in gathered.documents:
        for_all = reader.lookout.speaks_for_all.search(gathered.at_home(document.path))
        within = "" if for_all else document.path.rpartition("/")[0]
        for statement in _said_in(document, gathered.at_home(document.path), reader, kind):
            yield replace(statement, within=within)


def _said_in(document: ParsedDocument, path: str, reader: Reader, kind: Kind) -> Iterator[Statement]:
    card = reader.lookout.cards.search(document.path) or reader.lookout.data_cards.search(document.path)
    yield from from_front_matter(document, reader, kind)
    about = reader.lookout.license_documents.search(path)
    if card or about or (is_readme(path) and path.count("/") <= 1):
        yield from from_prose(document, reader)
        yield from from_tables(document, reader)
        yield from from_badges(document, reader)


def _license_evidence(statements: Sequence[Statement]) -> Iterator[Evidence]:
    """License texts first; a file that holds none, a badge, a sentence or a key is only a hint of one."""
    for statement in sorted(statements, key=lambda each: not each.text):
        stated = statement.license
        status = Status.IN_REPO if statement.text else Status.UNCLEAR
        yield Evidence(location=stated.location, how=f"license-{stated.how}".replace("_", "-"), status=status)


def _readme_cards(
    scene: Scene, documents: Sequence[Document], kind: Kind, *, data: bool = False
) -> Iterator[Evidence]:
    """Take a README for a card by its front matter, and that at the root for a part of one by its topics."""
    if data is not (kind is Kind.DATASET):
        return
    home = scene.gathered.at_home
    for document in documents:
        place = min(document.topics.values(), key=lambda topic: topic.line or 0, default=None)
        if document.role == "other" or place is None:
            continue
        if document.role == "card":
            yield Evidence(location=place, how="readme-as-card", status=Status.IN_REPO)
        elif "/" not in home(document.path) and len(document.topics) >= CARD_TOPICS and kind is Kind.MODEL:
            yield Evidence(location=place, how="readme-topics", status=Status.UNCLEAR)


def _status(evidence: Sequence[Evidence]) -> Status:
    return max((each.status for each in evidence), key=STRENGTH.__getitem__, default=Status.ABSENT)


def _components(
    scene: Scene, found: Mapping[str, tuple[Evidence, ...]], statements: Sequence[Statement], reader: Reader
) -> Iterator[tuple[str, ComponentFacts]]:
    for id_, component in scene.lookout.components.items():
        evidence = found[id_]
        license_, spoken = governing(component, evidence, statements, scene, reader)
        yield (
            id_,
            ComponentFacts(status=_status(evidence), evidence=evidence, license=license_, statements=spoken),
        )


def _parted(found: Iterable[Statement | Problem]) -> tuple[tuple[Statement, ...], tuple[Problem, ...]]:
    known = tuple(found)
    statements = tuple(each for each in known if isinstance(each, Statement))
    return statements, tuple(each for each in known if isinstance(each, Problem))
