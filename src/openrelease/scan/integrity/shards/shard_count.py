"""Numbered shards whose names disagree on how many shards there are."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.shards.shard_index import SHARDING_URL
from openrelease.scan.integrity.shards.shard_series import find_shard_series
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="shard-count",
    severity=Severity.ERROR,
    title="numbered shards disagree on how many there are",
    manual=(
        "The names of the shards of one model end with the same count, as in model-00001-of-00003 and "
        "model-00002-of-00003. Two counts in one folder mean that two ways to shard the model were mixed."
    ),
    why="Nobody can tell which of the files make up the model.",
    remedy="Remove the shards of the older upload, and publish one complete set with its index.",
    example=Example(
        files={
            "model-00001-of-00002.safetensors": "a safetensors file with wte.weight [8, 4]",
            "model-00002-of-00003.safetensors": "a safetensors file with lm_head.weight [8, 4]",
        },
        mended={
            "model-00002-of-00003.safetensors": None,
            "model-00002-of-00002.safetensors": "a safetensors file with lm_head.weight [8, 4]",
        },
    ),
    sources=(SHARDING_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare the counts in the names of each series."""
    for series in find_shard_series(release):
        if len(series.counts) > 1:
            counts = ", ".join(map(str, sorted(series.counts)))
            yield RULE.make_finding(series.path, f"belongs to shards that disagree on their number: {counts}")
