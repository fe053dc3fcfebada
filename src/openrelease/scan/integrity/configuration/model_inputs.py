"""WeightRelease and a folder -> what the model takes: text, images or audio.

By the heads of its configuration, the task of the card and the modules of sentence-transformers.
"""

import re
from collections.abc import Mapping

from openrelease.scan.integrity.library_detection import TEXT_TASKS, find_sentence_module
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.untrusted import Plain

_TEXT_HEADS = re.compile(
    r"For(?:CausalLM|Seq2SeqLM|MaskedLM|SequenceClassification|TokenClassification|QuestionAnswering"
    r"|MultipleChoice|ConditionalGeneration)$|LMHeadModel$"
)
_IMAGE_HEADS = re.compile(r"For(?:ImageClassification|ObjectDetection|SemanticSegmentation|DepthEstimation)$")
# Tasks that heads of text serve too, and that need no tokenizer.
_TASKS_WITHOUT_TEXT = re.compile(
    r"time-series|tabular|robotics|reinforcement|audio-|graph-|unconditional|^other$|^image-(?!text)"
)
_IMAGE_TASKS = frozenset(
    {
        "image-classification",
        "object-detection",
        "image-segmentation",
        "depth-estimation",
        "video-classification",
    }
)
_SPEECH_MODELS = (
    *("Whisper", "Speech", "Wav2Vec", "WavLM", "Hubert", "SeamlessM4T", "UniSpeech", "Data2VecAudio", "SEW"),
)
_TRANSCRIBING_HEADS = re.compile(
    r"^(?:Whisper|SeamlessM4T|Speech2Text)\w*For(?:ConditionalGeneration|SpeechToText)$|ForCTC$"
)


def takes_text(release: WeightRelease, folder: str) -> bool:
    """Return whether heads, the task of the card or sentence-transformers say so, and nothing contradicts."""
    heads, task = _read_architectures(release.config(folder)), str(release.card.get("pipeline_tag"))
    if any(head.startswith(_SPEECH_MODELS) and not _TRANSCRIBING_HEADS.search(head) for head in heads):
        return False
    sentences = (find_sentence_module(release, folder) or "").endswith(".Transformer")
    if (not folder and task in TEXT_TASKS) or (sentences and "vision_config" not in release.config(folder)):
        return True
    writes_text = any(_TEXT_HEADS.search(head) or _TRANSCRIBING_HEADS.search(head) for head in heads)
    return writes_text and not _TASKS_WITHOUT_TEXT.search(task)


def find_other_input(release: WeightRelease, folder: str) -> str:
    """Return "images" or "audio" where the model takes that, "" where nothing says so."""
    config, task = release.config(folder), release.card.get("pipeline_tag")
    heads = _read_architectures(config)
    if any(_IMAGE_HEADS.search(head) for head in heads) or (not folder and task in _IMAGE_TASKS):
        return "images"
    if any(head.startswith(_SPEECH_MODELS) for head in heads):
        return "audio"
    parts = {"vision_config": "images", "audio_config": "audio"}
    own_code = "auto_map" in config  # which may do without a processor
    multimodal = any(head.endswith("ForConditionalGeneration") for head in heads) and not own_code
    return next((taken for part, taken in parts.items() if multimodal and part in config), "")


def _read_architectures(config: Mapping[str, Plain]) -> tuple[str, ...]:
    value = config.get("architectures")
    return tuple(str(name) for name in value) if isinstance(value, list) else ()
