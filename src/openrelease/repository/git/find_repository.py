"""A path -> the git repository that it belongs to, found without running git.

git's own search runs with the settings of what it finds and refuses folders of other users (the normal
state in a container); ours only looks at names, and git is then told where to work.
Layout: https://git-scm.com/docs/gitrepository-layout
"""

import os
from pathlib import Path

from openrelease.errors import SnapshotError
from openrelease.repository.git.git_process import Git
from openrelease.values import dataclass

_MOST_LOOKED_AT = 200_000  # entries of a git directory
_NOT_OF_GIT = {"lfs", "annex", "modules", "worktrees"}  # folders that no command of ours reads
_MAX_LINK = 16 * 1024  # bytes of a `.git` or `commondir` file, which hold one path


@dataclass(frozen=True, kw_only=True)
class GitRepository:
    """The directories of a repository; `top` is None for a bare one.

    `prefix` is the requested part of the tree: "" or a folder with a trailing "/".
    """

    git_dir: Path
    top: Path | None
    prefix: str = ""

    @property
    def objects(self) -> Path:
        """The folder of the objects, which linked worktrees share."""
        return _common_dir(self.git_dir) / "objects"

    @property
    def lfs(self) -> Path:
        """The object folder of Git LFS, which may not exist."""
        return _common_dir(self.git_dir) / "lfs" / "objects"

    def git(self) -> Git:
        """Git for this repository, with the index that is being committed if that is this one's."""
        return Git(git_dir=self.git_dir, work_tree=self.top, variables=_index_file(self))


def find_repository(path: Path) -> GitRepository | None:
    """The repository around `path`, else the bare one at `path`, else None.

    A bare repository inside a work tree counts only where that work tree tracks nothing of it: what is
    committed as files is read as files. Raises `SnapshotError` where `.git` is there but broken.
    """
    found = _find_worktree(path)
    if found is not None:
        _refuse_special_files(found.git_dir)
    if not _is_git_dir(path) or (found is not None and (not found.prefix or is_tracked(found, found.prefix or "."))):
        return found
    _refuse_special_files(path)
    return GitRepository(git_dir=path, top=None)


def _find_worktree(path: Path) -> GitRepository | None:
    for folder in (path, *path.parents):
        marker = folder / ".git"
        if os.path.lexists(marker):
            inside = path.relative_to(folder).as_posix()
            prefix = "" if inside == "." else f"{inside}/"
            return GitRepository(git_dir=_resolve_git_dir(marker), top=folder, prefix=prefix)
    return None


def _resolve_git_dir(marker: Path) -> Path:
    """`.git` itself, or where it points: linked worktrees and submodules hold a file."""
    target = marker
    if marker.is_file():
        line = _read_line(marker)
        if line.startswith("gitdir: "):
            target = (marker.parent / line.removeprefix("gitdir: ")).resolve()
    if not _is_git_dir(target):
        raise SnapshotError(
            f"{marker} exists, but there is no git repository at {target}: repair it "
            "(git worktree repair, git submodule update), or remove .git to check the plain folder"
        )
    return target.resolve()


def _refuse_special_files(git_dir: Path) -> None:
    """Raise `SnapshotError` for a pipe or a device among the files of git: git would wait for it."""
    waiting = [str(git_dir), str(_common_dir(git_dir))]
    looked = 0
    while waiting and looked < _MOST_LOOKED_AT:
        entries = _list_folder(waiting.pop())
        looked += len(entries)
        waiting += [
            each.path for each in entries if each.is_dir(follow_symlinks=False) and each.name not in _NOT_OF_GIT
        ]
        special = next((each for each in entries if _is_special(each)), None)
        if special is not None:
            raise SnapshotError(f"{special.path} is not a regular file: git would wait for it, so nothing is read")


def _list_folder(path: str) -> list[os.DirEntry[str]]:
    """List a folder; git says itself what it cannot read."""
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:
        return []


def _is_special(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry, or what it links to, is neither a file nor a folder; most need no further look."""
    if entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False):
        return False
    return not (entry.is_file() or entry.is_dir()) and Path(entry.path).exists()


def _is_git_dir(folder: Path) -> bool:
    common = _common_dir(folder)
    return os.path.lexists(folder / "HEAD") and (common / "objects").is_dir() and (common / "refs").is_dir()


def _common_dir(git_dir: Path) -> Path:
    pointer = git_dir / "commondir"
    return (git_dir / _read_line(pointer)).resolve() if pointer.is_file() else git_dir


def _read_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return os.fsdecode(file.read(_MAX_LINK)).rstrip("\r\n")
    except OSError as error:
        raise SnapshotError(f"{path} cannot be read: {error.strerror}") from error


def is_tracked(repository: GitRepository, path: str) -> bool:
    """Return whether the index has a path, or a folder of that name."""
    return bool(repository.git().records("ls-files", "-z", "--full-name", "--", path).records)


def _index_file(repository: GitRepository) -> dict[str, str]:
    """`git commit -a` and `-p` write a temporary index and name it to the hook: that one counts."""
    value = os.environ.get("GIT_INDEX_FILE")
    if not value:
        return {}
    here = Path.cwd()
    spoken = os.environ.get("GIT_DIR")
    around = GitRepository(git_dir=(here / spoken).resolve(), top=None) if spoken else _find_worktree(here)
    if around is None or around.git_dir != repository.git_dir:
        return {}
    return {"GIT_INDEX_FILE": str((around.top or here) / value)}
