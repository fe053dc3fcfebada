"""A checkout of a merge -> the commit that it was merged onto, as a runner checks out a pull request."""

from openrelease.errors import SnapshotError
from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_objects import GitObjects
from openrelease.repository.git.git_process import Git

_PARENTS = 2


def find_merge_base(repository: GitRepository, merge: str, head: str) -> str | None:
    """The first parent of HEAD where that is `merge`, a merge of the commit `head`; else None.

    All ids are full. Nothing of the repository's files decides on this, and who made the merge is for the
    caller to know: a stranger can make one onto anything. The commit itself names its parents, also where a
    shallow clone hides them, and neither grafts nor replacements count.
    """
    try:
        checked_out = _read_shallow(repository.git(), "rev-parse", "--verify", "HEAD^{commit}")
        if checked_out != [merge]:
            return None
        objects = GitObjects(repository.objects, merge)  # its folder is gone with it
        lines = _read_shallow(objects.git, "cat-file", "commit", merge)
    except SnapshotError:
        return None
    header = lines[: lines.index("")] if "" in lines else lines
    parents = [line.removeprefix("parent ") for line in header if line.startswith("parent ")]
    return parents[0] if len(parents) == _PARENTS and parents[1] == head else None


def _read_shallow(git: Git, *arguments: str) -> list[str]:
    answer = git.records(*arguments, separator=b"\n")
    return [record.decode("ascii", "replace") for record in answer.records]
