"""WeightRelease and a folder -> whether a tokenizer or a processor is there."""

import re

from openrelease.scan.integrity.release_paths import join_path
from openrelease.scan.integrity.weight_release import WeightRelease

PROCESSOR_FILES = ("preprocessor_config.json", "processor_config.json", "image_processor_config.json")
"""Any of these says how images or audio are prepared."""

_TOKENIZER = re.compile(
    r"^(?:tokenizer(?!_config)[^/]*\.(?:json|model)|[^/]*?vocab[^/]{0,400}\.(?:json|txt|model)|dict\.txt|spiece\.model"
    r"|[^/]*?(?:sentencepiece|spm|bpe)[^/]{0,400}\.model|[^/]*\.tiktoken|tekken\.json|[^/]*\.spm|[^/]*\.vocab"
    r"|tokenization_[^/]*\.py)$"
)
_BYTE_TOKENIZERS = ("ByT5", "Canine", "Perceiver", "Bytes")  # which have no vocabulary


def is_tokenizer_file(name: str) -> bool:
    """Return whether a file of this name holds a tokenizer or its vocabulary."""
    return bool(_TOKENIZER.match(name))


def has_tokenizer(release: WeightRelease, folder: str, *, alone: bool = False) -> bool:
    """Return whether one is in the folder or, unless `alone`, in one named for it or at the root."""
    settings = release.config(folder, "tokenizer_config.json")
    maps = (settings.get("auto_map"), release.config(folder).get("auto_map"))
    if any(isinstance(auto, dict) and "AutoTokenizer" in auto for auto in maps):
        return True
    if str(settings.get("tokenizer_class")).startswith(_BYTE_TOKENIZERS):
        return True
    places = {folder} if alone else {folder, join_path(folder, "tokenizer"), "", "tokenizer"}
    return any(_TOKENIZER.match(name) for place in places for name in release.names_in(place))


def has_processor(release: WeightRelease, folder: str) -> bool:
    """Return whether the configuration of a processor is in the folder."""
    return any(release.has_file(join_path(folder, name)) for name in PROCESSOR_FILES)
