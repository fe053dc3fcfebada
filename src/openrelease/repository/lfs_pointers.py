"""An entry -> what it stands for, where its real content is kept by Git LFS, Xet, git-annex or DVC.

Git LFS: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md (Xet on the Hub keeps this format);
git-annex: https://git-annex.branchable.com/internals/key_format/ and …/internals/pointer_file/;
DVC: `snapshot.dvc`; the older pointers of Xet: https://github.com/xetdata/xet-core
"""

import re

from openrelease.model import Entry, EntryKind, Pointer, Snapshot
from openrelease.repository.dvc import MOST_BYTES, dvc_pointer

# Bytes. A pointer of Git LFS is smaller; one of git-annex may have 32 KiB, but its key fits into this.
_TEXT_LIMIT = 1024

_LEAST_BYTES = 32  # of a file of weights: no format says less of itself and one tensor
_MOST_BYTES = 10**13  # ten times what any released model has in all its files
_OF_NOTHING = {
    "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "md5": "d41d8cd98f00b204e9800998ecf8427e",
}
"""The checksums of an empty file."""

_LFS_VERSION = re.compile(
    r"version (?:https://git-lfs\.github\.com/spec/v1|https://hawser\.github\.com/spec/v1"
    r"|http://git-media\.io/v/2)"
)
_LFS_LINE = re.compile(r"([a-z0-9.-]+) ([^\r\n]+)")
_LFS_OID = re.compile(r"sha256:[0-9a-f]{64}")
_SIZE = re.compile(r"[0-9]{1,19}")  # 2^63 - 1 has so many digits

_ANNEX_TARGET = re.compile(r"(?:.*/)?\.git/annex/objects/(?:[^/]+/)+([^/]+)", re.DOTALL)
_ANNEX_FILE = re.compile(r"/annex/objects/([^/\r\n]+)\n?")
_ANNEX_KEY = re.compile(r"([A-Z0-9_]+)((?:-[smSC][0-9]{1,19})*)--(.+)", re.DOTALL)
_XET = re.compile(r"# xet version [0-9.]+\n((?:[\w-]+ = [^\n]{1,200}\n?){1,8})")
_XET_LINE = re.compile(r"^([\w-]+) = '?([^'\n]*)'?$", re.MULTILINE)
_HEX_NAME = re.compile(r"([0-9a-f]{32,128})(?:\.[^/]*)?")


def parse_pointer(snapshot: Snapshot, entry: Entry) -> Pointer | None:
    """The pointer that an entry is, else None. Reads at most 64 KiB, of small files only.

    For DVC this is the `.dvc` file itself, with the sum of the sizes of what it stands for.
    Raises `UnreadableError` if the file should be here and cannot be read.
    """
    if entry.kind is EntryKind.SYMLINK:
        match = _ANNEX_TARGET.fullmatch((entry.target or "").replace("\\", "/"))
        return _parse_annex_key(match[1]) if match else None
    # An empty file is the LFS pointer of an empty file too; it says nothing.
    if entry.kind is not EntryKind.FILE or not entry.size:
        return None
    if entry.path.endswith(".dvc") and entry.size < MOST_BYTES:
        return dvc_pointer(snapshot.read(entry.path, MOST_BYTES))
    if entry.size >= _TEXT_LIMIT:
        return None
    text = snapshot.read(entry.path, _TEXT_LIMIT).decode("utf-8", "surrogateescape")
    return _parse_lfs(text) or _parse_annex_file(text) or _parse_xet(text)


def is_implausible(pointer: Pointer) -> bool:
    """Return whether no weights can be behind a pointer: its size, or a checksum of nothing, says so."""
    unfit = pointer.size is not None and not _LEAST_BYTES <= pointer.size <= _MOST_BYTES
    kind, _, digest = (pointer.digest or "").partition(":")
    return unfit or (bool(digest) and (not digest.strip("0") or digest == _OF_NOTHING.get(kind)))


def _parse_lfs(text: str) -> Pointer | None:
    """One key and value a line, `version` first and the others sorted."""
    version, *lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    pairs = [(match[1], match[2]) for match in map(_LFS_LINE.fullmatch, lines) if match]
    keys = [key for key, _ in pairs]
    if not _LFS_VERSION.fullmatch(version) or len(pairs) != len(lines) or keys != sorted(set(keys)):
        return None
    values = dict(pairs)
    oid, size = values.get("oid", ""), values.get("size", "")
    if not _LFS_OID.fullmatch(oid) or not _SIZE.fullmatch(size):
        return None
    return Pointer(system="git-lfs", size=int(size), digest=oid)


def _parse_annex_file(text: str) -> Pointer | None:
    """The first line names the key; git-annex allows more lines after it."""
    match = _ANNEX_FILE.match(text)
    return _parse_annex_key(match[1]) if match else None


def _parse_annex_key(key: str) -> Pointer | None:
    """BACKEND, fields such as -s and the size, two hyphens, and the name: often a hash and a suffix."""
    match = _ANNEX_KEY.fullmatch(key)
    if match is None:
        return None
    backend, fields, name = match.groups()
    size = re.search(r"-s([0-9]+)", fields)
    # SHA256E is SHA256 with the suffix of the file kept in the key.
    digest = _HEX_NAME.fullmatch(name)
    return Pointer(
        system="git-annex",
        size=int(size[1]) if size else None,
        digest=f"{backend.removesuffix('E').lower()}:{digest[1]}" if digest else None,
    )


def _parse_xet(text: str) -> Pointer | None:
    """What the first tool of Xet wrote, two values in TOML; the Hub keeps the pointers of Git LFS."""
    match = _XET.fullmatch(text.replace("\r\n", "\n"))
    values = dict(_XET_LINE.findall(match[1])) if match else {}
    size = values.get("filesize", "")
    return Pointer(system="xet", size=int(size), digest=None) if _SIZE.fullmatch(size) else None
