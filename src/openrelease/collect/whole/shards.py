"""Release -> faults: shards that an index or their own numbers promise, and what they must hold.

https://huggingface.co/docs/transformers/big_models (sharded checkpoints); the sum in an index may count tied
tensors once or twice, so that a difference there is only a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from openrelease.collect.weight_files import ReadFile
from openrelease.collect.whole.release import Release, fault, inside, join
from openrelease.model import Fault, Severity
from openrelease.untrusted import Plain

_INDEX = re.compile(r"\.index(?:\.[^/.]+)?\.json$")
_NUMBERED = re.compile(r"^(?P<stem>.+?)[-_.](?P<number>\d{5})-of-(?P<count>\d{5})(?P<rest>\.[^/]+)?$")
_GROUPED = re.compile(r"^(?P<stem>.+-shard)(?P<number>\d{1,5})of(?P<count>\d{1,5})(?P<rest>\.bin)?$")
_MOST_TOLD = 20  # missing shards that are named one by one
_RESTORE = "Add the file, or write the shards and their index again with the library that made them."


def find(release: Release) -> Iterator[Fault]:
    """Check every index, then every series of numbered files."""
    indexed: set[str] = set()
    for path, value in release.json.items():
        if _INDEX.search(path) and "weight_map" in value:
            yield from _index(release, path, value)
            indexed |= index_targets(path, value)
    for folder, files in release.folders().items():
        yield from _series(release, folder, files, indexed)
        yield from _doubled(release, files)


def index_targets(path: str, value: Mapping[str, Plain]) -> set[str]:
    """The paths of the shards that an index lists, as far as they are in the release."""
    weight_map = value["weight_map"]
    names = set(weight_map.values()) if isinstance(weight_map, dict) and _all_text(weight_map) else set()
    folder = path.rpartition("/")[0]
    return {found for name in names if (found := inside(folder, name))}


def _all_text(weight_map: Mapping[str, Plain]) -> bool:
    return all(isinstance(name, str) for name in weight_map.values())


def _index(release: Release, path: str, value: Mapping[str, Plain]) -> Iterator[Fault]:
    weight_map = value["weight_map"]
    if not isinstance(weight_map, dict) or not weight_map or not _all_text(weight_map):
        yield fault("index-malformed", Severity.ERROR, path, "has no map of tensors to file names", _RESTORE)
        return
    folder = path.rpartition("/")[0]
    names = sorted({str(name) for name in weight_map.values()})
    outside = [name for name in names if inside(folder, name) is None]
    if outside:
        message = f"names {len(outside)} files outside of the release, such as {outside[0][:80]!a}"
        yield fault("index-path", Severity.ERROR, path, message, _RESTORE)
    wanted = {name: found for name in names if (found := inside(folder, name))}
    yield from _missing(release, path, wanted)
    yield from _tensors(release, path, weight_map, wanted)
    yield from _total(release, path, value, wanted)


def _missing(release: Release, path: str, wanted: Mapping[str, str]) -> Iterator[Fault]:
    absent = [name for name, found in wanted.items() if not release.keeps(found)]
    for name in absent[:_MOST_TOLD]:
        yield fault(
            "shard-missing", Severity.ERROR, path, f"lists {name[:200]}, which is not there", _RESTORE
        )
    if len(absent) > _MOST_TOLD:
        message = f"lists {len(absent) - _MOST_TOLD} more files that are not there"
        yield fault("shard-missing", Severity.ERROR, path, message, _RESTORE)


def _tensors(
    release: Release, path: str, weight_map: Mapping[str, Plain], wanted: Mapping[str, str]
) -> Iterator[Fault]:
    """Every tensor is where the index says, and none is there that it does not list."""
    by_path = {file.fact.path: file for file in release.files}
    listed: dict[str, set[str]] = {}
    for tensor, name in weight_map.items():
        listed.setdefault(str(name), set()).add(tensor)
    for name, found in wanted.items():
        names = _names(by_path.get(found))
        if names is None:
            continue
        if lost := sorted(listed[name] - names):
            message = f"says that {lost[0][:100]} is in {name[:200]}, which does not hold it{_more(lost)}"
            yield fault("index-tensor-missing", Severity.ERROR, path, message, _RESTORE)
        elif elsewhere := sorted(names - listed[name] - weight_map.keys()):
            message = f"does not list {elsewhere[0][:100]}, which {name[:200]} holds{_more(elsewhere)}"
            yield fault("index-tensor-unlisted", Severity.WARNING, path, message, _RESTORE)


def _names(file: ReadFile | None) -> frozenset[str] | None:
    """The tensors of a shard, None where they are not known; HDF5 has other names for them than an index."""
    known = file and file.header and not file.fact.faults and file.fact.format != "hdf5"
    tensors = file.header.tensors if known and file and file.header else None
    return None if tensors is None else frozenset(tensor.name for tensor in tensors)


def _more(found: list[str]) -> str:
    return f", and {len(found) - 1} more" if len(found) > 1 else ""


def _total(
    release: Release, path: str, value: Mapping[str, Plain], wanted: Mapping[str, str]
) -> Iterator[Fault]:
    metadata = value.get("metadata")
    total = metadata.get("total_size") if isinstance(metadata, dict) else None
    sizes = {file.fact.path: file.header.nbytes for file in release.files if file.header}
    known = [sizes.get(found) for found in wanted.values()]
    real = [size for size in known if size is not None]
    if isinstance(total, (int, float)) and len(real) == len(known) and sum(real) != total:
        message = f"gives a total of {total:,} bytes, and the tensors have {sum(real):,}"
        yield fault("total-size", Severity.WARNING, path, message, _RESTORE)


def _series(release: Release, folder: str, files: tuple[ReadFile, ...], indexed: set[str]) -> Iterator[Fault]:
    """Files numbered 1 to N are all there, and agree on N; one that no index lists is told too."""
    series: dict[tuple[str, str], list[tuple[int, int, ReadFile]]] = {}
    for file in files:
        match = _number(file.name)
        if match and not file.name.endswith(".index"):
            key = match["stem"], match["rest"] or ""
            series.setdefault(key, []).append((int(match["number"]), int(match["count"]), file))
    for (stem, rest), found in series.items():
        yield from _one_series(release, found, indexed, folder)
        if not any(file.fact.path in indexed for _, _, file in found) and f"{stem}{rest}" in _INDEXED:
            yield from _unindexed(release, folder, stem, found)


def _one_series(
    release: Release, found: list[tuple[int, int, ReadFile]], indexed: set[str], folder: str
) -> Iterator[Fault]:
    path = found[0][2].fact.path
    counts = {count for _, count, _ in found}
    if len(counts) > 1:
        message = (
            f"belongs to shards that do not agree on their number: {', '.join(map(str, sorted(counts)))}"
        )
        yield fault("shard-count", Severity.ERROR, path, message, _RESTORE)
        return
    beside = _numbers_of(path, release.names.get(folder, ()))  # also what is no weights by its content
    count, numbers = counts.pop(), {number for number, _, _ in found} | set(beside)
    first = 0 if 0 in numbers else 1  # TensorFlow counts from 0
    in_index = [file for _, _, file in found if file.fact.path in indexed]
    listed = set(_numbers_of(path, indexed))  # what an index lists is looked for there
    absent = sorted(set(range(first, min(count, 10_000) + first)) - numbers - listed)
    if absent:
        told = ", ".join(map(str, absent[:5])) + (" and more" if len(absent) > 5 else "")  # noqa: PLR2004 - five are told
        message = f"is one of {count} shards, of which {told} {'is' if len(absent) == 1 else 'are'} not there"
        yield fault("shard-missing", Severity.ERROR, path, message, _RESTORE)
    if in_index:
        for _, _, file in found:
            if file.fact.path not in indexed:
                where = folder or "its folder"
                message = f"is numbered as a shard, and no index of {where} lists it"
                yield fault("shard-orphan", Severity.WARNING, file.fact.path, message, _RESTORE)


def _numbers_of(path: str, others: Iterable[str]) -> Iterator[int]:
    """The numbers of those paths that are of one series with a file."""
    folder, _, name = path.rpartition("/")
    match = _number(name)
    for each in others:
        place, _, other = each.rpartition("/")
        same = _number(other) if place == folder else None
        if match and same and (same["stem"], same["rest"]) == (match["stem"], match["rest"]):
            yield int(same["number"])


def _number(name: str) -> re.Match[str] | None:
    return _NUMBERED.match(name) or _GROUPED.match(name)


def _unindexed(
    release: Release, folder: str, stem: str, found: list[tuple[int, int, ReadFile]]
) -> Iterator[Fault]:
    """Shards that are all there, of a library that loads them by an index alone."""
    counts = {count for _, count, _ in found}
    if len(found) < 2 or counts != {len(found)} or not release.has(join(folder, "config.json")):  # noqa: PLR2004 - shards
        return
    index = f"{stem}.{found[0][2].name.rpartition('.')[2]}.index"
    if any(path.startswith(f"{join(folder, index)}.") for path in release.paths):
        return
    message = f"is one of {len(found)} shards, and {index}.json, by which they are loaded, is not there"
    yield fault("index-missing", Severity.WARNING, found[0][2].fact.path, message, _RESTORE)


_INDEXED = frozenset({"model.safetensors", "pytorch_model.bin", "diffusion_pytorch_model.safetensors"})
"""Names of transformers and diffusers, without their numbers."""


def _doubled(release: Release, files: tuple[ReadFile, ...]) -> Iterator[Fault]:
    """Say which of two is loaded, where a single file and an index of the same name are there."""
    for file in files:
        index = f"{file.fact.path}.index.json"
        if index in release.json:
            message = (
                f"is there beside {index.rpartition('/')[2]}; libraries load this file and not the shards"
            )
            yield fault("shard-doubled", Severity.NOTE, file.fact.path, message)
