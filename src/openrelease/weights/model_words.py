"""A path -> whether its words say that the file holds a model, a training state, or something else."""

import re

_MODEL_WORDS = (
    r"(?:[a-z]*models?|weights?|param(?:eter)?s?|checkpoints?|ckpts?|pretrained|finetuned|pytorch|lora|adapter"
    r"|quantized)"
)
_MAX_PATH_LENGTH = 1024  # characters
_MODEL_WORD = re.compile(rf"(?:^|[^a-z]){_MODEL_WORDS}(?:[^a-z]|$)")
_DATA_WORD = re.compile(
    r"(?:^|[^a-z])(?:data(?:set)?s?|tokens?|corpus|scores?|predictions?|outputs?|results?|embeddings?|features?"
    r"|labels?|logits|metrics?|stats?|statistics|history|samples?|eval|test|tokenizers?|vocab)(?:[^a-z]|$)"
)
_WEIGHT_FOLDER = re.compile(r"(?:^|[/_.-])(?:weights?|checkpoints?|ckpts?|(?:pre-?)?trained|[a-z]+[_-]models?)/[^/]+$")
# The state of a training run is kept in the same formats as weights; vocabularies are named like them.
_TRAINING_STATE = re.compile(
    r"^(?:optim(?:izer)?|(?:lr_)?scheduler|rng_state|random_states|train(?:ing|er)?_(?:args|state)|(?:grad_)?scaler)"
    r"(?:[^a-z]|$)"
)
_VOCABULARY = re.compile(r"(?:^|[^a-z])(?:tokenizers?|vocab(?:ulary)?|spiece|sentencepiece|merges)(?:[^a-z]|$)")


def normalize_path(path: str) -> str:
    """Return the end of a path in lower case; git allows names of megabytes, which no pattern needs to see."""
    return path[-_MAX_PATH_LENGTH:].lower()


def has_model_word(path: str) -> bool:
    """Return whether the file name of a lower-case path has a word for a model or weights, and none for data."""
    name = _file_name(path)
    return _MODEL_WORD.search(name) is not None and _DATA_WORD.search(name) is None


def is_in_weight_folder(path: str) -> bool:
    """Return whether the folder of a lower-case path is named for weights, and the file not for data."""
    return _WEIGHT_FOLDER.search(path) is not None and _DATA_WORD.search(_file_name(path)) is None


def is_training_state(path: str) -> bool:
    """Return whether a lower-case path is that of an optimizer's, a scheduler's or a trainer's state."""
    return _TRAINING_STATE.search(_file_name(path)) is not None


def is_vocabulary(path: str) -> bool:
    """Return whether a lower-case path is that of a tokenizer or a vocabulary."""
    return _VOCABULARY.search(_file_name(path)) is not None


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]
