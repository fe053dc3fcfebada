"""WeightRelease -> the parts that a pipeline lists (diffusers, sentence-transformers) and what each lacks.

https://huggingface.co/docs/diffusers/using-diffusers/loading and
https://www.sbert.net/docs/sentence_transformer/usage/custom_models.html
"""

import enum
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from openrelease.scan.integrity.configuration.tokenizer_files import PROCESSOR_FILES, has_tokenizer
from openrelease.scan.integrity.release_paths import resolve_inside
from openrelease.scan.integrity.weight_release import WeightRelease, compute_once
from openrelease.untrusted import Plain
from openrelease.values import dataclass


class Lack(enum.Enum):
    """What a listed part does not have."""

    FOLDER = "folder"
    CONFIGURATION = "configuration"
    VOCABULARY = "vocabulary"
    WEIGHTS = "weights"


@dataclass(frozen=True, kw_only=True)
class IncompletePart:
    """A part named `part` in the file at `path`, its place, and what it lacks."""

    path: str
    part: str
    place: str
    lack: Lack


_WITH_WEIGHTS = re.compile(
    r"Model|Net|Autoencoder|Transformer|Checker|Encoder|Decoder|Prior|Vocoder|HifiGan|Upsampler|For\w{1,80}Generation"
)
_TOKENIZER_CLASS = re.compile(r"Tokenizer(?:Fast)?$")
# The configuration of each kind of part; any other has a config.json.
_CONFIGS: Mapping[re.Pattern[str], tuple[str, ...]] = {
    re.compile(r"Scheduler(?:Discrete)?$|Solver\w{0,80}$"): ("scheduler_config.json",),
    re.compile(r"Processor$|Extractor$"): (*PROCESSOR_FILES, "tokenizer_config.json", "config.json"),
    _TOKENIZER_CLASS: (
        "tokenizer_config.json",
        "tokenizer.json",
        "vocab.json",
        "vocab.txt",
        "spiece.model",
        "tokenizer.model",
    ),
}
# Modules of sentence-transformers whose weights are in their own folder.
_SENTENCE_WEIGHTS = re.compile(r"\.(?:Transformer|Dense|CNN|LSTM|WordEmbeddings|StaticEmbedding|CLIPModel)$")
_MAX_PARTS = 500  # of one pipeline


@compute_once
def find_incomplete_parts(release: WeightRelease) -> tuple[IncompletePart, ...]:
    """Return each part of a pipeline that lacks something, with the first thing that it lacks."""
    return tuple(_find(release))


def _find(release: WeightRelease) -> Iterator[IncompletePart]:
    for path, value in release.json.items():
        folder, _, name = path.rpartition("/")
        if name == "model_index.json":
            yield from _check_diffusers_parts(release, path, folder, value)
        elif name == "modules.json":
            yield from _check_sentence_modules(release, path, folder, value)


def _check_diffusers_parts(
    release: WeightRelease, path: str, folder: str, value: Mapping[str, Plain]
) -> Iterator[IncompletePart]:
    for part, described in islice(value.items(), _MAX_PARTS):
        if part.startswith("_") or not isinstance(described, list) or None in described:
            continue
        place = resolve_inside(folder, part)
        kind = str(described[-1]) if described else ""
        if place is None or place not in release.folders:
            yield IncompletePart(path=path, part=part[:100], place=part[:100], lack=Lack.FOLDER)
        elif lack := _find_lack(release, place, kind):
            yield IncompletePart(path=path, part=part[:100], place=place, lack=lack)


def _find_lack(release: WeightRelease, place: str, kind: str) -> Lack | None:
    """Return what a part of a class lacks, None where it is complete."""
    named = next((names for pattern, names in _CONFIGS.items() if pattern.search(kind)), None)
    exported = kind.startswith(("Onnx", "OV"))  # a graph of another format, which needs no configuration
    if not exported and not any(release.has_file(f"{place}/{name}") for name in named or ("config.json",)):
        return Lack.CONFIGURATION
    if _TOKENIZER_CLASS.search(kind):
        return None if has_tokenizer(release, place, alone=True) else Lack.VOCABULARY
    if named is None and _WITH_WEIGHTS.search(kind) and place not in release.files_by_folder:
        return Lack.WEIGHTS
    return None


def _check_sentence_modules(
    release: WeightRelease, path: str, folder: str, value: Mapping[str, Plain]
) -> Iterator[IncompletePart]:
    modules = value.get("modules")
    for module in modules[:_MAX_PARTS] if isinstance(modules, list) else ():
        place = module.get("path") if isinstance(module, dict) else None
        kind = str(module.get("type", "")) if isinstance(module, dict) else ""
        if place is None or kind.endswith("Normalize"):  # it has no settings, and git keeps no empty folder
            continue
        found = folder if place == "" else resolve_inside(folder, place)
        shown = str(place)[:100] or "its own folder"
        if found is None or (place and found not in release.folders):
            yield IncompletePart(path=path, part=shown, place=shown, lack=Lack.FOLDER)
        elif _SENTENCE_WEIGHTS.search(kind) and not _has_sentence_weights(release, found):
            part = f"{kind.rpartition('.')[2][:100]} in {shown}"
            yield IncompletePart(path=path, part=part, place=found or "its own folder", lack=Lack.WEIGHTS)


def _has_sentence_weights(release: WeightRelease, place: str) -> bool:
    """Return whether weights are in a module's folder or below it, as those of ONNX and OpenVINO are."""
    return any(file.folder == place or file.folder.startswith(f"{place}/") for file in release.files) or (
        not place and any(file.folder in {"onnx", "openvino"} for file in release.files)
    )
