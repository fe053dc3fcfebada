"""WeightRelease -> the shard indexes of transformers and diffusers that it has.

https://huggingface.co/docs/transformers/big_models (sharded checkpoints)
"""

import re
from collections.abc import Mapping
from functools import cached_property

from openrelease.scan.integrity.release_paths import parent_folder, resolve_inside
from openrelease.scan.integrity.weight_release import WeightRelease, compute_once
from openrelease.untrusted import Plain
from openrelease.values import dataclass

SHARDING_URL = "https://huggingface.co/docs/transformers/big_models"
ADD_OR_SHARD_AGAIN = "Add the file, or save the shards and their index again with the library that made them."
SAVE_AGAIN = "Save the shards and their index again with the library that made them, and publish all of them."

_INDEX_NAME = re.compile(r"\.index(?:\.[^/.]+)?\.json$")


@dataclass(frozen=True, kw_only=True)
class ShardIndex:
    """An index: `weight_map` maps tensors to file names, and is empty where the index has no valid map."""

    path: str
    weight_map: Mapping[str, str]
    total_size: float | None  # bytes of all tensors, as the index says

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The file names that the index lists, sorted."""
        return tuple(sorted(set(self.weight_map.values())))

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """The path of each listed name that stays in the release."""
        folder = parent_folder(self.path)
        found = {name: resolve_inside(folder, name) for name in self.names}
        return {name: path for name, path in found.items() if path is not None}


@compute_once
def read_shard_indexes(release: WeightRelease) -> Mapping[str, ShardIndex]:
    """Return every shard index that was read, by its path."""
    return {
        path: _parse_index(path, value)
        for path, value in release.json.items()
        if _INDEX_NAME.search(path) and "weight_map" in value
    }


@compute_once
def list_indexed_paths(release: WeightRelease) -> frozenset[str]:
    """Return the paths of the shards that any index lists."""
    indexes = read_shard_indexes(release).values()
    return frozenset(path for index in indexes for path in index.targets.values())


def _parse_index(path: str, value: Mapping[str, Plain]) -> ShardIndex:
    weight_map, metadata = value["weight_map"], value.get("metadata")
    total = metadata.get("total_size") if isinstance(metadata, dict) else None
    return ShardIndex(
        path=path,
        weight_map=_strings_only(weight_map) if isinstance(weight_map, dict) else {},
        total_size=total if isinstance(total, (int, float)) else None,
    )


def _strings_only(weight_map: Mapping[str, Plain]) -> Mapping[str, str]:
    """Return the map where every value is a string, an empty one where any is not."""
    names = {tensor: name for tensor, name in weight_map.items() if isinstance(name, str)}
    return names if len(names) == len(weight_map) else {}
