"""A DVC file -> the outputs that it describes, whose content is not in the tree.

https://dvc.org/doc/user-guide/project-structure/dvc-files (`NAME.dvc`: one list of outputs) and
https://dvc.org/doc/user-guide/project-structure/dvcyaml-files (`dvc.lock`: a list for each stage)
"""

import re
from collections.abc import Iterator, Mapping

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import Entry, Pointer, Snapshot
from openrelease.untrusted import Plain, load_yaml
from openrelease.values import dataclass

MOST_BYTES = 64 * 1024
"""Bytes of a `.dvc` file; longer ones are not read."""

_LOCK = 262_144  # bytes of dvc.lock
_MOST_OUTPUTS = 1_000
_MD5 = re.compile(r"[0-9a-f]{32}(?:\.dir)?")
_SIZE = re.compile(r"[0-9]{1,19}")  # 2^63 - 1 has so many digits


@dataclass(frozen=True, kw_only=True)
class DvcOutput:
    """A file or folder that DVC keeps: `path` from the root of the tree."""

    path: str
    pointer: Pointer
    folder: bool


def dvc_pointer(data: bytes) -> Pointer | None:
    """The pointer that a `.dvc` file is: the sum of the sizes of its outputs; None where it is none."""
    outs = _list_outputs(_parse_yaml(data))
    if not outs or not all(isinstance(out, dict) for out in outs):
        return None
    sizes = [_read_size(out) for out in outs if isinstance(out, dict)]
    known = [size for size in sizes if size is not None]
    digest = _read_digest(outs[0]) if len(outs) == 1 else None
    return Pointer(system="dvc", size=sum(known) if len(known) == len(outs) else None, digest=digest)


def dvc_outputs(snapshot: Snapshot, entry: Entry) -> tuple[DvcOutput, ...]:
    """What a `.dvc` file or a dvc.lock names, as far as its path is a plain one of this tree.

    Raises `UnreadableError` if the file should be here and cannot be read.
    """
    limit = _LOCK if _is_lock(entry.path) else MOST_BYTES
    if not entry.size or entry.size > limit:
        return ()
    value = _parse_yaml(snapshot.read(entry.path, limit))
    stages = _iter_stages(value) if _is_lock(entry.path) else (value,)
    folder = entry.path.rpartition("/")[0]
    found = (output for stage in stages for out in _list_outputs(stage) for output in _make_output(folder, stage, out))
    return tuple(output for _, output in zip(range(_MOST_OUTPUTS), found, strict=False))


def may_name_outputs(path: str) -> bool:
    """Whether the name is one of DVC's files."""
    return path.endswith(".dvc") or _is_lock(path)


def _is_lock(path: str) -> bool:
    return path.rpartition("/")[2] == "dvc.lock"


def _parse_yaml(data: bytes) -> Plain:
    try:
        return load_yaml(data).value
    except (UntrustedInputError, UnreadableError):
        return None


def _iter_stages(value: Plain) -> Iterator[Plain]:
    """Version 2 keeps the stages below a key; in version 1 they are all that there is."""
    if isinstance(value, dict):
        inner = value.get("stages", value)
        yield from inner.values() if isinstance(inner, dict) else ()


def _list_outputs(value: Plain) -> list[Plain]:
    outs = value.get("outs") if isinstance(value, dict) else None
    return outs if isinstance(outs, list) else []


def _make_output(folder: str, stage: Plain, out: Plain) -> Iterator[DvcOutput]:
    within = stage.get("wdir", "") if isinstance(stage, dict) else ""
    name = out.get("path") if isinstance(out, dict) else None
    if not isinstance(out, dict) or not isinstance(name, str) or not isinstance(within, str):
        return
    every = f"{folder}/{within}/{name}".split("/")
    parts = [part for part in every if part not in {"", "."}]
    if name.startswith("/") or within.startswith("/") or ".." in parts or "\\" in name or "\0" in name:
        return
    digest = _read_digest(out)
    pointer = Pointer(system="dvc", size=_read_size(out), digest=digest)
    yield DvcOutput(path="/".join(parts), pointer=pointer, folder=(digest or "").endswith(".dir"))


def _read_size(out: Mapping[str, Plain]) -> int | None:
    size = out.get("size")
    return int(size) if isinstance(size, str) and _SIZE.fullmatch(size) else None


def _read_digest(out: Plain) -> str | None:
    md5 = out.get("md5") if isinstance(out, dict) else None
    return f"md5:{md5}" if isinstance(md5, str) and _MD5.fullmatch(md5) else None
