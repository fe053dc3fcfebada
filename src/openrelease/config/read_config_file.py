"""The settings file of a snapshot -> its keys and lines; mistakes are reported with file, line, key and fix."""

import re
from collections.abc import Iterable, Mapping

from openrelease.config.config_format import (
    ConfigFile,
    ExceptionEntry,
    MisreadEntry,
    PartEntry,
    ReleaseEntry,
    spell_key,
)
from openrelease.errors import UntrustedInputError, UsageError
from openrelease.model import Snapshot
from openrelease.policies.decode_options import (
    Decoded,
    Mistake,
    Path,
    decode_value,
    field_descriptions,
    find_key_line,
    quote_short,
    unknown_keys,
)
from openrelease.policies.vocabulary import allowed_words
from openrelease.untrusted import load_yaml
from openrelease.values import dataclass, field, field_names, replace

CONFIG_PATH = ".openrelease.yml"
"""The settings file, at the root of a repository."""

CONFIG_LIMIT = 262_144
"""Bytes of a settings or policy file; the limit of the guarded loader."""

_MISSPELLED_PATH = ".openrelease.yaml"
_KEYS = {spell_key(name): name for name in field_names(ConfigFile)}
_NAME_FORM = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,99})/[A-Za-z0-9._-]{1,100}")


@dataclass(frozen=True, kw_only=True)
class ParsedConfig:
    """A settings file: its path, its content, and the line of each key."""

    path: str
    file: ConfigFile
    lines: Mapping[Path, int] = field(default_factory=dict)


def read_settings(snapshot: Snapshot, named: str | None) -> ParsedConfig:
    """Return the settings of the repository; a file that `named` gives must exist, the default one need not."""
    path = named or CONFIG_PATH
    there = {entry.path for entry in snapshot.entries() if entry.path in {path, _MISSPELLED_PATH}}
    if path not in there:
        if named:
            raise UsageError(f"no settings file {quote_short(named)} in the repository (untracked files are not read)")
        if there:
            raise UsageError(f"{_MISSPELLED_PATH} is not read; rename it to {CONFIG_PATH}")
        return ParsedConfig(path=path, file=ConfigFile())
    try:
        loaded = load_yaml(snapshot.read(path, CONFIG_LIMIT + 1))
    except UntrustedInputError as error:
        raise UsageError(f"{path}:{error.line or 1}: {error.reason}") from error
    decoded = _decode_keys(loaded.value)
    raise_mistakes(decoded.mistakes, ParsedConfig(path=path, file=ConfigFile(), lines=loaded.lines))
    return ParsedConfig(path=path, file=decoded.value, lines=loaded.lines)


def raise_mistakes(mistakes: Iterable[Mistake], read: ParsedConfig) -> None:
    """Raise one UsageError with all mistakes of a settings file, if there are any."""
    places = tuple((read.path, find_key_line(each.path, read.lines), _describe_mistake(each)) for each in mistakes)
    if places:
        raise UsageError("\n".join(f"{path}:{line}: {said}" for path, line, said in places), places)


def is_repository_name(name: str) -> bool:
    """Return whether a text has the form OWNER/NAME."""
    return _NAME_FORM.fullmatch(name) is not None


def _decode_keys(value: object) -> Decoded:
    """Decode the keys as they are spelled in the file; an empty file sets nothing."""
    if value is None:
        return Decoded(value=ConfigFile())
    if not isinstance(value, Mapping):
        return decode_value(ConfigFile, value, {})
    known = {_KEYS[key]: item for key, item in value.items() if key in _KEYS}
    decoded = decode_value(ConfigFile, known, allowed_words())
    mistakes = (
        *unknown_keys(value, _KEYS, ()),
        *map(_spell_mistake, decoded.mistakes),
        *_find_unfit_values(value),
    )
    return Decoded(value=decoded.value, mistakes=mistakes)


def _find_unfit_values(value: Mapping[str, object]) -> Iterable[Mistake]:
    name = value.get("name")
    if value.get("policies") == []:
        yield Mistake(path=("policies",), message="empty list; add at least one policy")
    if isinstance(name, str) and name.strip() and not is_repository_name(name):
        yield Mistake(path=("name",), message=f"{quote_short(name)} is not of the form OWNER/NAME")


def _describe_mistake(mistake: Mistake) -> str:
    name = _format_key(mistake.path)
    return f"{f'{name}: ' if name else ''}{_add_remedy(mistake)}"


def _format_key(path: Path) -> str:
    """Return a key path such as `releases[2].root`; list items count from 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def _add_remedy(mistake: Mistake) -> str:
    """Return the message, with the meaning of the key where one is missing."""
    return f"{mistake.message}; add it: {_KEY_DESCRIPTIONS[mistake.missing]}" if mistake.missing else mistake.message


_KEY_DESCRIPTIONS = {
    name: text
    for shape in (PartEntry, ReleaseEntry, ExceptionEntry, MisreadEntry)
    for name, text in field_descriptions(shape).items()
}


def _spell_mistake(mistake: Mistake) -> Mistake:
    """Return the mistake with its keys as they are spelled in the file."""
    keys = (spell_key(key) if isinstance(key, str) and key in _KEYS.values() else key for key in mistake.path)
    return replace(mistake, path=tuple(keys))
