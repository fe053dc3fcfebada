"""A folder -> the snapshot that `hf upload` would make of it: every file as it lies there, pointers included."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from openrelease.errors import NoSuchTreeError, UnreadableError
from openrelease.model import Entry, Snapshot
from openrelease.repository.worktree import open_folder
from openrelease.repository.wrapped_snapshot import WrappedSnapshot
from openrelease.values import dataclass

_POINTER_START = b"version https://git-lfs"
_POINTER_BYTES = 1_024
_REASON = "is the text of a Git LFS pointer, which would be uploaded instead of the content: run git lfs pull"
_NOT_UPLOADED = (".git/", ".cache/huggingface/")  # https://huggingface.co/docs/huggingface_hub/guides/upload


@dataclass(frozen=True, kw_only=True)
class UploadFolder(WrappedSnapshot):
    """A folder about to be uploaded. The text of a pointer is no stand-in for content there: it is all that arrives."""

    snapshot: Snapshot

    def entries(self) -> Sequence[Entry]:
        """Return the entries that are uploaded."""
        return self._entries

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.snapshot.entries() if not each.path.startswith(_NOT_UPLOADED))

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        """Read as the folder does; the text of a pointer raises `UnreadableError`."""
        data = self.snapshot.read(path, limit, offset)
        if offset == 0 and data.startswith(_POINTER_START) and len(data) < _POINTER_BYTES:
            raise UnreadableError(path, _REASON)
        return data


def open_upload_folder(path: Path) -> UploadFolder:
    """Return the folder with its files on disk, tracked by git or not; raises `NoSuchTreeError`."""
    if not path.is_dir():
        raise NoSuchTreeError(f"{path} is not a folder: give the folder that is uploaded")
    return UploadFolder(snapshot=open_folder(path.resolve()))
