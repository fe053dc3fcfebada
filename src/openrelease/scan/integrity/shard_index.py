"""Release -> faults: shards that an index promises, and what they must hold.

https://huggingface.co/docs/transformers/big_models (sharded checkpoints); the sum in an index may count tied
tensors once or twice, so that a difference there is only a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.weight_release import WeightRelease, make_fault, resolve_inside
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.untrusted import Plain

_INDEX = re.compile(r"\.index(?:\.[^/.]+)?\.json$")
_MOST_TOLD = 20  # missing shards that are named one by one
RESTORE = "Add the file, or write the shards and their index again with the library that made them."
"""What to do about shards."""


def find(release: WeightRelease) -> Iterator[Fault]:
    """Check every index."""
    for path, value in find_indexes(release).items():
        yield from _check_index(release, path, value)


def find_indexes(release: WeightRelease) -> Mapping[str, Mapping[str, Plain]]:
    """Every index of shards that was read, by its path."""
    return {path: value for path, value in release.json.items() if _INDEX.search(path) and "weight_map" in value}


def resolve_index_targets(path: str, value: Mapping[str, Plain]) -> set[str]:
    """The paths of the shards that an index lists, as far as they are in the release."""
    weight_map = value["weight_map"]
    names = set(weight_map.values()) if isinstance(weight_map, dict) and _is_string_map(weight_map) else set()
    folder = path.rpartition("/")[0]
    return {found for name in names if (found := resolve_inside(folder, name))}


def _is_string_map(weight_map: Mapping[str, Plain]) -> bool:
    return all(isinstance(name, str) for name in weight_map.values())


def _check_index(release: WeightRelease, path: str, value: Mapping[str, Plain]) -> Iterator[Fault]:
    weight_map = value["weight_map"]
    if not isinstance(weight_map, dict) or not weight_map or not _is_string_map(weight_map):
        yield make_fault("index-malformed", Severity.ERROR, path, "has no map of tensors to file names", RESTORE)
        return
    folder = path.rpartition("/")[0]
    names = sorted({str(name) for name in weight_map.values()})
    outside = [name for name in names if resolve_inside(folder, name) is None]
    if outside:
        message = f"names {len(outside)} files outside of the release, such as {outside[0][:80]!a}"
        yield make_fault("index-path", Severity.ERROR, path, message, RESTORE)
    wanted = {name: found for name in names if (found := resolve_inside(folder, name))}
    yield from _check_missing_shards(release, path, wanted)
    yield from _check_tensor_names(release, path, weight_map, wanted)
    yield from _check_total_size(release, path, value, wanted)


def _check_missing_shards(release: WeightRelease, path: str, wanted: Mapping[str, str]) -> Iterator[Fault]:
    absent = [name for name, found in wanted.items() if not release.keeps(found)]
    for name in absent[:_MOST_TOLD]:
        yield make_fault("shard-missing", Severity.ERROR, path, f"lists {name[:200]}, which is not there", RESTORE)
    if len(absent) > _MOST_TOLD:
        message = f"lists {len(absent) - _MOST_TOLD} more files that are not there"
        yield make_fault("shard-missing", Severity.ERROR, path, message, RESTORE)


def _check_tensor_names(
    release: WeightRelease, path: str, weight_map: Mapping[str, Plain], wanted: Mapping[str, str]
) -> Iterator[Fault]:
    """Every tensor is where the index says, and none is there that it does not list."""
    by_path = {file.fact.path: file for file in release.files}
    listed: dict[str, set[str]] = {}
    for tensor, name in weight_map.items():
        listed.setdefault(str(name), set()).add(tensor)
    for name, found in wanted.items():
        names = _read_tensor_names(by_path.get(found))
        if names is None:
            continue
        if lost := sorted(listed[name] - names):
            message = f"says that {lost[0][:100]} is in {name[:200]}, which does not hold it{_format_rest(lost)}"
            yield make_fault("index-tensor-missing", Severity.ERROR, path, message, RESTORE)
        elif elsewhere := sorted(names - listed[name] - weight_map.keys()):
            message = f"does not list {elsewhere[0][:100]}, which {name[:200]} holds{_format_rest(elsewhere)}"
            yield make_fault("index-tensor-unlisted", Severity.WARNING, path, message, RESTORE)


def _read_tensor_names(file: WeightFileHeader | None) -> frozenset[str] | None:
    """The tensors of a shard, None where they are not known; HDF5 has other names for them than an index."""
    known = file and file.header and not file.fact.faults and file.fact.format != "hdf5"
    tensors = file.header.tensors if known and file and file.header else None
    return None if tensors is None else frozenset(tensor.name for tensor in tensors)


def _format_rest(found: list[str]) -> str:
    return f", and {len(found) - 1} more" if len(found) > 1 else ""


def _check_total_size(
    release: WeightRelease, path: str, value: Mapping[str, Plain], wanted: Mapping[str, str]
) -> Iterator[Fault]:
    metadata = value.get("metadata")
    total = metadata.get("total_size") if isinstance(metadata, dict) else None
    sizes = {file.fact.path: file.header.nbytes for file in release.files if file.header}
    known = [sizes.get(found) for found in wanted.values()]
    real = [size for size in known if size is not None]
    if isinstance(total, (int, float)) and len(real) == len(known) and sum(real) != total:
        message = f"gives a total of {total:,} bytes, and the tensors have {sum(real):,}"
        yield make_fault("total-size", Severity.WARNING, path, message, RESTORE)
