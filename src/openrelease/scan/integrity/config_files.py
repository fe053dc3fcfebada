"""Release -> faults: configuration, tokenizer and processor that the library of the weights needs.

https://huggingface.co/docs/transformers/main_classes/configuration, …/main_classes/tokenizer and
…/main_classes/image_processor. GGUF, adapters, and files that hold all of it need none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.library_detection import (
    TEXT_TASKS,
    detect_library,
    find_sentence_module,
    find_standard_file,
)
from openrelease.scan.integrity.weight_release import WeightRelease, join_path, make_fault
from openrelease.untrusted import Plain

_TOKENIZER = re.compile(
    r"^(?:tokenizer(?!_config)[^/]*\.(?:json|model)|[^/]*vocab[^/]*\.(?:json|txt|model)|dict\.txt|spiece\.model"
    r"|[^/]*(?:sentencepiece|spm|bpe)[^/]*\.model|[^/]*\.tiktoken|tekken\.json|[^/]*\.spm|[^/]*\.vocab"
    r"|tokenization_[^/]*\.py)$"
)
_NONE_BESIDE = "works on text, and no tokenizer is beside it"
_ADD_TOKENIZER = "Add the tokenizer that the model was trained with: tokenizer.json, or its vocabulary files."
_EXPORTERS = frozenset({"transformers", "transformers.js", "optimum"})
_WITH_TOKENIZER = frozenset({"gguf", "ggml", "llamafile"})
_TEXT_HEADS = re.compile(
    r"For(?:CausalLM|Seq2SeqLM|MaskedLM|SequenceClassification|TokenClassification|QuestionAnswering"
    r"|MultipleChoice|ConditionalGeneration)$|LMHeadModel$"
)
_PICTURE_HEADS = re.compile(r"For(?:ImageClassification|ObjectDetection|SemanticSegmentation|DepthEstimation)$")
# Tasks that heads of text serve too, and that need no tokenizer.
_OTHER_TASKS = re.compile(
    r"time-series|tabular|robotics|reinforcement|audio-|graph-|unconditional|^other$|^image-(?!text)"
)
_PICTURE_TASKS = frozenset(
    {
        "image-classification",
        "object-detection",
        "image-segmentation",
        "depth-estimation",
        "video-classification",
    }
)
_SPEECH = (*("Whisper", "Speech", "Wav2Vec", "WavLM", "Hubert", "SeamlessM4T", "UniSpeech", "Data2VecAudio", "SEW"),)
_TRANSCRIBES = re.compile(r"^(?:Whisper|SeamlessM4T|Speech2Text)\w*For(?:ConditionalGeneration|SpeechToText)$|ForCTC$")
_WITHOUT_FILES = (
    "ByT5",
    "Canine",
    "Perceiver",
    "Bytes",
)  # tokenizers that take bytes, and have no vocabulary
PROCESSORS = ("preprocessor_config.json", "processor_config.json", "image_processor_config.json")
"""Any of these says how pictures or sound are made ready."""


def find(release: WeightRelease) -> Iterator[Fault]:
    """Look into each folder with weights that transformers or timm load."""
    for folder in release.by_folder:
        path, by = find_standard_file(release, folder), detect_library(release, folder)
        if path is None or by not in {"transformers", "timm"}:
            continue
        if not release.has(join_path(folder, "config.json")):
            remedy = "Add the config.json that was saved with these weights."
            message = f"is for {by}, and no config.json is beside it"
            yield make_fault("config-missing", Severity.ERROR, path, message, remedy)
        elif by == "transformers":
            yield from _check_tokenizer(release, folder, path)
    yield from _check_exported_model(release)


def _check_exported_model(release: WeightRelease) -> Iterator[Fault]:
    """A model of text under other names, such as one that was exported to ONNX, needs a tokenizer too."""
    formats = {file.fact.format for file in release.files}
    usual = any(find_standard_file(release, folder) for folder in release.by_folder)
    parts = any(detect_library(release, folder) in {"peft", "diffusers"} for folder in release.by_folder)
    known = release.card.get("library_name") in _EXPORTERS or "model_type" in release.config("")
    if usual or parts or formats & _WITH_TOKENIZER or not (known and takes_text(release, "")):
        return
    if not any(_TOKENIZER.match(path.rpartition("/")[2]) for path in release.paths):
        yield make_fault("tokenizer-missing", Severity.ERROR, release.files[0].fact.path, _NONE_BESIDE, _ADD_TOKENIZER)


def _check_tokenizer(release: WeightRelease, folder: str, path: str) -> Iterator[Fault]:
    if takes_text(release, folder) and not has_tokenizer(release, folder):
        yield make_fault("tokenizer-missing", Severity.ERROR, path, _NONE_BESIDE, _ADD_TOKENIZER)
    taken = input_modality(release, folder)
    if taken and not any(release.has(join_path(folder, name)) for name in PROCESSORS):
        remedy = "Add preprocessor_config.json, as saved by the processor of the model."
        message = f"works on {taken}, and no preprocessor_config.json is beside it"
        yield make_fault("processor-missing", Severity.WARNING, path, message, remedy)


def takes_text(release: WeightRelease, folder: str) -> bool:
    """Whether heads, the task of the card or sentence-transformers say so, and nothing says otherwise."""
    heads, task = _read_architectures(release.config(folder)), str(release.card.get("pipeline_tag"))
    if any(head.startswith(_SPEECH) and not _TRANSCRIBES.search(head) for head in heads):
        return False
    sentences = (find_sentence_module(release, folder) or "").endswith(".Transformer")
    if (not folder and task in TEXT_TASKS) or (sentences and "vision_config" not in release.config(folder)):
        return True
    return any(_TEXT_HEADS.search(head) or _TRANSCRIBES.search(head) for head in heads) and not _OTHER_TASKS.search(
        task
    )


def input_modality(release: WeightRelease, folder: str) -> str:
    """What else than text a model takes: pictures, sound, or both in its configuration's parts."""
    config, task = release.config(folder), release.card.get("pipeline_tag")
    heads = _read_architectures(config)
    if any(_PICTURE_HEADS.search(head) for head in heads) or (not folder and task in _PICTURE_TASKS):
        return "pictures"
    if any(head.startswith(_SPEECH) for head in heads):
        return "sound"
    parts = {"vision_config": "pictures", "audio_config": "sound"}
    own = "auto_map" in config  # its own source may do without
    both = any(head.endswith("ForConditionalGeneration") for head in heads) and not own
    return next((taken for part, taken in parts.items() if both and part in config), "")


def _read_architectures(config: Mapping[str, Plain]) -> tuple[str, ...]:
    value = config.get("architectures")
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def has_tokenizer(release: WeightRelease, folder: str, *, alone: bool = False) -> bool:
    """Whether one lies in the folder or, unless it has to stand alone, in one named for it or at the root."""
    settings = release.config(folder, "tokenizer_config.json")
    maps = (settings.get("auto_map"), release.config(folder).get("auto_map"))
    if any(isinstance(auto, dict) and "AutoTokenizer" in auto for auto in maps):
        return True
    if str(settings.get("tokenizer_class")).startswith(_WITHOUT_FILES):
        return True
    places = {folder} if alone else {folder, join_path(folder, "tokenizer"), "", "tokenizer"}
    return any(_TOKENIZER.match(name) for place in places for name in release.beside(place))
