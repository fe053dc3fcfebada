"""What was read -> the folders of several models in one repository, by a general rule.

Two or more folders side by side hold a model each if each has a model card of its own (a card by its name, or
a README with the front matter of one) that names a license itself, or lies beside or above a license text or
weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openrelease.catalog.component_rules import Lookout
from openrelease.model import Entry, EntryKind, inside
from openrelease.scan.cards.topics import is_card
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import Gathered, is_readme
from openrelease.scan.licensing.from_license_files import is_license_file
from openrelease.weights import by_name

FOUND = "a folder with a model card and a license or weights of its own, beside others like it"
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class Root:
    """One of several models: what it is called, its folder, and why it is taken for one."""

    name: str
    folder: str
    how: str = FOUND


def find_roots(gathered: Gathered, lookout: Lookout) -> tuple[Root, ...]:
    """Give the folders in the order of their paths; none where there are not at least two."""
    cards = {_parent(card.path): card for card in _cards(gathered, lookout) if "/" in card.path}
    if len(cards) < _FEWEST:
        return ()
    held = {above for entry in gathered.entries if _is_own(entry, lookout) for above in _above(entry.path)}
    held |= {folder for folder, card in cards.items() if (card.metadata or {}).get("license")}
    whole = sorted((folder for folder in cards if folder in held), key=_natural)
    outer = [folder for folder in whole if not any(above in whole for above in _above(folder))]
    beside = [_parent(folder) for folder in outer]
    folders = [folder for folder in outer if beside.count(_parent(folder)) >= _FEWEST]
    return tuple(Root(name=_called(folder, folders), folder=folder) for folder in folders)


def owner(path: str, folders: Iterable[str]) -> str | None:
    """Give the deepest of the folders that a path lies in, None where it lies in none."""
    return max((folder for folder in folders if inside(path, folder)), key=len, default=None)


def _natural(path: str) -> tuple[tuple[int, str], ...]:
    """Sort key by which `model-2` comes before `model-10`."""
    return tuple((int(digits or 0), text) for text, digits in re.findall(r"(\D*)(\d{0,9})", path))


def _cards(gathered: Gathered, lookout: Lookout) -> Iterator[ParsedDocument]:
    """Yield the cards of all folders; of several in one that which names a license comes last."""
    found = (document for document in gathered.documents if _is_card(document, lookout))
    yield from sorted(found, key=lambda card: bool((card.metadata or {}).get("license")))


def _is_card(document: ParsedDocument, lookout: Lookout) -> bool:
    name = document.path.rpartition("/")[2]
    return lookout.cards.search(name) is not None or (is_readme(name) and is_card(document))


def _is_own(entry: Entry, lookout: Lookout) -> bool:
    if is_license_file(entry, lookout):
        return True
    plain = entry.kind is EntryKind.FILE and not lookout.aside.search(entry.path)
    return plain and by_name(entry.path) is not None


def _above(path: str) -> Iterator[str]:
    """Yield every folder that a path lies in, save the root."""
    while path := _parent(path):
        yield path


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _called(folder: str, folders: Sequence[str]) -> str:
    """Take the last part of the path, or all of it where two would be called the same."""
    last = [each.rpartition("/")[2] for each in folders]
    name = folder.rpartition("/")[2]
    return name if last.count(name) == 1 else folder
