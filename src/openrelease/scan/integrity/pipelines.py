"""Release -> faults: parts that a pipeline lists (diffusers, sentence-transformers) and that are not there.

https://huggingface.co/docs/diffusers/using-diffusers/loading and
https://www.sbert.net/docs/sentence_transformer/usage/custom_models.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.config_files import PROCESSORS, has_tokenizer
from openrelease.scan.integrity.weight_release import WeightRelease, make_fault, resolve_inside
from openrelease.untrusted import Plain

_WITH_WEIGHTS = re.compile(
    r"Model|Net|Autoencoder|Transformer|Checker|Encoder|Decoder|Prior|Vocoder|HifiGan|Upsampler|For\w+Generation"
)
_TOKENIZER = re.compile(r"Tokenizer(?:Fast)?$")
# What each kind of part is configured by; any other has a config.json.
_CONFIGS: Mapping[re.Pattern[str], tuple[str, ...]] = {
    re.compile(r"Scheduler(?:Discrete)?$|Solver\w*$"): ("scheduler_config.json",),
    re.compile(r"Processor$|Extractor$"): (*PROCESSORS, "tokenizer_config.json", "config.json"),
    _TOKENIZER: (
        "tokenizer_config.json",
        "tokenizer.json",
        "vocab.json",
        "vocab.txt",
        "spiece.model",
        "tokenizer.model",
    ),
}
# Modules of sentence-transformers whose weights lie in their own folder.
_SENTENCE_WEIGHTS = re.compile(r"\.(?:Transformer|Dense|CNN|LSTM|WordEmbeddings|StaticEmbedding|CLIPModel)$")
_MOST_PARTS = 500  # of one pipeline
_WHOLE = "Add the whole folder, as the pipeline saved it."


def find(release: WeightRelease) -> Iterator[Fault]:
    """Look for each part of each pipeline."""
    for path, value in release.json.items():
        folder, _, name = path.rpartition("/")
        if name == "model_index.json":
            yield from _check_diffusers_parts(release, path, folder, value)
        elif name == "modules.json":
            yield from _check_sentence_modules(release, path, folder, value)


def _check_diffusers_parts(
    release: WeightRelease, path: str, folder: str, value: Mapping[str, Plain]
) -> Iterator[Fault]:
    for part, described in islice(value.items(), _MOST_PARTS):
        if part.startswith("_") or not isinstance(described, list) or None in described:
            continue
        place = resolve_inside(folder, part)
        kind = str(described[-1]) if described else ""
        if place is None or place not in release.places:
            message = f"lists {part[:100]}, which has no folder"
            yield make_fault("pipeline-part-missing", Severity.ERROR, path, message, _WHOLE)
        elif (lacks := _find_missing_file(release, place, kind)) is not None:
            rule, what = lacks
            yield make_fault(rule, Severity.ERROR, path, f"lists {part[:100]}, which has no {what}", _WHOLE)


def _find_missing_file(release: WeightRelease, place: str, kind: str) -> tuple[str, str] | None:
    """The rule that a part breaks and what it has not, None where it is whole."""
    named = next((names for pattern, names in _CONFIGS.items() if pattern.search(kind)), None)
    exported = kind.startswith(("Onnx", "OV"))  # a graph of another format, which needs no configuration
    if not exported and not any(release.has(f"{place}/{name}") for name in named or ("config.json",)):
        return "config-missing", "configuration"
    if _TOKENIZER.search(kind):
        return None if has_tokenizer(release, place, alone=True) else ("tokenizer-missing", "vocabulary")
    if named is None and _WITH_WEIGHTS.search(kind) and place not in release.by_folder:
        return "pipeline-part-missing", "weights"
    return None


def _check_sentence_modules(
    release: WeightRelease, path: str, folder: str, value: Mapping[str, Plain]
) -> Iterator[Fault]:
    modules = value.get("modules")
    for module in modules[:_MOST_PARTS] if isinstance(modules, list) else ():
        place = module.get("path") if isinstance(module, dict) else None
        kind = str(module.get("type", "")) if isinstance(module, dict) else ""
        if place is None or kind.endswith("Normalize"):  # it has no settings, and git keeps no empty folder
            continue
        found = folder if place == "" else resolve_inside(folder, place)
        if found is None or (place and found not in release.places):
            message = f"lists {str(place)[:100]}, which is not there"
            yield make_fault("pipeline-part-missing", Severity.ERROR, path, message, _WHOLE)
        elif _SENTENCE_WEIGHTS.search(kind) and not _has_sentence_weights(release, found):
            message = f"lists {kind.rpartition('.')[2][:100]} in {place or 'its own folder'}, where no weights are"
            yield make_fault("pipeline-part-missing", Severity.ERROR, path, message[:400], _WHOLE)


def _has_sentence_weights(release: WeightRelease, place: str) -> bool:
    """Whether weights lie in a module's folder or below it, as those of ONNX and OpenVINO do."""
    return any(file.folder == place or file.folder.startswith(f"{place}/") for file in release.files) or (
        not place and any(file.folder in {"onnx", "openvino"} for file in release.files)
    )
