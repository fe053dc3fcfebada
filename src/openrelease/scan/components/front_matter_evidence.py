"""Front matter of model cards -> evidence: training data, scores, and the library that runs the model.

The keys are those of https://huggingface.co/docs/hub/model-cards#model-card-metadata.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from openrelease.catalog.catalog_entries import Library
from openrelease.model import Evidence, Location, Status
from openrelease.scan.inputs.parsed_document import ParsedDocument

MOST_DATA_SETS = 20  # of one card
_HUB_ID = re.compile(r"(?:[A-Za-z0-9][\w.-]{0,95}/)?[A-Za-z0-9][\w.-]{0,95}")
_HUB = "https://huggingface.co/datasets/"
Found = tuple[str, Evidence]  # a component, and its evidence


def find_front_matter_evidence(documents: Sequence[ParsedDocument], libraries: Sequence[Library]) -> Iterator[Found]:
    """Yield the evidence that the front matter of each card holds, by component."""
    known = {library.name.casefold(): library for library in libraries}
    for document in documents:
        if document.metadata:
            yield from (("datasets", each) for each in _list_data_sets(document, document.metadata))
            if _has_scores(document.metadata.get("model-index")):
                yield "evaluation_results", _make_evidence(document, "model-index", Status.IN_REPO)
            library = known.get(str(document.metadata.get("library_name", "")).casefold())
            if library:
                url = f"https://{library.source.partition(' ')[0]}"
                linked = _make_evidence(document, "library_name", Status.LINKED, url)
                yield from ((component, linked) for component in ("architecture_code", "inference_code"))


def _list_data_sets(document: ParsedDocument, metadata: Mapping[str, object]) -> Iterator[Evidence]:
    value = metadata.get("datasets")
    listed = value if isinstance(value, list) else [value]
    for number, name in enumerate(listed[:MOST_DATA_SETS]):
        if isinstance(name, str) and _HUB_ID.fullmatch(name):
            line = document.places.get(("datasets", number)) or document.lines.get("datasets")
            place = Location(path=document.path, line=line)
            yield Evidence(location=place, how="card-datasets", status=Status.LINKED, url=f"{_HUB}{name}")


def _make_evidence(document: ParsedDocument, key: str, status: Status, url: str | None = None) -> Evidence:
    place = Location(path=document.path, line=document.lines.get(key))
    return Evidence(location=place, how=f"card-{key.replace('_', '-')}", status=status, url=url)


def _has_scores(index: object) -> bool:
    """Return whether a `model-index` has a metric with a value."""
    models = index if isinstance(index, list) else []
    results = (result for model in models for result in _list_parts(model, "results"))
    return any(metric.get("value") is not None for result in results for metric in _list_parts(result, "metrics"))


def _list_parts(value: object, key: str) -> Iterator[Mapping[str, object]]:
    parts = value.get(key) if isinstance(value, Mapping) else None
    yield from (part for part in parts if isinstance(part, Mapping)) if isinstance(parts, list) else ()
