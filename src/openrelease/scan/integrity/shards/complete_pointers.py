"""WeightRelease -> its weight files, pointers marked by the index whose shards are all there.

A pointer states the size of its content. Where an index lists the shards of a model, all of them are pointers,
and their sizes reach `total_size`, the model is complete as far as anything here can show it.
"""

from collections.abc import Iterator, Sequence

from openrelease.model import WeightFile
from openrelease.scan.integrity.shards.shard_index import ShardIndex, read_shard_indexes
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.values import replace


def mark_complete_pointers(release: WeightRelease | None, files: Sequence[WeightFile]) -> tuple[WeightFile, ...]:
    """Return the files, those pointers with their `index` that belong to a complete set of shards."""
    if release is None:
        return tuple(files)
    found = dict(_list_complete_pointers(release, files))
    return tuple(replace(file, index=found[file.path]) if file.path in found else file for file in files)


def _list_complete_pointers(release: WeightRelease, files: Sequence[WeightFile]) -> Iterator[tuple[str, str]]:
    sizes = {file.path: file.size or 0 for file in files if file.pointer and not file.faults}
    for index in read_shard_indexes(release).values():
        if _is_complete(index, [sizes.get(path) for path in index.targets.values()]):
            yield from ((path, index.path) for path in index.targets.values())


def _is_complete(index: ShardIndex, sizes: Sequence[int | None]) -> bool:
    known = [size for size in sizes if size]
    return 0 < len(known) == len(index.names) and sum(known) >= (index.total_size or 0)
