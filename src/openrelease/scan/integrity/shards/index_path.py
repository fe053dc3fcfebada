"""Shard indexes that list files outside of the release."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.shards.shard_index import SHARDING_URL, read_shard_indexes
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="index-path",
    severity=Severity.ERROR,
    title="a shard index lists files outside of the release",
    manual='Every file of weight_map has a plain relative name: no absolute path, no "..", no URL.',
    why="Such a path fits one machine only, or makes a library read a file that is not part of the release.",
    remedy="Put the shards beside the index, and list them by their names.",
    example=Example(
        files={
            "config.json": '{"model_type": "gpt2"}',
            "model-00001-of-00001.safetensors": "a safetensors file with wte.weight [8, 4]",
            "model.safetensors.index.json": (
                '{"weight_map": {"wte.weight": "/mnt/models/model-00001-of-00001.safetensors"}}'
            ),
        },
        mended={"model.safetensors.index.json": ('{"weight_map": {"wte.weight": "model-00001-of-00001.safetensors"}}')},
    ),
    sources=(SHARDING_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for listed names that leave the folder of the index."""
    for index in read_shard_indexes(release).values():
        outside = [name for name in index.names if name not in index.targets]
        if outside:
            message = f"lists {len(outside)} files outside of the release, such as {outside[0][:80]!a}"
            yield RULE.make_finding(index.path, message)
