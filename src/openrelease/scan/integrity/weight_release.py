"""What was read -> Release: the weight files, and the configurations around them, that rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Entry, EntryKind, Fault, Location, Severity, Snapshot
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import is_readme
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.untrusted import Plain, load_json

MOST_CONFIGURATIONS = 400
LARGEST_INDEX = 33_554_432  # bytes
LARGEST_CONFIG = 4_194_304  # bytes

_INDEX = re.compile(r"(?:^|/)[^/]*\.(?:safetensors|bin|h5|msgpack)\.index(?:\.[^/.]+)?\.json$")
_CONFIGS = frozenset(
    {
        *("config.json", "adapter_config.json", "model_index.json", "modules.json", "tokenizer_config.json"),
        *("preprocessor_config.json", "processor_config.json", "video_preprocessor_config.json"),
    }
)
_LESS = "Check it by hand: it is larger than such files are."
_AGAIN = "Write the file again with the library that made the model."
_QUANTIZED = ("quantization_config", "compression_config")


@dataclass(frozen=True, kw_only=True)
class WeightRelease:
    """All that rules look at: `paths` has every entry, `json` each configuration that could be read.

    `card` is the front matter of the root README or card, `title` its first heading, both may be empty.
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
    unread: tuple[Fault, ...] = ()

    def has(self, path: str) -> bool:
        """Whether a file (or a link to one) is at this path."""
        entry = self.paths.get(path)
        return entry is not None and entry.kind in {EntryKind.FILE, EntryKind.SYMLINK}

    def keeps(self, path: str) -> bool:
        """Whether it is at this path, or a file of DVC stands for it."""
        return self.has(path) or self.has(f"{path}.dvc") or path in self._declared

    @cached_property
    def _declared(self) -> frozenset[str]:
        return frozenset(file.fact.path for file in self.files)

    @cached_property
    def places(self) -> frozenset[str]:
        """Every folder that has anything in it or below it."""
        found: set[str] = set()
        for folder in self.names:
            place = folder
            while place and place not in found:
                found.add(place)
                place = place.rpartition("/")[0]
        return frozenset(found)

    def beside(self, folder: str) -> Iterator[str]:
        """The names of the entries of a folder."""
        return (path.rpartition("/")[2] for path in self.names.get(folder, ()))

    @cached_property
    def by_folder(self) -> Mapping[str, tuple[WeightFileHeader, ...]]:
        """The weight files by their folders."""
        found: dict[str, list[WeightFileHeader]] = {}
        for file in self.files:
            found.setdefault(file.folder, []).append(file)
        return {folder: tuple(files) for folder, files in found.items()}

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The paths of all entries by their folders."""
        found: dict[str, list[str]] = {}
        for path in self.paths:
            found.setdefault(path.rpartition("/")[0], []).append(path)
        return {folder: tuple(paths) for folder, paths in found.items()}

    def config(self, folder: str, name: str = "config.json") -> Mapping[str, Plain]:
        """A configuration in a folder, empty where there is none."""
        return self.json.get(join_path(folder, name), {})


def join_path(folder: str, name: str) -> str:
    """A path below a folder."""
    return f"{folder}/{name}" if folder else name


def resolve_inside(folder: str, name: object) -> str | None:
    """The path that a plain relative name means, None for any that leaves the folder or is no plain name."""
    if not isinstance(name, str) or not name or len(name) > 1_000:  # noqa: PLR2004 - no file has such a name
        return None
    parts = name.removeprefix("./").split("/")
    if "\\" in name or "\0" in name or ":" in parts[0] or {"", ".", ".."} & set(parts):
        return None
    return join_path(folder, "/".join(parts))


def make_fault(rule: str, severity: Severity, path: str, message: str, remedy: str = "") -> Fault:
    """A fault of a file."""
    return Fault(rule=rule, severity=severity, message=message, location=Location(path=path), remedy=remedy)


def is_quantized(config: Mapping[str, Plain]) -> bool:
    """Whether a configuration says that weights are packed, so that their shapes do not count parameters."""
    return any(config.get(key) for key in _QUANTIZED)


def read_weight_release(
    snapshot: Snapshot,
    entries: Sequence[Entry],
    files: tuple[WeightFileHeader, ...],
    documents: Sequence[ParsedDocument],
    name: str | None,
) -> WeightRelease:
    """Read the configurations beside weights; what cannot be read is a fault in `unread`."""
    paths = {entry.path: entry for entry in entries}
    read = tuple(_read_configurations(snapshot, paths, {file.folder for file in files}))
    card = next((each for each in documents if each.metadata and "/" not in each.path), None)
    readme = card or next((each for each in documents if is_readme(each.path) and "/" not in each.path), None)
    return WeightRelease(
        snapshot=snapshot,
        paths=paths,
        files=files,
        json={path: value for path, value in read if not isinstance(value, Fault)},
        card=card.metadata or {} if card else {},
        card_path=readme.path if readme else "",
        title=readme.headings[0].text if readme and readme.headings else "",
        text=". ".join(_collect_sentences(readme)) if readme else "",
        name=name,
        unread=tuple(value for _, value in read if isinstance(value, Fault)),
    )


def _collect_sentences(document: ParsedDocument) -> Iterator[str]:
    """Paragraphs and items, and the rows of tables that give each thing a value."""
    yield from (block.text for block in document.blocks if not block.code)
    for table in document.tables:
        yield from (": ".join(row) for row in (table.header, *table.rows) if len(row) == 2)  # noqa: PLR2004 - key and value


def _read_configurations(
    snapshot: Snapshot, paths: Mapping[str, Entry], folders: set[str]
) -> Iterator[tuple[str, Mapping[str, Plain] | Fault]]:
    near = folders | {folder.rpartition("/")[0] for folder in folders} | ({""} if folders else set())
    wanted = [path for path, entry in paths.items() if _is_configuration(path, entry, near)]
    for path in wanted[:MOST_CONFIGURATIONS]:
        yield path, _read_configuration(snapshot, path, paths[path])


def _is_configuration(path: str, entry: Entry, near: set[str]) -> bool:
    folder, _, name = path.rpartition("/")
    return entry.kind is EntryKind.FILE and folder in near and (name in _CONFIGS or bool(_INDEX.search(path)))


def _read_configuration(snapshot: Snapshot, path: str, entry: Entry) -> Mapping[str, Plain] | Fault:
    limit = LARGEST_INDEX if _INDEX.search(path) else LARGEST_CONFIG
    if (entry.size or 0) > limit:
        return make_fault("config-unread", Severity.UNKNOWN, path, f"is longer than {limit:,} bytes", _LESS)
    try:
        value = load_json(snapshot.read(path, limit + 1), limit=limit)
    except UnreadableError as error:
        return make_fault("config-unread", Severity.UNKNOWN, path, error.reason, _AGAIN)
    except UntrustedInputError as error:
        return _malformed_fault(path, error.reason)
    if isinstance(value, list) and path.endswith("modules.json"):
        return {"modules": value}
    return value if isinstance(value, dict) else _malformed_fault(path, "is not a JSON object")


def _malformed_fault(path: str, reason: str) -> Fault:
    if "more than" in reason or "longer than" in reason:
        return make_fault("config-unread", Severity.UNKNOWN, path, reason, _LESS)
    return make_fault("config-malformed", Severity.ERROR, path, reason, _AGAIN)
