"""README, name and evidence -> kind of the repository: the kind with the greatest sum of signals."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile

from openrelease.catalog.catalog_entries import Catalog, KindSignal
from openrelease.model import Evidence, Kind, Location, format_location
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import RepositoryInputs, is_readme, sort_key_by_depth
from openrelease.values import dataclass

# notices and dated news before the first paragraph that describes the repository
_NOTICE = re.compile(
    r"\W*(\[!?\w+\]|notes?|disclaimer|warning|important|update[ds]?|latest|news|deprecat\w*|as of)\b"
    r"|\W*\d{1,4}[./-]\d{1,2}([./-]\d{1,4})?\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:](\s|\W?$)|[\u3002\uff01\uff1a]")
# Nine in ten releases are models, and another kind makes the policies of models inapplicable: it takes more than one
# word. benchmarks/README.md has the figures.
_MODEL_PRIOR = 2
_MAKER = re.compile(r"https?://([^/?#]{1,100}/[^/?#]{1,100})")
_OPENING = 700  # characters, about one screen
_DOCUMENT = 100_000  # characters of a README that patterns are searched in


@dataclass(frozen=True, kw_only=True)
class RepositoryKind:
    """The kind of a repository, how that is known, and whether it is stated: in the settings or by keys of a card."""

    kind: Kind
    how: str
    stated: bool = True


@dataclass(frozen=True, kw_only=True)
class _Signs:
    """Where signals are searched: the README at the root, the evidence found, and the name."""

    readme: ParsedDocument | None
    found: Mapping[str, Sequence[Evidence]]
    texts: Mapping[str, str]


def detect_kind(
    gathered: RepositoryInputs, catalog: Catalog, found: Mapping[str, Sequence[Evidence]], name: str | None
) -> RepositoryKind:
    """Return the kind of the repository and the place that shows it; without any signal it is a model release."""
    readme = _find_root_readme(gathered)
    texts: dict[str, str] = {
        "name": (name or "").rpartition("/")[2],
        "title": _read_title(readme),
        "opening": _read_opening(readme),
        "document": _read_prose(readme)[:_DOCUMENT],
        "components": " ".join(f"{id_}:{_strongest(evidence)}" for id_, evidence in found.items()),
        "links": f"pages:{_count_makers(readme)} sources:{len(gathered.programs)}",
    }
    signs = _Signs(readme=readme, found=found, texts=texts)
    matching = [signal for signal in catalog.kinds if _matches_signal(signal, signs)]
    weights = {kind: sum(signal.weight for signal in matching if signal.kind is kind) for kind in Kind}
    weights[Kind.MODEL] += _MODEL_PRIOR
    best = max(Kind, key=lambda kind: (weights[kind], kind is Kind.MODEL))
    own = (signal for signal in matching if signal.kind is best)
    words_first = sorted(own, key=lambda each: (each.place.startswith("component"), -each.weight))
    shown = next(iter(words_first), None)
    if shown is None:
        return RepositoryKind(kind=best, how=_GUESS, stated=False)
    place = _find_place(shown, signs)
    how = (
        f"from {format_location(place)}, {_PLACE_NAMES[shown.place]}"
        if place
        else f"from the {_PLACE_NAMES[shown.place]}"
    )
    return RepositoryKind(kind=best, how=how, stated=shown.place == "key")


_GUESS = "assumed; set `kind` in .openrelease.yml to change it"

_PLACE_NAMES = {
    "name": "name of the repository",
    "title": "title of the README",
    "opening": "opening of the README",
    "key": "front matter of the README",
    "document": "README",
    "component": "evidence found",
    "components": "evidence found",
    "links": "links of the README",
}


def _matches_signal(signal: KindSignal, signs: _Signs) -> bool:
    if signal.place == "key":
        return _find_key(signal, signs) is not None
    if signal.place == "component":
        return _find_component(signal, signs) is not None
    return bool(signal.pattern.search(signs.texts[signal.place]))


def _find_key(signal: KindSignal, signs: _Signs) -> str | None:
    keys = signs.readme.metadata or {} if signs.readme else {}
    return next((key for key in keys if signal.pattern.search(key)), None)


def _find_component(signal: KindSignal, signs: _Signs) -> Evidence | None:
    """Return the first evidence of the component that a signal names with its status."""
    first = ((id_, evidence[0]) for id_, evidence in signs.found.items() if evidence)
    return next((each for id_, each in first if signal.pattern.search(f"{id_}:{each.status.value}")), None)


def _strongest(evidence: Sequence[Evidence]) -> str:
    return evidence[0].status.value if evidence else "absent"


def _find_place(signal: KindSignal, signs: _Signs) -> Location | None:
    """Return the line that a signal matches, None for the name of the repository."""
    if signal.place == "components":
        weights = signs.found["weights"]
        return weights[0].location if weights else None
    if signal.place == "component":
        evidence = _find_component(signal, signs)
        return evidence.location if evidence else None
    if signs.readme is None or signal.place == "name":
        return None
    return Location(path=signs.readme.path, line=_find_line(signal, signs, signs.readme))


def _find_line(signal: KindSignal, signs: _Signs, readme: ParsedDocument) -> int | None:
    if signal.place == "key":
        return readme.lines.get(_find_key(signal, signs) or "")
    if signal.place == "title":
        return readme.headings[0].line
    lines = (block.line for block in readme.blocks if not block.code and signal.pattern.search(block.text))
    return next(lines, None)


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
    paragraphs = tuple(_list_paragraphs(readme))
    # what comes before the first sentence lists contents
    described = tuple(dropwhile(lambda each: not _SENTENCE_END.search(each), paragraphs))
    return " ".join(described or paragraphs)[:_OPENING]


def _count_makers(readme: ParsedDocument | None) -> int:
    """Return how many people's pages a README links: a host and the first part of a path are one."""
    found = (_MAKER.match(link.url) for link in readme.links) if readme else ()
    return len({match[1].casefold() for match in found if match})


def _read_prose(readme: ParsedDocument | None) -> str:
    return " ".join(block.text for block in readme.blocks if not block.code) if readme else ""


def _list_paragraphs(readme: ParsedDocument) -> Iterator[str]:
    for block in readme.blocks:
        # shorter ones are navigation and badges
        if not block.code and len(block.text) > 40 and not _NOTICE.match(block.text):  # noqa: PLR2004
            yield block.text
