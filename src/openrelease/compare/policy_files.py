"""Where the policy files that flags or inputs name are read from: the disk, or the base of a change."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from openrelease.compare.base_snapshot import BaseSnapshot
from openrelease.config import CONFIG_LIMIT
from openrelease.errors import UsageError
from openrelease.repository.git.find_repository import GitRepository, is_tracked

PolicyReader: TypeAlias = Callable[[str], bytes]
"""Returns the content of the policy file at a path."""


def read_policies_from_base(
    base: BaseSnapshot, repository: GitRepository, folder: Path, from_disk: PolicyReader
) -> PolicyReader:
    """Return a reader of policy files as the base has them; of files outside of its repository, as the disk has them.

    `folder` is what relative paths start from. A change cannot alter the policy that it is checked by, nor bring it:
    a file that the repository tracks, and its base does not, is refused.
    """
    tracked = {entry.path for entry in base.whole.entries()}

    def read(path: str) -> bytes:
        inside = path_in_repository(repository, folder, path)
        if inside in tracked:
            return base.whole.read(inside, CONFIG_LIMIT + 1)
        if inside is not None and is_tracked(repository, inside):
            raise UsageError(
                f"policy {path} comes with the change, and is not in commit {base.commit[:12]}, from which it starts: "
                "a change is checked by the policies of its base; add the file in a change of its own first"
            )
        return from_disk(path)

    return read


def path_in_repository(repository: GitRepository, folder: Path, path: str) -> str | None:
    """Return the path from the top of the work tree, None for a file outside of it."""
    if repository.top is None:
        return None
    place = Path(os.path.normpath(folder.resolve() / path))
    try:
        return place.relative_to(repository.top).as_posix()
    except ValueError:
        return None
