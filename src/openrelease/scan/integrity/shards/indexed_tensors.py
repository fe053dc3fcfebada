"""A shard index and the headers of its shards -> the tensors that each says are in a shard."""

from collections.abc import Iterator

from openrelease.scan.integrity.shards.shard_index import read_shard_indexes
from openrelease.scan.integrity.weight_release import WeightRelease, compute_once
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class IndexedShard:
    """A shard that was read: `lost` are tensors that only the index has, `unlisted` those of the shard alone."""

    index_path: str
    name: str
    lost: tuple[str, ...]
    unlisted: tuple[str, ...]


@compute_once
def compare_indexed_tensors(release: WeightRelease) -> tuple[IndexedShard, ...]:
    """Compare each index with the tensors of its shards, as far as those are known."""
    return tuple(_compare(release))


def format_more(names: tuple[str, ...]) -> str:
    """Return how many names follow the first, as the end of a message."""
    return f", and {len(names) - 1} more" if len(names) > 1 else ""


def _compare(release: WeightRelease) -> Iterator[IndexedShard]:
    by_path = {file.fact.path: file for file in release.files}
    for index in read_shard_indexes(release).values():
        listed: dict[str, set[str]] = {}
        for tensor, name in index.weight_map.items():
            listed.setdefault(name, set()).add(tensor)
        for name, path in index.targets.items():
            held = _read_tensor_names(by_path.get(path))
            if held is not None:
                lost = tuple(sorted(listed[name] - held))
                unlisted = tuple(sorted(held - listed[name] - index.weight_map.keys()))
                yield IndexedShard(index_path=index.path, name=name, lost=lost, unlisted=unlisted)


def _read_tensor_names(file: WeightFileHeader | None) -> frozenset[str] | None:
    """Return the tensors of a sound shard, None where they are unknown; HDF5 names them in another way."""
    if file is None or file.header is None or file.fact.faults or file.fact.format == "hdf5":
        return None
    tensors = file.header.tensors
    return None if tensors is None else frozenset(tensor.name for tensor in tensors)
