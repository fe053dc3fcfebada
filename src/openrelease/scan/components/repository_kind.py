"""Evidence -> the kind of repository: weighs the signs of components.yaml, the heaviest kind wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openrelease.catalog.component_rules import KindSignal, Lookout
from openrelease.model import Kind, Status
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import Gathered, is_readme, rank

# what stands before the opening without saying what this is
_NOTICE = re.compile(
    r"\W*(\[!?\w+\]|notes?|disclaimer|warning|important|update[ds]?|latest|news|deprecat\w*|as of)\b",
    re.IGNORECASE,
)
_OPENING = 700  # characters: what a reader takes in before scrolling
_DOCUMENT = 100_000  # characters of a README that patterns are searched in


def find_kind(
    gathered: Gathered, lookout: Lookout, statuses: Mapping[str, Status], name: str | None
) -> tuple[Kind, str]:
    """Give the kind and the reason for it; a repository that says nothing is taken for a model release."""
    readme = _root_readme(gathered)
    places: dict[str, str] = {
        "name": (name or "").rpartition("/")[2],
        "component": "",
        "title": _title(readme),
        "opening": _opening(readme),
        "key": "",
        "document": _prose(readme)[:_DOCUMENT],
    }
    shown: dict[Kind, int] = {}
    reasons: dict[Kind, str] = {}
    for signal in lookout.kinds:
        if _shows(signal, places, readme, statuses):
            shown[signal.kind] = shown.get(signal.kind, 0) + signal.weight
            reasons.setdefault(signal.kind, f"the {_WHERE[signal.place]} says so")
    best = max(Kind, key=lambda kind: (shown.get(kind, 0), kind is Kind.MODEL))
    return best, reasons.get(best, _GUESS)


_GUESS = "a guess, as nothing says otherwise: `kind` in .openrelease.yml settles it"

_WHERE = {
    "name": "name of the repository",
    "title": "title of the README",
    "opening": "opening of the README",
    "key": "front matter of the README",
    "document": "README",
    "component": "evidence found",
}


def _shows(
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


def _root_readme(gathered: Gathered) -> ParsedDocument | None:
    readmes = (document for document in gathered.documents if is_readme(document.path))
    nearest = min(readmes, key=lambda each: (*rank(each.path)[:2], len(each.path), each.path), default=None)
    return nearest if nearest and "/" not in nearest.path else None


def _title(readme: ParsedDocument | None) -> str:
    return readme.headings[0].text if readme and readme.headings else ""


def _opening(readme: ParsedDocument | None) -> str:
    if readme is None:
        return ""
    return " ".join(_sentences(readme))[:_OPENING]


def _prose(readme: ParsedDocument | None) -> str:
    return " ".join(block.text for block in readme.blocks if not block.code) if readme else ""


def _sentences(readme: ParsedDocument) -> Iterator[str]:
    for block in readme.blocks:
        # shorter ones are navigation and badges
        if not block.code and len(block.text) > 40 and not _NOTICE.match(block.text):  # noqa: PLR2004
            yield block.text
