"""Complete shards without the index by which transformers and diffusers load them."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.release_paths import join_path
from openrelease.scan.integrity.shards.shard_index import SHARDING_URL, list_indexed_paths
from openrelease.scan.integrity.shards.shard_series import ShardSeries, find_shard_series
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="index-missing",
    severity=Severity.WARNING,
    title="shards have no index",
    manual=(
        "Shards under the names of transformers or diffusers (model-00001-of-00002.safetensors) with a "
        "config.json beside them need an index such as model.safetensors.index.json."
    ),
    why="These libraries find shards by the index alone, and report that the model has no weights.",
    remedy="Add the index that was saved with the shards, or save the model again with save_pretrained.",
    example=Example(
        files={
            "config.json": '{"model_type": "clip"}',
            "model-00001-of-00002.safetensors": "a safetensors file with a.weight [8, 4]",
            "model-00002-of-00002.safetensors": "a safetensors file with b.weight [8, 4]",
        },
        mended={
            "model.safetensors.index.json": (
                '{"weight_map": {"a.weight": "model-00001-of-00002.safetensors",\n'
                '                "b.weight": "model-00002-of-00002.safetensors"}}'
            )
        },
    ),
    sources=(SHARDING_URL,),
)

_INDEXED_NAMES = frozenset({"model.safetensors", "pytorch_model.bin", "diffusion_pytorch_model.safetensors"})
"""Names of transformers and diffusers, without their numbers."""


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for complete series of two or more shards without an index of their name."""
    indexed = list_indexed_paths(release)
    for series in find_shard_series(release):
        if f"{series.stem}{series.rest}" not in _INDEXED_NAMES:
            continue
        paths = [shard.file.fact.path for shard in series.shards]
        if not any(path in indexed for path in paths) and _lacks_index(release, series):
            index = f"{_index_stem(series)}.json"
            yield RULE.make_finding(
                series.path, f"is one of {len(paths)} shards, and {index}, which lists them, is missing"
            )


def _lacks_index(release: WeightRelease, series: ShardSeries) -> bool:
    count = len(series.shards)
    complete = count > 1 and series.counts == {count}
    if not complete or not release.has_file(join_path(series.folder, "config.json")):
        return False
    return not any(name.startswith(f"{_index_stem(series)}.") for name in release.names_in(series.folder))


def _index_stem(series: ShardSeries) -> str:
    return f"{series.stem}.{series.shards[0].file.name.rpartition('.')[2]}.index"
