"""Shards that an index lists, or that the numbers of the others promise, and that are not here."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.shards.shard_index import (
    ADD_OR_SHARD_AGAIN,
    SHARDING_URL,
    ShardIndex,
    list_indexed_paths,
    read_shard_indexes,
)
from openrelease.scan.integrity.shards.shard_series import (
    ShardSeries,
    find_series_numbers,
    find_shard_series,
)
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="shard-missing",
    severity=Severity.ERROR,
    title="a shard of the model is missing",
    manual=(
        "Every file that a shard index (model.safetensors.index.json and its like) lists has to be in the "
        "repository, and so has every number of a numbered series such as model-00001-of-00003.safetensors. "
        "A pointer of Git LFS, git-annex or DVC counts as the file."
    ),
    why="Libraries refuse to load a model with a missing shard, or load it with random weights in its place.",
    remedy=ADD_OR_SHARD_AGAIN,
    example=Example(
        files={
            "config.json": '{"model_type": "gpt2"}',
            "model-00001-of-00002.safetensors": "a safetensors file with wte.weight [8, 4]",
            "model.safetensors.index.json": (
                '{"weight_map": {"wte.weight": "model-00001-of-00002.safetensors",\n'
                '                "lm_head.weight": "model-00002-of-00002.safetensors"}}'
            ),
        },
        mended={"model-00002-of-00002.safetensors": "a safetensors file with lm_head.weight [8, 4]"},
    ),
    sources=(SHARDING_URL,),
)

_MAX_REPORTED = 20  # missing shards of an index that are named one by one
_MAX_NUMBERS = 5  # missing numbers of a series that are named
_MAX_COUNT = 10_000  # numbers of a series that are looked for


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for the shards of each index, then for those of each series that no index lists."""
    for index in read_shard_indexes(release).values():
        yield from _find_unlisted_files(release, index)
    for series in find_shard_series(release):
        if len(series.counts) == 1:
            yield from _find_missing_numbers(release, series)


def _find_unlisted_files(release: WeightRelease, index: ShardIndex) -> Iterator[Fault]:
    absent = [name for name, path in index.targets.items() if not release.has_content(path)]
    for name in absent[:_MAX_REPORTED]:
        yield RULE.make_finding(
            index.path, f"lists {name[:200]}, which is missing", f"Add {name[:200]}, or shard the model again."
        )
    if len(absent) > _MAX_REPORTED:
        yield RULE.make_finding(index.path, f"lists {len(absent) - _MAX_REPORTED} more files that are missing")


def _find_missing_numbers(release: WeightRelease, series: ShardSeries) -> Iterator[Fault]:
    (count,) = series.counts
    # Names count here even where the content is not that of weights: the file is there, and another rule says so.
    beside = find_series_numbers(series.path, release.paths_by_folder.get(series.folder, ()))
    numbers = {shard.number for shard in series.shards} | set(beside)
    first = 0 if 0 in numbers else 1  # TensorFlow counts from 0
    listed = set(find_series_numbers(series.path, list_indexed_paths(release)))
    absent = sorted(set(range(first, min(count, _MAX_COUNT) + first)) - numbers - listed)
    if absent:
        named = ", ".join(map(str, absent[:_MAX_NUMBERS])) + (" and more" if absent[_MAX_NUMBERS:] else "")
        verb = "is" if len(absent) == 1 else "are"
        yield RULE.make_finding(series.path, f"is one of {count} shards, of which {named} {verb} missing")
