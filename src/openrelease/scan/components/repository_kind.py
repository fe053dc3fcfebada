"""README, name and evidence -> kind of the repository: the kind with the greatest sum of signals."""

import re
from collections.abc import Iterator, Mapping

from openrelease.catalog.catalog_entries import Catalog, KindSignal
from openrelease.model import Kind, Status
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import RepositoryInputs, is_readme, sort_key_by_depth

# notices before the first paragraph that describes the repository
_NOTICE = re.compile(
    r"\W*(\[!?\w+\]|notes?|disclaimer|warning|important|update[ds]?|latest|news|deprecat\w*|as of)\b",
    re.IGNORECASE,
)
_OPENING = 700  # characters, about one screen
_DOCUMENT = 100_000  # characters of a README that patterns are searched in


def detect_kind(
    gathered: RepositoryInputs, lookout: Catalog, statuses: Mapping[str, Status], name: str | None
) -> tuple[Kind, str]:
    """Return the kind of the repository and the reason; without any signal it is a model release."""
    readme = _find_root_readme(gathered)
    places: dict[str, str] = {
        "name": (name or "").rpartition("/")[2],
        "component": "",
        "title": _read_title(readme),
        "opening": _read_opening(readme),
        "key": "",
        "document": _read_prose(readme)[:_DOCUMENT],
    }
    shown: dict[Kind, int] = {}
    reasons: dict[Kind, str] = {}
    for signal in lookout.kinds:
        if _matches_signal(signal, places, readme, statuses):
            shown[signal.kind] = shown.get(signal.kind, 0) + signal.weight
            reasons.setdefault(signal.kind, f"from the {_PLACE_NAMES[signal.place]}")
    best = max(Kind, key=lambda kind: (shown.get(kind, 0), kind is Kind.MODEL))
    return best, reasons.get(best, _GUESS)


_GUESS = "assumed; set `kind` in .openrelease.yml to change it"

_PLACE_NAMES = {
    "name": "name of the repository",
    "title": "title of the README",
    "opening": "opening of the README",
    "key": "front matter of the README",
    "document": "README",
    "component": "evidence found",
}


def _matches_signal(
    signal: KindSignal,
    places: Mapping[str, str],
    readme: ParsedDocument | None,
    statuses: Mapping[str, Status],
) -> bool:
    if signal.place == "key":
        return any(signal.pattern.search(key) for key in (readme.metadata or {} if readme else {}))
    if signal.place == "component":
        return any(signal.pattern.search(f"{id_}:{status.value}") for id_, status in statuses.items())
    return bool(signal.pattern.search(places[signal.place]))


def _find_root_readme(gathered: RepositoryInputs) -> ParsedDocument | None:
    readmes = (document for document in gathered.documents if is_readme(document.path))
    nearest = min(
        readmes, key=lambda each: (*sort_key_by_depth(each.path)[:2], len(each.path), each.path), default=None
    )
    return nearest if nearest and "/" not in nearest.path else None


def _read_title(readme: ParsedDocument | None) -> str:
    return readme.headings[0].text if readme and readme.headings else ""


def _read_opening(readme: ParsedDocument | None) -> str:
    if readme is None:
        return ""
    return " ".join(_list_paragraphs(readme))[:_OPENING]


def _read_prose(readme: ParsedDocument | None) -> str:
    return " ".join(block.text for block in readme.blocks if not block.code) if readme else ""


def _list_paragraphs(readme: ParsedDocument) -> Iterator[str]:
    for block in readme.blocks:
        # shorter ones are navigation and badges
        if not block.code and len(block.text) > 40 and not _NOTICE.match(block.text):  # noqa: PLR2004
            yield block.text
