"""Release -> faults: configuration, tokenizer and processor that the library of the weights needs.

https://huggingface.co/docs/transformers/main_classes/configuration, …/main_classes/tokenizer and
…/main_classes/image_processor. GGUF, adapters, and files that hold all of it need none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openrelease.collect.whole.kinds import library, standard
from openrelease.collect.whole.release import Release, fault, join
from openrelease.model import Fault, Severity
from openrelease.untrusted import Plain

_TOKENIZER = re.compile(
    r"^(?:tokenizer(?!_config)[^/]*\.(?:json|model)|vocab[^/]*\.(?:json|txt)|merges\.txt|spiece\.model|sentencepiece[^/]*\.model"
    r"|[^/]*\.tiktoken|tekken\.json|[^/]*\.spm|source\.spm|bpe\.codes|[^/]*\.vocab|tokenization_[^/]*\.py|qwen\.tiktoken)$"
)
_TEXT_HEADS = re.compile(
    r"For(?:CausalLM|Seq2SeqLM|MaskedLM|SequenceClassification|TokenClassification|QuestionAnswering"
    r"|MultipleChoice|ConditionalGeneration)$|LMHeadModel$"
)
_PICTURE_HEADS = re.compile(
    r"For(?:ImageClassification|ObjectDetection|SemanticSegmentation|DepthEstimation)$"
)
_TEXT_TASKS = frozenset(
    {
        *("text-generation", "text2text-generation", "text-classification", "token-classification"),
        *("question-answering", "fill-mask", "summarization", "translation"),
        *("sentence-similarity", "text-ranking", "image-text-to-text"),
    }
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
_SPEECH = (
    *("Whisper", "Speech", "Wav2Vec", "WavLM", "Hubert", "SeamlessM4T", "UniSpeech", "Data2VecAudio", "SEW"),
)
_WITHOUT_FILES = (
    "ByT5",
    "Canine",
    "Perceiver",
    "Bytes",
)  # tokenizers that take bytes, and have no vocabulary
_PROCESSORS = ("preprocessor_config.json", "processor_config.json", "image_processor_config.json")


def find(release: Release) -> Iterator[Fault]:
    """Look into each folder with weights that transformers or timm load."""
    for folder in release.folders():
        path, by = standard(release, folder), library(release, folder)
        if path is None or by not in {"transformers", "timm"}:
            continue
        if not release.has(join(folder, "config.json")):
            remedy = "Add the config.json that was saved with these weights."
            message = f"is for {by}, and no config.json is beside it"
            yield fault("config-missing", Severity.ERROR, path, message, remedy)
        elif by == "transformers":
            yield from _tokenizer(release, folder, path)


def _tokenizer(release: Release, folder: str, path: str) -> Iterator[Fault]:
    heads, task = _architectures(release.config(folder)), release.card.get("pipeline_tag")
    speech = any(head.startswith(_SPEECH) for head in heads)
    text = any(_TEXT_HEADS.search(head) for head in heads) or (not folder and task in _TEXT_TASKS)
    if text and not speech and not _has_tokenizer(release, folder):
        remedy = "Add the tokenizer that the model was trained with: tokenizer.json, or its vocabulary files."
        message = "works on text, and no tokenizer is beside it"
        yield fault("tokenizer-missing", Severity.ERROR, path, message, remedy)
    picture = any(_PICTURE_HEADS.search(head) for head in heads) or (not folder and task in _PICTURE_TASKS)
    if picture and not any(release.has(join(folder, name)) for name in _PROCESSORS):
        remedy = "Add preprocessor_config.json, as saved by the image processor."
        message = "works on pictures, and no preprocessor_config.json is beside it"
        yield fault("processor-missing", Severity.WARNING, path, message, remedy)


def _architectures(config: Mapping[str, Plain]) -> tuple[str, ...]:
    value = config.get("architectures")
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _has_tokenizer(release: Release, folder: str) -> bool:
    """Whether one lies in the folder, in one named for it, or at the root."""
    settings = release.config(folder, "tokenizer_config.json")
    maps = (settings.get("auto_map"), release.config(folder).get("auto_map"))
    if any(isinstance(auto, dict) and "AutoTokenizer" in auto for auto in maps):
        return True
    if str(settings.get("tokenizer_class")).startswith(_WITHOUT_FILES):
        return True
    places = {folder, join(folder, "tokenizer"), "", "tokenizer"}
    split = (path.rpartition("/") for path in release.paths)
    return any(place in places and _TOKENIZER.match(name) for place, _, name in split)
