"""Tensors of a shard that the index does not list."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.shards.indexed_tensors import compare_indexed_tensors, format_more
from openrelease.scan.integrity.shards.shard_index import SHARDING_URL
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="index-tensor-unlisted",
    severity=Severity.WARNING,
    title="the index does not list a tensor that a shard holds",
    manual=(
        "Each tensor in the header of an indexed shard is looked for in weight_map. A shard that lacks a "
        "listed tensor is reported as index-tensor-missing alone."
    ),
    why="Libraries load the tensors of the index; the others are silently left out.",
    remedy="Save the shards and their index again, or remove the tensor from the shard if it is left over.",
    example=Example(
        files={
            "config.json": '{"model_type": "gpt2"}',
            "model-00001-of-00001.safetensors": ("a safetensors file with wte.weight [8, 4], lm_head.weight [8, 4]"),
            "model.safetensors.index.json": ('{"weight_map": {"wte.weight": "model-00001-of-00001.safetensors"}}'),
        },
        mended={
            "model.safetensors.index.json": (
                '{"weight_map": {"wte.weight": "model-00001-of-00001.safetensors",\n'
                '                "lm_head.weight": "model-00001-of-00001.safetensors"}}'
            )
        },
    ),
    sources=(SHARDING_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report the first unlisted tensor of each shard that holds all that it should."""
    for shard in compare_indexed_tensors(release):
        if shard.unlisted and not shard.lost:
            tensor, name = shard.unlisted[0][:100], shard.name[:200]
            message = f"does not list {tensor}, which {name} holds{format_more(shard.unlisted)}"
            yield RULE.make_finding(shard.index_path, message)
