"""Release -> faults: base models that differ among the card, an adapter, GGUF files and config.json."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openrelease.collect.whole.release import Release, fault
from openrelease.model import Fault, Severity

_HOST = re.compile(r"^(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/", re.IGNORECASE)
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
_REPOSITORY = re.compile(r"general\.base_model\.\d+\.repo_url")
_FLOATS = frozenset({"F32", "F16", "BF16", "F64"})
_NAME = "Name the same base model in the card's base_model and in the configuration."


def find(release: Release) -> Iterator[Fault]:
    """Compare what the card says with each of the others; without a card nothing is compared."""
    card = _ids(release.card.get("base_model"))
    if not card:
        return
    for path, base, severity in _others(release):
        own = (release.name or "").lower()
        if base not in card and base != own:
            message = f"is made from {base}, and {release.card_path} says from {', '.join(sorted(card))}"
            yield fault("base-model-conflict", severity, path, message[:400], _NAME)


def _others(release: Release) -> Iterator[tuple[str, str, Severity]]:
    for path, value in release.json.items():
        name = path.rpartition("/")[2]
        key = {"adapter_config.json": "base_model_name_or_path", "config.json": "_name_or_path"}.get(name, "")
        for base in _ids(value.get(key)):
            yield path, base, Severity.WARNING
    for file in release.files:
        # A quantised file keeps the base of what it was made from, and its card names that instead.
        if max(file.fact.dtypes, key=file.fact.dtypes.__getitem__, default="") not in _FLOATS:
            continue
        bases = (value for key, value in file.fact.metadata.items() if _REPOSITORY.fullmatch(key))
        for base in (each for value in bases for each in _ids(value)):
            yield file.fact.path, base, Severity.WARNING


def _ids(value: object) -> tuple[str, ...]:
    """Ids of the Hub in lower case; names without an owner and paths cannot be compared."""
    values = value if isinstance(value, list) else [value]
    texts = (
        _HOST.sub("", each).strip().removesuffix("/").lower() for each in values if isinstance(each, str)
    )
    return tuple(text for text in texts if _HUB_ID.fullmatch(text) and not text.startswith("."))
