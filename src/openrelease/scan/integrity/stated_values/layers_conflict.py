"""Weights with fewer layers than the configuration states."""

import re
from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.stated_values.comparable_models import (
    ComparableModel,
    find_comparable_models,
)
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="layers-conflict",
    severity=Severity.WARNING,
    title="the weights have fewer layers than config.json states",
    manual=(
        "num_hidden_layers, n_layer, num_layers or n_layers of config.json is compared with the numbers in the "
        "names of tensors. More layers are allowed, as layers for training may be kept beside the others. "
        "Models with more than one stack of layers (encoder and decoder, text and images) are not compared."
    ),
    why="Layers were lost when the weights were saved or sharded.",
    remedy="Publish the weights of all layers, or correct the number.",
    example=Example(
        files={
            "config.json": '{"num_hidden_layers": 2}',
            "model.safetensors": "a safetensors file with model.layers.0.weight [4, 4]",
        },
        mended={"config.json": '{"num_hidden_layers": 1}'},
    ),
)

_LAYER = re.compile(r"(?P<stack>(?:[^.]+\.)*?(?:layers|layer|h|blocks|block))\.(?P<number>\d{1,5})\.")
_LAYER_KEYS = ("num_hidden_layers", "n_layer", "num_layers", "n_layers")


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare the layers of each model with the number in its configuration."""
    for model in find_comparable_models(release):
        config = model.config
        stated = next((config[key] for key in _LAYER_KEYS if isinstance(config.get(key), int)), None)
        real = _count_layers(model)
        if isinstance(stated, int) and real is not None and real < stated and model.has_full_names:
            message = f"says {stated:,} layers, and the weights have {real:,}"
            yield RULE.make_finding(model.config_path, message)


def _count_layers(model: ComparableModel) -> int | None:
    """Return the number of layers, None where there is not exactly one stack of them."""
    stacks: dict[str, set[int]] = {}
    for match in (_LAYER.match(tensor.name) for tensor in model.tensors):
        if match:
            stacks.setdefault(match["stack"], set()).add(int(match["number"]))
    return len(next(iter(stacks.values()))) if len(stacks) == 1 else None
