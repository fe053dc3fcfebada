"""Repository -> Facts of one release: components, licenses, documents, weights and lineage."""

from collections.abc import Iterator, Mapping, Sequence

from openrelease.catalog.catalog_entries import Catalog
from openrelease.model import (
    ComponentFacts,
    Document,
    Evidence,
    Facts,
    Kind,
    Lineage,
    Subject,
    WeightFile,
)
from openrelease.scan.cards.front_matter_keys import read_evaluation_results
from openrelease.scan.cards.read_cards import read_cards
from openrelease.scan.cards.topics import describe_document
from openrelease.scan.component_evidence import (
    add_declared_evidence,
    add_runner_evidence,
    collect_evidence,
    make_license_evidence,
    strongest_status,
)
from openrelease.scan.components.detect_components import ComponentInputs, collect_component_inputs
from openrelease.scan.components.empty_release import describe_empty_release
from openrelease.scan.components.repository_kind import RepositoryKind, detect_kind
from openrelease.scan.declarations.contradictions import find_contradictions
from openrelease.scan.declarations.declared_evidence import (
    NOTHING_DECLARED,
    DeclaredComponents,
    collect_declared_evidence,
)
from openrelease.scan.declarations.missing_paths import find_missing_paths
from openrelease.scan.hub_pair import check_pairs, read_pairs
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import RepositoryInputs, is_readme
from openrelease.scan.integrity import check_integrity, inspect_weight_release
from openrelease.scan.integrity.shards.complete_pointers import mark_complete_pointers
from openrelease.scan.license_statements import collect_license_statements, split_problems
from openrelease.scan.licensing.copyright_holders import find_copyright_holders
from openrelease.scan.licensing.effective_license import resolve_effective_license
from openrelease.scan.licensing.family_terms import apply_family_terms
from openrelease.scan.licensing.passages.release_names import ReleaseNames
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.scan.lineage.obligations import NoticeSources, attach_seen_duties
from openrelease.scan.lineage.upstreams import find_lineage
from openrelease.scan.lineage.vendored_code import find_vendored_code
from openrelease.scan.weight_files.headers import read_weights, report_uncounted_files
from openrelease.values import replace


def build_facts(
    gathered: RepositoryInputs,
    reader: Reader,
    known: RepositoryKind | None = None,
    declared: DeclaredComponents = NOTHING_DECLARED,
) -> Facts:
    """Return the facts of what was read; `known` is the kind where it need not be detected."""
    snapshot, catalog = gathered.snapshot, reader.catalog
    reader = replace(reader, release=_collect_release_names(gathered, catalog))
    inputs = collect_component_inputs(gathered, catalog, snapshot.name)
    documents = tuple(_describe_document(document, catalog, declared) for document in gathered.documents)
    found = collect_evidence(inputs, documents, known.kind if known else Kind.MODEL)
    if known is None:
        known = detect_kind(gathered, catalog, found, snapshot.name)
        found = found if known.kind is Kind.MODEL else collect_evidence(inputs, documents, known.kind)
    kind = known.kind
    weights, unread_weights = read_weights(snapshot, inputs.released)
    around = inspect_weight_release(gathered, weights, snapshot.name)
    collected = collect_license_statements(inputs, reader, kind, declared, weights)
    files = collected.files
    found = add_runner_evidence(found, around, catalog)
    found = {**found, "license": tuple(_find_license_evidence(gathered, files, collected.statements))}
    found = add_declared_evidence(found, collect_declared_evidence(declared, inputs, kind))
    paired = read_pairs(found, gathered, reader)
    found, statements = paired.found, (*collected.statements, *paired.claims)
    results, unread_results = split_problems(read_evaluation_results(gathered))
    uncounted = report_uncounted_files(inputs.sightings, inputs.released)
    unread = (*collected.problems, *unread_weights, *uncounted, *unread_results, *paired.problems)
    facts = mark_complete_pointers(around, tuple(file.fact for file in weights))
    lineage = _collect_lineage(gathered, facts, files, reader)
    components = dict(_collect_components(inputs, found, statements, lineage, reader))
    return Facts(
        subject=Subject(
            name=snapshot.name,
            revision=snapshot.revision,
            kind=kind,
            kind_how=known.how,
            kind_stated=known.stated,
            bare=""
            if known.how == "declared" or kind is not Kind.MODEL
            else describe_empty_release(gathered, found, catalog),
        ),
        components=components,
        catalog=catalog.components,
        documents=documents,
        problems=tuple(dict.fromkeys((*gathered.problems, *unread))),
        weights=facts,
        faults=(*check_integrity(around), *check_pairs(paired.pairs, components, facts)),
        lineage=lineage,
        holders=find_copyright_holders(gathered),
        cards=(*read_cards(gathered, catalog, kind), *results),
        disputed=(*find_missing_paths(declared, gathered), *find_contradictions(declared, components)),
    )


def _find_license_evidence(
    gathered: RepositoryInputs, files: Sequence[ScopedClaim], statements: Sequence[ScopedClaim]
) -> Iterator[Evidence]:
    """Return the evidence of the license texts, else of the statements, leaving out those of copied projects."""
    for every in (files, statements):
        if own := [each for each in every if not gathered.is_vendored(each.claim.location.path)]:
            return make_license_evidence(own)
    return iter(())


def _describe_document(document: ParsedDocument, catalog: Catalog, declared: DeclaredComponents) -> Document:
    """Return a document with its role; a declared card is a card."""
    described = describe_document(document, catalog)
    return replace(described, role="card") if document.path in declared.cards else described


def _collect_release_names(gathered: RepositoryInputs, catalog: Catalog) -> ReleaseNames:
    """Return the names of the release: that of the repository, and the titles of the READMEs at the root."""
    titles = (
        document.headings[0].text
        for document in gathered.documents
        if document.headings and is_readme(document.path) and "/" not in document.path
    )
    return ReleaseNames(repository=gathered.snapshot.name or "", titles=tuple(titles), generic=catalog.generic_words)


def _collect_lineage(
    gathered: RepositoryInputs,
    weights: tuple[WeightFile, ...],
    files: Sequence[ScopedClaim],
    reader: Reader,
) -> tuple[Lineage, ...]:
    name = gathered.snapshot.name
    texts = NoticeSources(gathered=gathered, files=[each.claim for each in files], name=name)
    found = find_lineage(gathered, weights, reader)
    dutiful = (attach_seen_duties(each, texts, reader.table) for each in found)
    return (*dutiful, *find_vendored_code(gathered, reader))


def _collect_components(
    inputs: ComponentInputs,
    found: Mapping[str, tuple[Evidence, ...]],
    statements: Sequence[ScopedClaim],
    lineage: Sequence[Lineage],
    reader: Reader,
) -> Iterator[tuple[str, ComponentFacts]]:
    for id_, component in inputs.catalog.components.items():
        evidence = found[id_]
        license_, claims = resolve_effective_license(component, evidence, statements, inputs, reader)
        if license_ and id_ == "weights":
            license_ = apply_family_terms(license_, evidence, lineage, inputs, reader)
        yield (
            id_,
            ComponentFacts(status=strongest_status(evidence), evidence=evidence, license=license_, claims=claims),
        )
