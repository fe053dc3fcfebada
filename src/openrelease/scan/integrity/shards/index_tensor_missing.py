"""Tensors that are not in the shard which the index names for them."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.shards.indexed_tensors import compare_indexed_tensors, format_more
from openrelease.scan.integrity.shards.shard_index import SAVE_AGAIN, SHARDING_URL
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="index-tensor-missing",
    severity=Severity.ERROR,
    title="a shard does not hold a tensor that the index places there",
    manual=(
        "Each tensor of weight_map is looked for in the header of its shard. Shards whose header could not "
        "be read are left to the other rules; HDF5 files name tensors in another way and are not compared."
    ),
    why="The tensor is not loaded: the library fails, or starts with random values in its place.",
    remedy=SAVE_AGAIN,
    example=Example(
        files={
            "config.json": '{"model_type": "gpt2"}',
            "model-00001-of-00001.safetensors": "a safetensors file with wte.weight [8, 4]",
            "model.safetensors.index.json": (
                '{"weight_map": {"wte.weight": "model-00001-of-00001.safetensors",\n'
                '                "lm_head.weight": "model-00001-of-00001.safetensors"}}'
            ),
        },
        mended={
            "model-00001-of-00001.safetensors": ("a safetensors file with wte.weight [8, 4], lm_head.weight [8, 4]")
        },
    ),
    sources=(SHARDING_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report the first lost tensor of each shard."""
    for shard in compare_indexed_tensors(release):
        if shard.lost:
            tensor, name = shard.lost[0][:100], shard.name[:200]
            message = f"places {tensor} in {name}, which does not hold it{format_more(shard.lost)}"
            yield RULE.make_finding(shard.index_path, message)
