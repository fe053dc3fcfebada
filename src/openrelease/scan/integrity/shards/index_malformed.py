"""Shard indexes without a valid map of tensors to file names."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.shards.shard_index import SAVE_AGAIN, SHARDING_URL, read_shard_indexes
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="index-malformed",
    severity=Severity.ERROR,
    title="a shard index has no valid weight_map",
    manual="weight_map has to be an object with at least one entry, and each value the name of a file.",
    why="Libraries find the shards by this map, and cannot load the model without it.",
    remedy=SAVE_AGAIN,
    example=Example(
        files={
            "config.json": '{"model_type": "gpt2"}',
            "model-00001-of-00001.safetensors": "a safetensors file with wte.weight [8, 4]",
            "model.safetensors.index.json": '{"weight_map": ["model-00001-of-00001.safetensors"]}',
        },
        mended={"model.safetensors.index.json": ('{"weight_map": {"wte.weight": "model-00001-of-00001.safetensors"}}')},
    ),
    sources=(SHARDING_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for indexes whose map is empty or has values that are not text."""
    for index in read_shard_indexes(release).values():
        if not index.weight_map:
            yield RULE.make_finding(index.path, "has no map of tensors to file names")
