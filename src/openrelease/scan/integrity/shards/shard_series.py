"""WeightRelease -> series of files that are numbered as the shards of one model.

Names of transformers and diffusers (NAME-00001-of-00003), of TensorFlow, and of TensorFlow.js
(group1-shard1of3).
"""

import re
from collections.abc import Iterable, Iterator

from openrelease.scan.integrity.weight_release import WeightRelease, compute_once
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.values import dataclass

_NUMBERED = re.compile(r"^(?P<stem>.+?)[-_.](?P<number>\d{5})-of-(?P<count>\d{5})(?P<rest>\.[^/]+)?$")
_GROUPED = re.compile(r"^(?P<stem>.+-shard)(?P<number>\d{1,5})of(?P<count>\d{1,5})(?P<rest>\.bin)?$")


@dataclass(frozen=True, kw_only=True)
class Shard:
    """A weight file named as number `number` of `count`."""

    file: WeightFileHeader
    number: int
    count: int


@dataclass(frozen=True, kw_only=True)
class ShardSeries:
    """The shards of one folder whose names differ only in their numbers."""

    folder: str
    stem: str
    rest: str  # what follows the numbers, such as ".safetensors"
    shards: tuple[Shard, ...]

    @property
    def path(self) -> str:
        """The path of the first shard, which stands for the series in findings."""
        return self.shards[0].file.fact.path

    @property
    def counts(self) -> frozenset[int]:
        """How many shards there are, by each of their names."""
        return frozenset(shard.count for shard in self.shards)


@compute_once
def find_shard_series(release: WeightRelease) -> tuple[ShardSeries, ...]:
    """Return every series of numbered weight files."""
    found: dict[tuple[str, str, str], list[Shard]] = {}
    for folder, files in release.files_by_folder.items():
        for file in files:
            match = None if file.name.endswith(".index") else _match_shard_name(file.name)
            if match:
                shard = Shard(file=file, number=int(match["number"]), count=int(match["count"]))
                found.setdefault((folder, match["stem"], match["rest"] or ""), []).append(shard)
    return tuple(
        ShardSeries(folder=folder, stem=stem, rest=rest, shards=tuple(shards))
        for (folder, stem, rest), shards in found.items()
    )


def find_series_numbers(path: str, others: Iterable[str]) -> Iterator[int]:
    """Yield the numbers of those paths that belong to the series of `path`."""
    folder, _, name = path.rpartition("/")
    match = _match_shard_name(name)
    for each in others:
        place, _, other = each.rpartition("/")
        same = _match_shard_name(other) if place == folder else None
        if match and same and (same["stem"], same["rest"]) == (match["stem"], match["rest"]):
            yield int(same["number"])


def _match_shard_name(name: str) -> re.Match[str] | None:
    return _NUMBERED.match(name) or _GROUPED.match(name)
