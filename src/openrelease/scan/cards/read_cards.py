"""Documents -> cards: keys, sections and labeled lines of model cards, data cards and READMEs."""

from collections.abc import Iterator
from itertools import islice

from openrelease.catalog.catalog_entries import Catalog
from openrelease.model import Card, CardLine, Kind, Location
from openrelease.scan.cards.front_matter_keys import read_front_matter_keys
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.placeholders import is_empty, is_none, split_label
from openrelease.scan.inputs.read_inputs import RepositoryInputs, is_readme
from openrelease.scan.inputs.sections import list_sections

_LONGEST = 400  # characters of a labeled line
_MOST_SECTIONS = 2_000  # a card has some twenty
_MOST_LABELLED = 300  # labeled lines of one card
_COLUMNS = 2
_DATA_KEYS = frozenset(
    {"task_categories", "task_ids", "size_categories", "source_datasets", "dataset_info", "configs"}
    | {"annotations_creators", "language_creators", "pretty_name"}
)
_MODEL_KEYS = frozenset({"pipeline_tag", "library_name", "base_model", "model-index", "model_name"})


def read_cards(gathered: RepositoryInputs, catalog: Catalog, kind: Kind) -> tuple[Card, ...]:
    """Read every card, and the README of the model or else of the root, even without front matter."""
    return tuple(_list_cards(gathered, catalog, kind))


def _list_cards(gathered: RepositoryInputs, catalog: Catalog, kind: Kind) -> Iterator[Card]:
    front = _find_front_folder(gathered)
    for document in gathered.documents:
        data = catalog.data_cards.search(document.path) is not None
        readme = is_readme(document.path)
        named = data or bool(catalog.cards.search(document.path)) or (readme and document.is_card)
        if named or (readme and document.path.rpartition("/")[0] == front):
            role = "data" if data or _describes_data(document, kind) else "model"
            yield _read_card(document, role, gathered, named=named)


def _find_front_folder(gathered: RepositoryInputs) -> str:
    """The folder whose README may serve as a card: that of the selected model, if it has a README."""
    folders = {each.path.rpartition("/")[0] for each in gathered.documents if is_readme(each.path)}
    return gathered.root if gathered.root in folders else ""


def _describes_data(document: ParsedDocument, kind: Kind) -> bool:
    """Return whether the keys are those of a data card; without any, the kind of the repository decides."""
    keys = (document.metadata or {}).keys()
    if bool(keys & _DATA_KEYS) is not bool(keys & _MODEL_KEYS):
        return bool(keys & _DATA_KEYS)
    return kind is Kind.DATASET and is_readme(document.path)


def _read_card(document: ParsedDocument, role: str, gathered: RepositoryInputs, *, named: bool) -> Card:
    return Card(
        path=document.path,
        role=role,
        named=named,
        keys=dict(read_front_matter_keys(document, gathered)),
        sections=list_sections(document)[:_MOST_SECTIONS],
        lines=tuple(islice(_read_labeled_lines(document), _MOST_LABELLED)),
        placeholders=document.placeholders,
    )


def _read_labeled_lines(document: ParsedDocument) -> Iterator[CardLine]:
    """Yield the labeled lines, and the rows of tables with two columns."""
    for block in document.blocks:
        label, text = split_label(block.text) if not block.code else ("", "")
        if label:
            yield _build_card_line(label, text, Location(path=document.path, line=block.line))
    for table in document.tables:
        for row in (table.header, *table.rows):
            if len(row) == _COLUMNS and row[0]:
                yield _build_card_line(row[0], row[1], Location(path=document.path, line=table.line))


def _build_card_line(label: str, text: str, location: Location) -> CardLine:
    shown = "" if is_empty(text) else text[:_LONGEST]
    return CardLine(label=label[:80], text=shown, says_none=is_none(text), location=location)
