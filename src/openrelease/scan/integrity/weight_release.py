"""The type that integrity rules look at: weight files, the configurations beside them, and the card."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, wraps
from typing import Any, TypeVar

from openrelease.model import Entry, EntryKind, Snapshot
from openrelease.scan.integrity.release_paths import base_name, join_path, parent_folder
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.untrusted import Plain
from openrelease.values import dataclass, field

Result = TypeVar("Result")

_QUANTIZATION_KEYS = ("quantization_config", "compression_config")


@dataclass(frozen=True, kw_only=True)
class UnreadConfiguration:
    """A configuration or index that was not read: broken, or (`malformed` is false) too large or not here."""

    path: str
    reason: str
    malformed: bool


@dataclass(frozen=True, kw_only=True)
class WeightRelease:
    """All that rules look at: `paths` has every entry, `json` each configuration that could be read.

    `card` is the front matter of the root README or card, `title` its first heading; both may be empty.
    `computed` holds what `compute_once` keeps.
    """

    snapshot: Snapshot
    paths: Mapping[str, Entry]
    files: tuple[WeightFileHeader, ...]
    json: Mapping[str, Mapping[str, Plain]]
    card: Mapping[str, object]
    card_path: str
    title: str
    text: str
    name: str | None
    unread: tuple[UnreadConfiguration, ...] = ()
    computed: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def has_file(self, path: str) -> bool:
        """Return whether a file, or a link to one, is at this path."""
        entry = self.paths.get(path)
        return entry is not None and entry.kind in {EntryKind.FILE, EntryKind.SYMLINK}

    def has_content(self, path: str) -> bool:
        """Return whether a file is at this path, or a DVC file stands for it."""
        return self.has_file(path) or self.has_file(f"{path}.dvc") or path in self._weight_paths

    @cached_property
    def _weight_paths(self) -> frozenset[str]:
        return frozenset(file.fact.path for file in self.files)

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that has an entry in it or below it."""
        found: set[str] = set()
        for folder in self.paths_by_folder:
            place = folder
            while place and place not in found:
                found.add(place)
                place = parent_folder(place)
        return frozenset(found)

    def names_in(self, folder: str) -> Iterator[str]:
        """The names of the entries of a folder."""
        return (base_name(path) for path in self.paths_by_folder.get(folder, ()))

    @cached_property
    def files_by_folder(self) -> Mapping[str, tuple[WeightFileHeader, ...]]:
        """The weight files of each folder."""
        found: dict[str, list[WeightFileHeader]] = {}
        for file in self.files:
            found.setdefault(file.folder, []).append(file)
        return {folder: tuple(files) for folder, files in found.items()}

    @cached_property
    def paths_by_folder(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of the entries of each folder."""
        found: dict[str, list[str]] = {}
        for path in self.paths:
            found.setdefault(parent_folder(path), []).append(path)
        return {folder: tuple(paths) for folder, paths in found.items()}

    def config(self, folder: str, name: str = "config.json") -> Mapping[str, Plain]:
        """A configuration of a folder, empty where there is none."""
        return self.json.get(join_path(folder, name), {})


def is_quantized(config: Mapping[str, Plain]) -> bool:
    """Return whether a configuration says that weights are packed; their shapes do not count parameters."""
    return any(config.get(key) for key in _QUANTIZATION_KEYS)


def compute_once(function: Callable[[WeightRelease], Result]) -> Callable[[WeightRelease], Result]:
    """Decorate a function of a release: several rules share its result."""

    @wraps(function)
    def look_up(release: WeightRelease) -> Result:
        if function not in release.computed:
            release.computed[function] = function(release)
        result: Result = release.computed[function]
        return result

    return look_up
