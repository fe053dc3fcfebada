"""Snapshot -> Facts: gathers, finds evidence, says which license governs; looks, never judges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from openrelease.catalog.component_rules import Lookout
from openrelease.licenses import Identification, LicenseTable
from openrelease.model import (
    ComponentFacts,
    Document,
    Evidence,
    Facts,
    Kind,
    Lineage,
    Snapshot,
    Subject,
    WeightFile,
)
from openrelease.scan.cards.front_matter_keys import find_evaluations
from openrelease.scan.cards.read_cards import find_cards
from openrelease.scan.cards.topics import describe
from openrelease.scan.component_evidence import (
    evidence_of,
    license_evidence,
    status_of,
    with_claims,
    with_runners,
)
from openrelease.scan.components.detect_components import Scene, survey
from openrelease.scan.components.empty_release import bareness
from openrelease.scan.components.repository_kind import find_kind
from openrelease.scan.declarations.contradictions import disputed
from openrelease.scan.declarations.declared_evidence import (
    NOTHING,
    Claims,
    declared_evidence,
    declared_problems,
)
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import Gathered, gather, is_readme
from openrelease.scan.integrity import find_faults, look_around
from openrelease.scan.license_statements import all_spoken, parted
from openrelease.scan.licensing.effective_license import governing
from openrelease.scan.licensing.statement import Reader, Statement
from openrelease.scan.licensing.third_party_models import own_words
from openrelease.scan.lineage.obligations import Texts, with_duties
from openrelease.scan.lineage.upstreams import find_lineage
from openrelease.scan.lineage.vendored_code import find_vendored
from openrelease.scan.weight_files.headers import read_weights


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
    reader = replace(reader, own=_own_words(gathered))
    scene = survey(gathered, lookout, snapshot.name)
    documents = tuple(_described(document, lookout, claims) for document in gathered.documents)
    found = evidence_of(scene, documents, known[0] if known else Kind.MODEL)
    if known is None:
        known = _kind(scene, found)
        found = found if known[0] is Kind.MODEL else evidence_of(scene, documents, known[0])
    kind, how = known
    weights, unread_weights = read_weights(snapshot, scene.released)
    around = look_around(gathered, weights, snapshot.name)
    spoken = all_spoken(gathered, reader, kind, claims, weights)
    files, statements = spoken.files, spoken.statements
    found = with_runners(found, around, lookout)
    found = {**found, "license": tuple(license_evidence(files or statements))}
    found = with_claims(found, declared_evidence(claims, scene, kind))
    results, unread_results = parted(find_evaluations(gathered))
    missing = declared_problems(claims, gathered)
    unread = (*spoken.problems, *unread_weights, *unread_results, *missing)
    facts = tuple(file.fact for file in weights)
    components = dict(_components(scene, found, statements, reader))
    return Facts(
        subject=Subject(
            name=snapshot.name,
            revision=snapshot.revision,
            kind=kind,
            kind_how=how,
            bare="" if how == "declared" or kind is not Kind.MODEL else bareness(gathered, found, lookout),
        ),
        components=components,
        documents=documents,
        problems=tuple(dict.fromkeys((*gathered.problems, *unread))),
        weights=facts,
        faults=find_faults(around),
        lineage=_lineage(gathered, facts, files, reader),
        cards=(*find_cards(gathered, lookout, kind), *results),
        disputed=tuple(disputed(claims, components)),
    )


def _kind(scene: Scene, found: Mapping[str, Sequence[Evidence]]) -> tuple[Kind, str]:
    statuses = {id_: status_of(evidence) for id_, evidence in found.items()}
    return find_kind(scene.gathered, scene.lookout, statuses, scene.gathered.snapshot.name)


def _described(document: ParsedDocument, lookout: Lookout, claims: Claims) -> Document:
    """A document with its role; what is declared to be a card is one."""
    described = describe(document, lookout)
    return replace(described, role="card") if document.path in claims.cards else described


def _own_words(gathered: Gathered) -> frozenset[str]:
    """The words of the release's names: that of the repository, and the titles of the READMEs at the root."""
    titles = (
        document.headings[0].text
        for document in gathered.documents
        if document.headings and is_readme(document.path) and "/" not in document.path
    )
    return own_words(((gathered.snapshot.name or "").rpartition("/")[2], *titles))


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


def _components(
    scene: Scene, found: Mapping[str, tuple[Evidence, ...]], statements: Sequence[Statement], reader: Reader
) -> Iterator[tuple[str, ComponentFacts]]:
    for id_, component in scene.lookout.components.items():
        evidence = found[id_]
        license_, spoken = governing(component, evidence, statements, scene, reader)
        yield (
            id_,
            ComponentFacts(
                status=status_of(evidence), evidence=evidence, license=license_, statements=spoken
            ),
        )
