"""Facts -> the model card of a CycloneDX ML-BOM, as its JSON has it.

https://cyclonedx.org/docs/1.7/json/#components_items_modelCard
The library that writes the rest has no words for it (as of its version 11).
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from openrelease.model import Card, CardValue, Facts, format_location

_MOST_SCORES = 500
_DATA = frozenset({"training_data", "shipped_data"})

Data = dict[str, Any]


def model_card(facts: Facts) -> Data:
    """What is known for the card of the model; keys of which nothing is known are left out."""
    card = next((each for each in facts.cards if each.role == "model"), None)
    architectures = (each.metadata.get("general.architecture") for each in facts.weights)
    parameters = {
        "task": read_text_key(card, "pipeline_tag"),
        "modelArchitecture": next(filter(None, architectures), ""),
        "datasets": [{"type": "dataset", "name": name} for name in _list_datasets(facts, card)],
    }
    scores = list_scores(card) if card else []
    found = {
        "modelParameters": {key: value for key, value in parameters.items() if value},
        "quantitativeAnalysis": {"performanceMetrics": scores} if scores else {},
        "properties": [*_card_properties(facts, card)],
    }
    return {key: value for key, value in found.items() if value}


def read_text_key(card: Card | None, name: str) -> str:
    """Return the value of a key of the card, or nothing where it is missing or no text."""
    value = card.keys[name].value if card is not None and name in card.keys else ""
    return value if isinstance(value, str) else ""


def _list_datasets(facts: Facts, card: Card | None) -> list[str]:
    """Datasets from the card's metadata and from the lineage of the release."""
    value = card.keys["datasets"].value if card is not None and "datasets" in card.keys else ()
    listed = value if isinstance(value, tuple) else (value,)
    said = (each.upstream for each in facts.lineage if each.relation in _DATA and not each.hint)
    return [*dict.fromkeys((*(each for each in listed if isinstance(each, str)), *said))]


def list_scores(card: Card) -> list[dict[str, str]]:
    """List the metrics of the card's `model-index`, each with its value; the slice is the data set."""
    return [*islice(_iter_scores(card), _MOST_SCORES)]


def _iter_scores(card: Card) -> Iterator[dict[str, str]]:
    value = card.keys["model-index"].value if "model-index" in card.keys else ()
    for model in _iter_mappings(value):
        for result in _iter_mappings(model.get("results")):
            where = result.get("dataset")
            slice_ = where.get("name") if isinstance(where, Mapping) else None
            for metric in _iter_mappings(result.get("metrics")):
                known = {"type": metric.get("type"), "value": metric.get("value"), "slice": slice_}
                if isinstance(known["type"], str) and isinstance(known["value"], str):
                    yield {key: each for key, each in known.items() if isinstance(each, str)}


def _iter_mappings(value: CardValue) -> Iterator[Mapping[str, CardValue]]:
    for item in value if isinstance(value, tuple) else ():
        if isinstance(item, Mapping):
            yield item


def _card_properties(facts: Facts, card: Card | None) -> Iterator[Data]:
    """The location of each topic, and the scalar keys of the card."""
    for document in facts.documents:
        for topic, place in sorted(document.topics.items()):
            yield {"name": f"openrelease:topic:{topic}", "value": format_location(place)}
    for name in ("library_name", "language", "license", "license_name", "base_model_relation"):
        if text := read_text_key(card, name):
            yield {"name": f"openrelease:card:{name}", "value": text}
