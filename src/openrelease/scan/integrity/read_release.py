"""Weight files, entries and documents -> WeightRelease: reads the configurations beside the weights."""

import re
from collections.abc import Iterator, Mapping, Sequence

from openrelease.errors import InputLimitError, UnreadableError, UntrustedInputError
from openrelease.model import Entry, EntryKind, Snapshot
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import is_readme
from openrelease.scan.integrity.release_paths import parent_folder
from openrelease.scan.integrity.weight_release import UnreadConfiguration, WeightRelease
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.untrusted import Plain, check_types, load_json
from openrelease.weights import suffix_pattern

MAX_CONFIGURATIONS = 400
MAX_INDEX_BYTES = 33_554_432
MAX_CONFIG_BYTES = 4_194_304

_TYPES: Mapping[str, type] = {
    **dict.fromkeys(("model_type", "_class_name", "_name_or_path", "base_model_name_or_path", "tokenizer_class"), str),
    **dict.fromkeys(("architectures", "modules"), list),
    "auto_map": dict,
}
"""Of keys that are read, in whichever configuration; libraries cannot load another type either."""

_CONFIGS = frozenset(
    {
        *("config.json", "adapter_config.json", "model_index.json", "modules.json", "tokenizer_config.json"),
        *("preprocessor_config.json", "processor_config.json", "video_preprocessor_config.json"),
    }
)


def read_weight_release(
    snapshot: Snapshot,
    entries: Sequence[Entry],
    files: tuple[WeightFileHeader, ...],
    documents: Sequence[ParsedDocument],
    name: str | None,
) -> WeightRelease:
    """Read the configurations beside weight files; those that cannot be read are in `unread`."""
    paths = {entry.path: entry for entry in entries}
    read = tuple(_read_configurations(snapshot, paths, {file.folder for file in files}))
    card = next((each for each in documents if each.metadata and "/" not in each.path), None)
    readme = card or next((each for each in documents if is_readme(each.path) and "/" not in each.path), None)
    return WeightRelease(
        snapshot=snapshot,
        paths=paths,
        files=files,
        json={path: value for path, value in read if not isinstance(value, UnreadConfiguration)},
        card=card.metadata or {} if card else {},
        card_path=readme.path if readme else "",
        title=readme.headings[0].text if readme and readme.headings else "",
        text=". ".join(_collect_sentences(readme)) if readme else "",
        name=name,
        unread=tuple(value for _, value in read if isinstance(value, UnreadConfiguration)),
    )


def _collect_sentences(document: ParsedDocument) -> Iterator[str]:
    """Paragraphs and items, and the rows of tables that give each thing a value."""
    yield from (block.text for block in document.blocks if not block.code)
    for table in document.tables:
        yield from (": ".join(row) for row in (table.header, *table.rows) if len(row) == 2)  # noqa: PLR2004 - key and value


def _read_configurations(
    snapshot: Snapshot, paths: Mapping[str, Entry], folders: set[str]
) -> Iterator[tuple[str, Mapping[str, Plain] | UnreadConfiguration]]:
    near = folders | {parent_folder(folder) for folder in folders} | ({""} if folders else set())
    wanted = [path for path, entry in paths.items() if _is_configuration(path, entry, near)]
    for path in wanted[:MAX_CONFIGURATIONS]:
        value = _read_configuration(snapshot, path, paths[path])
        if isinstance(value, UnreadConfiguration):
            yield path, value
            continue
        typed = check_types(value, _TYPES)
        yield path, typed.values
        yield from (
            (path, UnreadConfiguration(path=path, reason=each, malformed=True)) for each in typed.unfit.values()
        )


def _is_configuration(path: str, entry: Entry, near: set[str]) -> bool:
    folder, _, name = path.rpartition("/")
    return entry.kind is EntryKind.FILE and folder in near and (name in _CONFIGS or _is_shard_index(path))


def _is_shard_index(path: str) -> bool:
    """Return whether a path is that of an index of shards, such as `model.safetensors.index.json`."""
    return re.search(rf"\.{suffix_pattern('indexed')}\.index(?:\.[^/.]+)?\.json$", path) is not None


def _read_configuration(snapshot: Snapshot, path: str, entry: Entry) -> Mapping[str, Plain] | UnreadConfiguration:
    limit = MAX_INDEX_BYTES if _is_shard_index(path) else MAX_CONFIG_BYTES
    if (entry.size or 0) > limit:
        return UnreadConfiguration(path=path, reason=f"is larger than {limit:,} bytes", malformed=False)
    try:
        value = load_json(snapshot.read(path, limit + 1), limit=limit)
    except UnreadableError as error:
        return UnreadConfiguration(path=path, reason=error.reason, malformed=False)
    except UntrustedInputError as error:
        return UnreadConfiguration(path=path, reason=error.reason, malformed=not isinstance(error, InputLimitError))
    if isinstance(value, list) and path.endswith("modules.json"):
        return {"modules": value}
    if not isinstance(value, dict):
        return UnreadConfiguration(path=path, reason="is not a JSON object", malformed=True)
    return value
