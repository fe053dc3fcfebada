"""Name of a policy file -> its bytes: a file on disk, or one of another repository at a commit.

The latter is fetched by git once, with git's own settings for signing in, and kept in the cache of the user. A commit
cannot change, so nothing is fetched a second time, and nothing that is not named this way is fetched at all.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath

from openrelease.cli.user_files import MAX_FILE_BYTES, read_user_file
from openrelease.errors import SnapshotError, UsageError
from openrelease.policies.pinned_policy import PinnedPolicy, parse_pinned_policy

_SERVER = "https://github.com"
_SECONDS = 60.0  # for one call of git
_MAX_BYTES = 262_144  # of one policy, as the guarded loader takes them


def read_policy_file(name: str) -> bytes:
    """Return the bytes of the file; raises UsageError for a name without a full commit id, or an absent file."""
    pinned = parse_pinned_policy(name)
    return read_user_file(name, MAX_FILE_BYTES) if pinned is None else _read_pinned(pinned)


def _read_pinned(policy: PinnedPolicy) -> bytes:
    kept = find_cache_folder() / "policies" / policy.repository / policy.commit / _plain_path(policy)
    try:
        if kept.is_file():
            return read_user_file(str(kept), _MAX_BYTES)
        data = _fetch(policy)
        _keep(kept, data)
    except OSError as error:
        raise SnapshotError(f"policy {policy.name} cannot be fetched: {error.strerror or error}") from error
    return data


def find_cache_folder() -> Path:
    """Return the folder for what can be fetched again (XDG_CACHE_HOME, or as the system has it)."""
    if given := os.environ.get("OPENRELEASE_CACHE") or os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "openrelease"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "openrelease" / "cache"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "openrelease"


def _plain_path(policy: PinnedPolicy) -> PurePosixPath:
    path = PurePosixPath(policy.path)
    if path.is_absolute() or any(part in {"..", "."} or "\\" in part or ":" in part for part in path.parts):
        raise UsageError(f"policy {policy.name}: {policy.path} is not a path inside a repository")
    return path


def _fetch(policy: PinnedPolicy) -> bytes:
    """Fetch the commit without its files into a repository of its own, then the one file."""
    server = os.environ.get("GITHUB_SERVER_URL") or _SERVER
    with tempfile.TemporaryDirectory(prefix="openrelease-") as folder:
        _run_git(policy, folder, "init", "--quiet", "--bare")
        _run_git(policy, folder, "remote", "add", "origin", f"{server}/{policy.repository}.git")
        _run_git(policy, folder, "fetch", "--quiet", "--depth=1", "--filter=blob:none", "origin", policy.commit)
        file = f"{policy.commit}:{policy.path}"
        size = _run_git(policy, folder, "cat-file", "-s", file).strip()
        if not size.isdigit() or int(size) > _MAX_BYTES:
            raise UsageError(f"policy {policy.name}: the file is larger than {_MAX_BYTES} bytes")
        return _run_git(policy, folder, "cat-file", "blob", file)


def _run_git(policy: PinnedPolicy, folder: str, *arguments: str) -> bytes:
    """Run git in a folder of ours, with the settings of the user; raises SnapshotError with git's words."""
    own = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_REPOSITORY}
    command = ["git", "-C", folder, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, a checked name and a commit id
            command,
            env={**own, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise SnapshotError(f"policy {policy.name} cannot be fetched: no answer in {_SECONDS:.0f} seconds") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SnapshotError(f"policy {policy.name} cannot be fetched: {said[-1] if said else 'git failed'}")
    return done.stdout


_OF_ANOTHER_REPOSITORY = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX"}
)
"""Variables that git sets in a hook, about the repository of the commit."""


def _keep(kept: Path, data: bytes) -> None:
    """Write the file completely or not at all; without a cache it is fetched again the next time."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(kept)
    except OSError:
        return
