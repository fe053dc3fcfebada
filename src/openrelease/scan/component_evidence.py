"""Component inputs and license claims -> the evidence of each component, the strongest first."""

from collections.abc import Iterator, Mapping, Sequence

from openrelease.catalog.catalog_entries import Catalog
from openrelease.model import Document, Evidence, Kind, Status, is_inside
from openrelease.scan.components.detect_components import STRENGTH, ComponentInputs, find_evidence
from openrelease.scan.components.front_matter_evidence import find_front_matter_evidence
from openrelease.scan.components.results_of_paper import add_results_of_paper
from openrelease.scan.integrity.runner_evidence import RUNNER_COMPONENTS, find_runners
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.scan.licensing.statement import ScopedClaim


def collect_evidence(
    inputs: ComponentInputs, documents: Sequence[Document], kind: Kind
) -> Mapping[str, tuple[Evidence, ...]]:
    """Return the evidence of rules and front matter for each component, and READMEs with front matter as cards."""
    found = {id_: find_evidence(rules, inputs, kind) for id_, rules in inputs.catalog.rules.items()}
    if kind is Kind.MODEL:
        found = {**found, **_add_front_matter(inputs, documents, found)}
        found = {**found, "evaluation_results": add_results_of_paper(inputs, found)}
    return {
        **found,
        "model_card": _add_readme_cards(inputs, found["model_card"], tuple(_find_readme_cards(documents, kind))),
        "data_card": _add_readme_cards(
            inputs, found["data_card"], tuple(_find_readme_cards(documents, kind, data=True))
        ),
    }


def _add_front_matter(
    inputs: ComponentInputs, documents: Sequence[Document], found: Mapping[str, tuple[Evidence, ...]]
) -> Mapping[str, tuple[Evidence, ...]]:
    """Return the evidence of the components that the front matter of cards names."""
    cards = {document.path for document in documents if document.role == "card"}
    read = [each for each in inputs.gathered.documents if each.path in cards and not each.path.endswith(".ipynb")]
    more: dict[str, list[Evidence]] = {}
    for component, evidence in find_front_matter_evidence(read, inputs.catalog.libraries):
        more.setdefault(component, []).append(evidence)
    return {id_: _sort_by_strength((*evidence, *found[id_])) for id_, evidence in more.items()}


def _add_readme_cards(
    inputs: ComponentInputs, found: tuple[Evidence, ...], readmes: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    """Return READMEs as cards where no other card was found; that in the model's own folder always counts."""
    root = inputs.gathered.root
    own = tuple(each for each in readmes if root and is_inside(each.location.path, root))
    return (*own, *found) if found else readmes


def add_runner_evidence(
    found: Mapping[str, tuple[Evidence, ...]], around: WeightRelease | None, catalog: Catalog
) -> Mapping[str, tuple[Evidence, ...]]:
    """Add evidence from configuration files of the weights about the code that runs them, the strongest first."""
    runners = () if around is None else find_runners(around, catalog.libraries)
    if not runners:
        return found
    more = {
        id_: tuple(sorted((*found[id_], *runners), key=lambda each: -STRENGTH[each.status]))
        for id_ in RUNNER_COMPONENTS
    }
    return {**found, **more}


def add_declared_evidence(
    found: Mapping[str, tuple[Evidence, ...]], more: Mapping[str, tuple[Evidence, ...]]
) -> Mapping[str, tuple[Evidence, ...]]:
    """Add declared evidence, before other evidence of equal strength; each location once."""
    return {id_: _sort_by_strength((*more.get(id_, ()), *evidence)) for id_, evidence in found.items()}


def _sort_by_strength(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    ordered = sorted(evidence, key=lambda each: -STRENGTH[each.status])
    places = {(each.location, each.url): each for each in reversed(ordered)}
    return tuple(each for each in ordered if places[each.location, each.url] is each)


def make_license_evidence(statements: Sequence[ScopedClaim]) -> Iterator[Evidence]:
    """License texts first, of them those of the whole; anything that holds none is only a hint of one."""
    for statement in sorted(statements, key=_license_sort_key):
        stated = statement.claim
        status = Status.IN_REPO if statement.text else Status.UNCLEAR
        yield Evidence(location=stated.location, how=f"license-{stated.how}".replace("_", "-"), status=status)


def _license_sort_key(statement: ScopedClaim) -> tuple[bool, int, bool]:
    return not statement.text, statement.claim.location.path.count("/"), bool(statement.part)


def _find_readme_cards(documents: Sequence[Document], kind: Kind, *, data: bool = False) -> Iterator[Evidence]:
    """Take a README for a card by its front matter; any other README is documentation, and no card."""
    if data is not (kind is Kind.DATASET):
        return
    for document in documents:
        place = min(document.topics.values(), key=lambda topic: topic.line or 0, default=None)
        if document.role == "card" and place is not None:
            yield Evidence(location=place, how="readme-as-card", status=Status.IN_REPO)


def strongest_status(evidence: Sequence[Evidence]) -> Status:
    """Return the strongest status that the evidence supports."""
    return max((each.status for each in evidence), key=STRENGTH.__getitem__, default=Status.ABSENT)
