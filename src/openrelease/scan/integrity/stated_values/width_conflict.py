"""Embeddings whose width is none that the configuration states."""

import re
from collections.abc import Iterator, Mapping

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.stated_values.comparable_models import ComparableModel, find_comparable_models
from openrelease.scan.integrity.stated_values.embedding_tensors import find_token_embedding, read_text_value
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.untrusted import Plain

RULE = Rule(
    id="width-conflict",
    severity=Severity.WARNING,
    title="the embedding has another width than config.json states",
    manual=(
        "hidden_size, n_embd or d_model of config.json, or of its text_config, is compared with the columns of the "
        "token embedding. Some models have narrower embeddings: a width that any other size or dimension of the "
        "configuration states is accepted."
    ),
    why="The configuration belongs to another model: libraries refuse to load the weights.",
    remedy="Publish the config.json that was saved with these weights.",
    example=Example(
        files={
            "config.json": '{"hidden_size": 64}',
            "model.safetensors": "a safetensors file with model.embed_tokens.weight [16, 4]",
        },
        mended={"config.json": '{"hidden_size": 4}'},
    ),
)

_WIDTH_KEYS = ("hidden_size", "n_embd", "d_model")
_SIZE = re.compile(r"size|dim|embd|d_model|width|channels|hidden")


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare the embedding of each model with the widths in its configuration."""
    for model in find_comparable_models(release):
        if model.has_full_names:
            yield from _check_model(model)


def _check_model(model: ComparableModel) -> Iterator[Fault]:
    stated = next((width for key in _WIDTH_KEYS if (width := read_text_value(model.config, key))), None)
    embedding = find_token_embedding(model.tensors)
    if stated is None or embedding is None or len(embedding.shape) != 2:  # noqa: PLR2004 - a matrix
        return
    width = embedding.shape[1]
    if width != stated and width not in _list_sizes(model.config):
        message = f"says a width of {stated:,}, and {embedding.name[:100]} has {width:,}"
        yield RULE.make_finding(model.config_path, message)


def _list_sizes(config: Mapping[str, Plain]) -> Iterator[Plain]:
    """Yield the sizes of a configuration and of its parts."""
    for key, value in config.items():
        if isinstance(value, dict):
            yield from (inner for name, inner in value.items() if _SIZE.search(name))
        elif _SIZE.search(key):
            yield value
