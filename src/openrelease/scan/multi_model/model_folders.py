"""Repository inputs -> the folders of several models in one repository.

Two or more folders side by side hold a model each if each has a model card of its own (a card by its name, or
a README with the front matter of one) that names a license itself, or lies beside or above a license text or
weights.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from openrelease.catalog.catalog_entries import Catalog
from openrelease.model import Entry, EntryKind, is_inside
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import RepositoryInputs, is_readme
from openrelease.scan.licensing.from_license_files import is_license_file
from openrelease.values import dataclass
from openrelease.weights import recognize_by_name

FOUND = "a folder with a model card and a license or weights of its own, beside others like it"
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class ModelFolder:
    """One of several models: its name, its folder, and why it is taken for one."""

    name: str
    folder: str
    how: str = FOUND


def find_model_folders(gathered: RepositoryInputs, catalog: Catalog) -> tuple[ModelFolder, ...]:
    """Return the folders in natural order of their paths; none where there are fewer than two."""
    cards = {_parent_folder(card.path): card for card in _find_cards(gathered, catalog) if "/" in card.path}
    if len(cards) < _FEWEST:
        return ()
    held = {
        above
        for entry in gathered.entries
        if _is_license_or_weights(entry, catalog)
        for above in _parent_folders(entry.path)
    }
    held |= {folder for folder, card in cards.items() if (card.metadata or {}).get("license")}
    whole = sorted((folder for folder in cards if folder in held), key=_natural_sort_key)
    outer = [folder for folder in whole if not any(above in whole for above in _parent_folders(folder))]
    beside = [_parent_folder(folder) for folder in outer]
    folders = [folder for folder in outer if beside.count(_parent_folder(folder)) >= _FEWEST]
    return tuple(ModelFolder(name=_name_folder(folder, folders), folder=folder) for folder in folders)


def find_nearest_folder(path: str, folders: Iterable[str]) -> str | None:
    """Return the deepest of the folders that contain a path, None where none does."""
    return max((folder for folder in folders if is_inside(path, folder)), key=len, default=None)


def _natural_sort_key(path: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key by which `model-2` comes before `model-10`."""
    return tuple((int(digits or 0), text) for text, digits in re.findall(r"(\D*)(\d{0,9})", path))


def _find_cards(gathered: RepositoryInputs, catalog: Catalog) -> Iterator[ParsedDocument]:
    """Yield the cards of all folders; of several in one folder, one that names a license comes last."""
    found = (document for document in gathered.documents if _is_card(document, catalog))
    yield from sorted(found, key=lambda card: bool((card.metadata or {}).get("license")))


def _is_card(document: ParsedDocument, catalog: Catalog) -> bool:
    name = document.path.rpartition("/")[2]
    return catalog.cards.search(name) is not None or (is_readme(name) and document.is_card)


def _is_license_or_weights(entry: Entry, catalog: Catalog) -> bool:
    if is_license_file(entry, catalog):
        return True
    plain = entry.kind is EntryKind.FILE and not catalog.aside.search(entry.path)
    return plain and recognize_by_name(entry.path) is not None


def _parent_folders(path: str) -> Iterator[str]:
    """Yield every folder that contains a path, except the root."""
    while path := _parent_folder(path):
        yield path


def _parent_folder(path: str) -> str:
    return path.rpartition("/")[0]


def _name_folder(folder: str, folders: Sequence[str]) -> str:
    """Return the last part of the path, or all of it where two folders share that name."""
    last = [each.rpartition("/")[2] for each in folders]
    name = folder.rpartition("/")[2]
    return name if last.count(name) == 1 else folder
