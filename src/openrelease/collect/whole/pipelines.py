"""Release -> faults: parts that a pipeline lists (diffusers, sentence-transformers) and that are not there.

https://huggingface.co/docs/diffusers/using-diffusers/loading and
https://www.sbert.net/docs/sentence_transformer/usage/custom_models.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openrelease.collect.whole.release import Release, fault, inside
from openrelease.model import Fault, Severity
from openrelease.untrusted import Plain

_CONFIGS = ("config.json", "scheduler_config.json", "preprocessor_config.json", "tokenizer_config.json")
_WITH_WEIGHTS = ("Model", "Net", "Autoencoder", "Transformer", "Checker", "Controlnet")
_WITHOUT = ("Scheduler", "Tokenizer", "Processor", "FeatureExtractor")
_WHOLE = "Add the whole folder, as the pipeline saved it."


def find(release: Release) -> Iterator[Fault]:
    """Look for each part of each pipeline."""
    for path, value in release.json.items():
        folder, _, name = path.rpartition("/")
        if name == "model_index.json":
            yield from _diffusers(release, path, folder, value)
        elif name == "modules.json":
            yield from _sentences(release, path, folder, value)


def _diffusers(release: Release, path: str, folder: str, value: Mapping[str, Plain]) -> Iterator[Fault]:
    for part, described in value.items():
        if part.startswith("_") or not isinstance(described, list) or None in described:
            continue
        place = inside(folder, part)
        kind = str(described[-1]) if described else ""
        if place is None or not _any_below(release, place):
            message = f"lists {part[:100]}, which has no folder"
            yield fault("pipeline-part-missing", Severity.ERROR, path, message, _WHOLE)
        elif not any(release.has(f"{place}/{name}") for name in _CONFIGS) and not kind.endswith(_WITHOUT):
            message = f"lists {part[:100]}, which has no configuration"
            yield fault("config-missing", Severity.ERROR, path, message, _WHOLE)
        elif _needs_weights(kind) and not any(file.folder == place for file in release.files):
            message = f"lists {part[:100]}, which has no weights"
            yield fault("pipeline-part-missing", Severity.ERROR, path, message, _WHOLE)


def _needs_weights(kind: str) -> bool:
    return not kind.endswith(_WITHOUT) and any(word in kind for word in _WITH_WEIGHTS)


def _any_below(release: Release, place: str) -> bool:
    return any(path.startswith(f"{place}/") for path in release.paths)


def _sentences(release: Release, path: str, folder: str, value: Mapping[str, Plain]) -> Iterator[Fault]:
    modules = value.get("modules")
    for module in modules if isinstance(modules, list) else ():
        place = module.get("path") if isinstance(module, dict) else None
        kind = str(module.get("type", "")) if isinstance(module, dict) else ""
        if not place or kind.endswith("Normalize"):  # it has no settings, and git keeps no empty folder
            continue
        found = inside(folder, place)
        if found is None or not _any_below(release, found):
            message = f"lists {str(place)[:100]}, which is not there"
            yield fault("pipeline-part-missing", Severity.ERROR, path, message, _WHOLE)
