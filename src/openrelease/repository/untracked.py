"""A folder -> what git neither tracks nor ignores in it, so that people learn what was not looked at.

https://git-scm.com/docs/git-ls-files
"""

import os
from pathlib import Path

from openrelease.errors import SnapshotError
from openrelease.repository.git.find_repository import find_repository


def list_untracked(path: Path) -> tuple[str, ...]:
    """Paths relative to the folder, those of its own level first; a folder is one path, with "/" at its end.

    Empty outside git, for a bare repository, and if git fails.
    """
    try:
        root = path.resolve(strict=True)
        repository = find_repository(root)
        if repository is None or repository.top is None:
            return ()
        flags = ("--others", "--exclude-standard", "--directory", "--no-empty-directory", "-z", "--full-name")
        place = (repository.prefix,) if repository.prefix else ()
        listed = repository.git().records("ls-files", *flags, "--", *place).records
    except (OSError, SnapshotError):
        return ()
    names = (os.fsdecode(name).removeprefix(repository.prefix) for name in listed)
    return tuple(sorted(filter(None, names), key=lambda name: (name.count("/"), name)))
