"""Release -> faults: base models that differ among the card, an adapter, GGUF files and config.json.

https://huggingface.co/docs/hub/model-cards (base_model), https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
(general.base_model.*)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.library_detection import detect_library
from openrelease.scan.integrity.weight_release import WeightRelease, make_fault
from openrelease.scan.weight_files.headers import WeightFileHeader

_HOST = re.compile(r"^(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/", re.IGNORECASE)
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
_BASE = re.compile(r"general\.base_model\.(\d+)\.(repo_url|name)")
_FLOATS = frozenset({"F32", "F16", "BF16", "F64"})
_KEYS = {"adapter_config.json": "base_model_name_or_path", "config.json": "_name_or_path"}
_NAME = "Name the same base model in the card's base_model and in the configuration."


@dataclass(frozen=True, kw_only=True)
class _NamedBase:
    """A base model that a file names; `known` are other names of the model that the file itself is."""

    path: str
    base: str
    known: frozenset[str] = frozenset()


def find(release: WeightRelease) -> Iterator[Fault]:
    """Compare the card with each of the others; where it names none, an adapter with what lies beside it."""
    card = _parse_hub_ids(release.card.get("base_model"))
    others = tuple(_collect_named_bases(release))
    first = next((each for each in others if each.path.endswith("adapter_config.json")), None)
    said, where = (card, release.card_path) if card else ((first.base,), first.path) if first else ((), "")
    folder = None if card else where.rpartition("/")[0]
    for other in others if said else ():
        beside = folder is None or (other.path.rpartition("/")[0] == folder and other.path != where)
        if beside and not _names_same_base(other, said, release):
            message = f"is made from {other.base}, and {where} says from {', '.join(sorted(said))}"
            yield make_fault("base-model-conflict", Severity.WARNING, other.path, message[:400], _NAME)


def _names_same_base(other: _NamedBase, said: tuple[str, ...], release: WeightRelease) -> bool:
    """Whether one of them is meant, or the release itself, or what a quantised file was made from.

    A name without its owner, as GGUF files have, is compared with the last part of an id.
    """
    tails = {_normalize_name(each.rpartition("/")[2]) for each in said}
    own = {_normalize_name(name.rpartition("/")[2]) for name in (release.name or "", release.title) if name}
    tail = _normalize_name(other.base.rpartition("/")[2])
    if other.path.endswith("config.json") and not other.path.endswith("adapter_config.json") and tail in own:
        return True
    meant = other.base in said if "/" in other.base else tail in tails
    return meant or other.base == (release.name or "").lower() or bool(other.known & tails)


def _collect_named_bases(release: WeightRelease) -> Iterator[_NamedBase]:
    for path, value in release.json.items():
        if detect_library(release, path.rpartition("/")[0]) == "diffusers":
            continue  # each part of a pipeline has an origin of its own
        for base in _parse_hub_ids(value.get(_KEYS.get(path.rpartition("/")[2], ""))):
            yield _NamedBase(path=path, base=base)
    for file in release.files:
        yield from _read_gguf_bases(file)


def _read_gguf_bases(file: WeightFileHeader) -> Iterator[_NamedBase]:
    """A quantised file keeps the base of what it was made from, and its card names that instead.

    So the names that such a file gives itself stand for its base too, and one without a name says nothing.
    """
    metadata = file.fact.metadata
    names = (metadata.get(key, "") for key in ("general.name", "general.basename", "general.finetune"))
    known = frozenset(_normalize_name(name) for name in names if name)
    full = max(file.fact.dtypes, key=file.fact.dtypes.__getitem__, default="") in _FLOATS
    if full or known:
        for base in dict.fromkeys(_parse_gguf_base_keys(metadata)):
            yield _NamedBase(path=file.fact.path, base=base, known=frozenset() if full else known)


def _parse_gguf_base_keys(metadata: Mapping[str, str]) -> Iterator[str]:
    """The id of each base, else its name."""
    found: dict[str, dict[str, str]] = {}
    for key, value in metadata.items():
        if match := _BASE.fullmatch(key):
            found.setdefault(match[1], {})[match[2]] = value
    for each in found.values():
        yield from _parse_hub_ids(each.get("repo_url")) or ((each["name"].lower(),) if each.get("name") else ())


def _normalize_name(name: str) -> str:
    """A name without case, hyphens and spaces, in which writers of GGUF files differ."""
    return re.sub(r"[\W_]+", "", name.lower())


def _parse_hub_ids(value: object) -> tuple[str, ...]:
    """Ids of the Hub in lower case; names without an owner and paths cannot be compared."""
    values = value if isinstance(value, list) else [value]
    texts = (_HOST.sub("", each).strip().removesuffix("/").lower() for each in values if isinstance(each, str))
    return tuple(text for text in texts if _HUB_ID.fullmatch(text) and not text.startswith("."))
