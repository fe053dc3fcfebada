"""Release -> faults: files that are numbered as the shards of one model, and do not fit together.

The names of transformers and diffusers (NAME-00001-of-00003), of TensorFlow and of TensorFlow.js
(group1-shard1of3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.shard_index import RESTORE, find_indexes, resolve_index_targets
from openrelease.scan.integrity.weight_release import WeightRelease, join_path, make_fault
from openrelease.scan.weight_files.headers import WeightFileHeader

_NUMBERED = re.compile(r"^(?P<stem>.+?)[-_.](?P<number>\d{5})-of-(?P<count>\d{5})(?P<rest>\.[^/]+)?$")
_GROUPED = re.compile(r"^(?P<stem>.+-shard)(?P<number>\d{1,5})of(?P<count>\d{1,5})(?P<rest>\.bin)?$")


def find(release: WeightRelease) -> Iterator[Fault]:
    """Check every series; what an index lists is looked for there."""
    indexed = {path for index, value in find_indexes(release).items() for path in resolve_index_targets(index, value)}
    for folder, files in release.by_folder.items():
        yield from _check_folder(release, folder, files, indexed)
        yield from _check_duplicate_form(release, files)


def _check_folder(
    release: WeightRelease, folder: str, files: tuple[WeightFileHeader, ...], indexed: set[str]
) -> Iterator[Fault]:
    """Files numbered 1 to N are all there, and agree on N; one that no index lists is told too."""
    series: dict[tuple[str, str], list[tuple[int, int, WeightFileHeader]]] = {}
    for file in files:
        match = _match_shard_name(file.name)
        if match and not file.name.endswith(".index"):
            key = match["stem"], match["rest"] or ""
            series.setdefault(key, []).append((int(match["number"]), int(match["count"]), file))
    for (stem, rest), found in series.items():
        yield from _check_series(release, found, indexed, folder)
        if not any(file.fact.path in indexed for _, _, file in found) and f"{stem}{rest}" in _INDEXED:
            yield from _check_missing_index(release, folder, stem, found)


def _check_series(
    release: WeightRelease, found: list[tuple[int, int, WeightFileHeader]], indexed: set[str], folder: str
) -> Iterator[Fault]:
    path = found[0][2].fact.path
    counts = {count for _, count, _ in found}
    if len(counts) > 1:
        message = f"belongs to shards that do not agree on their number: {', '.join(map(str, sorted(counts)))}"
        yield make_fault("shard-count", Severity.ERROR, path, message, RESTORE)
        return
    beside = _find_series_numbers(path, release.names.get(folder, ()))  # also what is no weights by its content
    count, numbers = counts.pop(), {number for number, _, _ in found} | set(beside)
    first = 0 if 0 in numbers else 1  # TensorFlow counts from 0
    in_index = [file for _, _, file in found if file.fact.path in indexed]
    listed = set(_find_series_numbers(path, indexed))  # what an index lists is looked for there
    absent = sorted(set(range(first, min(count, 10_000) + first)) - numbers - listed)
    if absent:
        told = ", ".join(map(str, absent[:5])) + (" and more" if len(absent) > 5 else "")  # noqa: PLR2004 - five are told
        message = f"is one of {count} shards, of which {told} {'is' if len(absent) == 1 else 'are'} not there"
        yield make_fault("shard-missing", Severity.ERROR, path, message, RESTORE)
    if in_index:
        for _, _, file in found:
            if file.fact.path not in indexed:
                where = folder or "its folder"
                message = f"is numbered as a shard, and no index of {where} lists it"
                yield make_fault("shard-orphan", Severity.WARNING, file.fact.path, message, RESTORE)


def _find_series_numbers(path: str, others: Iterable[str]) -> Iterator[int]:
    """The numbers of those paths that are of one series with a file."""
    folder, _, name = path.rpartition("/")
    match = _match_shard_name(name)
    for each in others:
        place, _, other = each.rpartition("/")
        same = _match_shard_name(other) if place == folder else None
        if match and same and (same["stem"], same["rest"]) == (match["stem"], match["rest"]):
            yield int(same["number"])


def _match_shard_name(name: str) -> re.Match[str] | None:
    return _NUMBERED.match(name) or _GROUPED.match(name)


def _check_missing_index(
    release: WeightRelease, folder: str, stem: str, found: list[tuple[int, int, WeightFileHeader]]
) -> Iterator[Fault]:
    """Shards that are all there, of a library that loads them by an index alone."""
    counts = {count for _, count, _ in found}
    if len(found) < 2 or counts != {len(found)} or not release.has(join_path(folder, "config.json")):  # noqa: PLR2004 - shards
        return
    index = f"{stem}.{found[0][2].name.rpartition('.')[2]}.index"
    if any(name.startswith(f"{index}.") for name in release.beside(folder)):
        return
    message = f"is one of {len(found)} shards, and {index}.json, by which they are loaded, is not there"
    yield make_fault("index-missing", Severity.WARNING, found[0][2].fact.path, message, RESTORE)


_INDEXED = frozenset({"model.safetensors", "pytorch_model.bin", "diffusion_pytorch_model.safetensors"})
"""Names of transformers and diffusers, without their numbers."""


def _check_duplicate_form(release: WeightRelease, files: tuple[WeightFileHeader, ...]) -> Iterator[Fault]:
    """Say which of two is loaded, where a single file and an index of the same name are there."""
    for file in files:
        index = f"{file.fact.path}.index.json"
        if index in release.json:
            message = f"is there beside {index.rpartition('/')[2]}; libraries load this file and not the shards"
            yield make_fault("shard-doubled", Severity.NOTE, file.fact.path, message)
