"""Attention weights that do not fit the number of heads in the configuration."""

import re
from collections.abc import Iterator, Mapping

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.stated_values.comparable_models import ComparableModel, find_comparable_models
from openrelease.scan.integrity.stated_values.embedding_tensors import read_text_value
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.untrusted import Plain

RULE = Rule(
    id="heads-conflict",
    severity=Severity.WARNING,
    title="the attention weights do not fit the heads that config.json states",
    manual=(
        "The rows of q_proj, k_proj and v_proj are compared with num_attention_heads and num_key_value_heads, times "
        "head_dim or hidden_size divided by the heads. It is enough that one layer fits, and a multiple is accepted, "
        "as some models keep gates in the same matrix. Compressed attention (kv_lora_rank) is not compared."
    ),
    why="Libraries refuse to load the weights, or reshape them into heads that were never trained.",
    remedy="Publish the config.json that was saved with these weights.",
    example=Example(
        files={
            "config.json": '{"hidden_size": 8, "num_attention_heads": 4, "head_dim": 4}',
            "model.safetensors": "a safetensors file with model.layers.0.self_attn.q_proj.weight [8, 8]",
        },
        mended={"config.json": '{"hidden_size": 8, "num_attention_heads": 2, "head_dim": 4}'},
    ),
)

_PROJECTION = re.compile(r"(?:^|\.)layers\.\d{1,5}\.(?:self_attn|attention)\.([qkv])_proj\.weight$")


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare the projections of each model with the heads in its configuration."""
    for model in find_comparable_models(release):
        if model.has_full_names and not read_text_value(model.config, "kv_lora_rank"):
            yield from _check_model(model)


def _check_model(model: ComparableModel) -> Iterator[Fault]:
    for name, expected in _list_expected_rows(model.config).items():
        rows = _list_rows(model, name)
        if rows and not any(count % expected == 0 for count in rows):
            message = f"says heads of {expected:,} rows together, and {name}_proj has {min(rows):,}"
            yield RULE.make_finding(model.config_path, message)


def _list_expected_rows(config: Mapping[str, Plain]) -> Mapping[str, int]:
    """Return the rows of each projection that the configuration leads to; none where it does not say enough."""
    heads, width = read_text_value(config, "num_attention_heads"), read_text_value(config, "hidden_size")
    size = read_text_value(config, "head_dim") or (width // heads if heads and width and heads > 0 else None)
    if not heads or not size or heads < 0 or size < 0:
        return {}
    few = (read_text_value(config, "num_key_value_heads") or heads) * size
    return {"q": heads * size, "k": few, "v": few} if few > 0 else {}


def _list_rows(model: ComparableModel, name: str) -> set[int]:
    found = ((_PROJECTION.search(tensor.name), tensor.shape) for tensor in model.tensors)
    return {shape[0] for match, shape in found if match and match[1] == name and shape}
