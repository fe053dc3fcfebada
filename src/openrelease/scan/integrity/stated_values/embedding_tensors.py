"""Tensors of a model -> its token embedding, and the part of its configuration that describes the text model."""

import re
from collections.abc import Iterable, Mapping

from openrelease.untrusted import Plain
from openrelease.weights import Tensor

_EMBEDDING = re.compile(
    r"(?:^|\.)(?:embed_tokens|wte|word_embeddings?|tok_embeddings|shared|embed_in|token_embd"
    r"|embeddings?|emb|tok(?:en)?_emb(?:edding)?s?)\.weight$"
)


def find_token_embedding(tensors: Iterable[Tensor]) -> Tensor | None:
    """Return the embedding with the most rows, None where there is none."""
    found = (tensor for tensor in tensors if tensor.shape and _EMBEDDING.search(tensor.name))
    return max(found, key=lambda tensor: tensor.shape[0], default=None)


def read_text_value(config: Mapping[str, Plain], key: str) -> int | None:
    """Return a whole number of a configuration, or of its text_config."""
    inner = config.get("text_config")
    value = config.get(key) or (inner.get(key) if isinstance(inner, dict) else None)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
