"""Embeddings with fewer rows than the vocabulary has entries."""

import re
from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.stated_values.comparable_models import (
    ComparableModel,
    find_comparable_models,
)
from openrelease.scan.integrity.stated_values.embedding_tensors import find_token_embedding, read_text_value
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.weights import Tensor

RULE = Rule(
    id="vocab-conflict",
    severity=Severity.WARNING,
    title="the embedding has fewer rows than the vocabulary",
    manual=(
        "The rows of the token embedding are compared with vocab_size of config.json or of its text_config, "
        "and in GGUF files with the number of tokens. More rows are usual, as embeddings are padded."
    ),
    why="Tokens beyond the last row cannot be looked up: the model fails on some inputs.",
    remedy="Correct vocab_size, or publish the weights with the whole embedding.",
    example=Example(
        files={
            "config.json": '{"vocab_size": 32}',
            "model.safetensors": "a safetensors file with model.embed_tokens.weight [16, 4]",
        },
        mended={"config.json": '{"vocab_size": 16}'},
    ),
)

_TOKEN_COUNT = re.compile(r"\[\d{1,12}\]")


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare each model with its configuration, then each GGUF file with its own tokens."""
    for model in find_comparable_models(release):
        yield from _check_model(model)
    for file in release.files:
        yield from _check_gguf_file(file)


def _check_model(model: ComparableModel) -> Iterator[Fault]:
    size, embedding = read_text_value(model.config, "vocab_size"), find_token_embedding(model.tensors)
    if size is not None and embedding and embedding.shape[0] < size and model.has_full_names:
        message = f"has an embedding of {embedding.shape[0]:,} rows, and config.json a vocabulary of {size:,}"
        yield RULE.make_finding(model.path, message)


def _check_gguf_file(file: WeightFileHeader) -> Iterator[Fault]:
    tokens = file.header.metadata.get("tokenizer.ggml.tokens", "") if file.header else ""
    tensors = (file.header.tensors or ()) if file.header else ()
    rows = [tensor.shape[1] for tensor in tensors if _is_gguf_embedding(tensor)]
    count = int(tokens[1:-1]) if _TOKEN_COUNT.fullmatch(tokens) else 0
    if rows and rows[0] < count:
        message = f"has an embedding of {rows[0]:,} rows, and {count:,} tokens"
        remedy = "Convert the model again, from a checkpoint whose tokenizer fits."
        yield RULE.make_finding(file.fact.path, message, remedy)


def _is_gguf_embedding(tensor: Tensor) -> bool:
    return tensor.name == "token_embd.weight" and len(tensor.shape) == 2  # noqa: PLR2004 - a matrix
