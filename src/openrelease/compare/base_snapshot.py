"""A repository and a revision -> the state before a change: the whole tree and the evaluated folder."""

from openrelease.errors import NoSuchTreeError, SnapshotError
from openrelease.model import EntryKind, Snapshot
from openrelease.repository import MemorySnapshot
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_revision import open_revision
from openrelease.repository.git.git_snapshot import RevisionSnapshot
from openrelease.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class BaseSnapshot:
    """The commit that a change starts from: its full id, its whole tree, and the evaluated part of it."""

    commit: str
    whole: Snapshot
    evaluated: Snapshot


@dataclass(frozen=True, kw_only=True)
class MissingBase:
    """A base that exists but is not available here.

    `reason` says why no other source has it, "" where none was asked; `remedy` is a sentence for the user.
    """

    commit: str
    remedy: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class InitialCommit:
    """The change is the first commit: nothing came before it, so it cannot lose anything."""


Base = BaseSnapshot | MissingBase | InitialCommit


def open_base(repository: GitRepository, revision: str) -> BaseSnapshot:
    """Open a revision of the repository as a base.

    Raises `NoSuchTreeError` for an unknown revision, `SnapshotError` where it cannot be read.
    """
    whole = open_revision(replace(repository, prefix=""), revision)
    return BaseSnapshot(commit=whole.revision, whole=whole, evaluated=_open_evaluated_folder(repository, whole))


def list_missing_files(base: BaseSnapshot, head: Snapshot) -> tuple[str, ...]:
    """Return paths of the base whose content is not here, as in a partial clone, though the head's is.

    Compared with such a base, a change would seem to gain what cannot be read, and to lose less than it does.
    """
    missing = {entry.path for entry in head.entries() if entry.size is None}
    return tuple(
        entry.path
        for entry in base.evaluated.entries()
        if entry.kind is EntryKind.FILE and entry.size is None and entry.path not in missing
    )


def has_commit(repository: GitRepository, commit: str) -> bool:
    """Return whether the repository holds the commit and its trees."""
    try:
        open_revision(replace(repository, prefix=""), commit)
    except SnapshotError:
        return False
    return True


def _open_evaluated_folder(repository: GitRepository, whole: RevisionSnapshot) -> Snapshot:
    """Open the evaluated folder of the base; it is empty where the base does not have it yet."""
    if not repository.prefix:
        return whole
    try:
        return open_revision(repository, whole.revision)
    except NoSuchTreeError:
        return MemorySnapshot({}, name=whole.name)
