"""Indexes whose total_size differs from the bytes of the tensors, or exceeds the bytes of pointers."""

from collections.abc import Iterator, Mapping

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.shards.shard_index import SHARDING_URL, ShardIndex, read_shard_indexes
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="total-size",
    severity=Severity.WARNING,
    title="total_size of a shard index differs from the size of the tensors",
    manual=(
        "metadata.total_size is compared with the bytes of all tensors in the shards that the index lists, "
        "where every header could be read, and with the sizes of the shards where all of them are pointers. Some "
        "writers count tied tensors twice, so this is a warning."
    ),
    why="A difference means that the index and the shards were saved at different times.",
    remedy="Save the shards and their index again, or correct total_size.",
    example=Example(
        files={
            "config.json": '{"model_type": "gpt2"}',
            "model-00001-of-00001.safetensors": "a safetensors file with wte.weight [8, 4]",
            "model.safetensors.index.json": (
                '{"metadata": {"total_size": 256},\n "weight_map": {"wte.weight": "model-00001-of-00001.safetensors"}}'
            ),
        },
        mended={
            "model.safetensors.index.json": (
                '{"metadata": {"total_size": 128},\n "weight_map": {"wte.weight": "model-00001-of-00001.safetensors"}}'
            )
        },
    ),
    sources=(SHARDING_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare the totals of the indexes whose shards were all read, or are all pointers."""
    tensors = {file.fact.path: file.header.nbytes for file in release.files if file.header}
    pointers = {file.fact.path: file.fact.size for file in release.files if file.fact.pointer}
    for index in read_shard_indexes(release).values():
        if index.total_size is None or not index.weight_map:
            continue
        real, declared = _add_sizes(index, tensors), _add_sizes(index, pointers)
        if real is not None and real != index.total_size:
            message = f"says {index.total_size:,} bytes in total, and the tensors have {real:,}"
            yield RULE.make_finding(index.path, message)
        if declared is not None and declared < index.total_size:
            message = f"says {index.total_size:,} bytes in total, and the pointers to its shards {declared:,}"
            yield RULE.make_finding(index.path, message)


def _add_sizes(index: ShardIndex, sizes: Mapping[str, int | None]) -> int | None:
    """Return the bytes of all shards together, None where one of them is unknown."""
    known = [sizes.get(path) for path in index.targets.values()]
    total = [size for size in known if size is not None]
    return sum(total) if len(total) == len(known) else None
