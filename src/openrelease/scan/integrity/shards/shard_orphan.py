"""Numbered shards that the index of their series does not list."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.shards.shard_index import SHARDING_URL, list_indexed_paths
from openrelease.scan.integrity.shards.shard_series import find_shard_series
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="shard-orphan",
    severity=Severity.WARNING,
    title="no index lists a numbered shard",
    manual=(
        "Where an index lists some shards of a series, it lists all of them. A series without any index is "
        "the matter of index-missing."
    ),
    why="Libraries load what the index lists: the tensors of the other shard are silently left out.",
    remedy="Save the shards and their index again, or remove the shard if it is left over.",
    example=Example(
        files={
            "config.json": '{"model_type": "gpt2"}',
            "model-00001-of-00002.safetensors": "a safetensors file with wte.weight [8, 4]",
            "model-00002-of-00002.safetensors": "a safetensors file with lm_head.weight [8, 4]",
            "model.safetensors.index.json": ('{"weight_map": {"wte.weight": "model-00001-of-00002.safetensors"}}'),
        },
        mended={
            "model.safetensors.index.json": (
                '{"weight_map": {"wte.weight": "model-00001-of-00002.safetensors",\n'
                '                "lm_head.weight": "model-00002-of-00002.safetensors"}}'
            )
        },
    ),
    sources=(SHARDING_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for shards that are not indexed in series whose other shards are."""
    indexed = list_indexed_paths(release)
    for series in find_shard_series(release):
        paths = [shard.file.fact.path for shard in series.shards]
        if len(series.counts) == 1 and any(path in indexed for path in paths):
            place = series.folder or "its folder"
            for path in paths:
                if path not in indexed:
                    yield RULE.make_finding(path, f"is numbered as a shard, and no index of {place} lists it")
