"""URL and commit -> a bare partial clone of that commit alone, within limits of time and disk.

Large blobs are left out by a filter, and the content of Git LFS is never asked for: a bare clone runs no filter of
LFS, and GIT_LFS_SKIP_SMUDGE is set besides. git gets no setting of the machine, no hook, no prompt, and a token only
in its environment, for the one server that it is meant for.
"""

import base64
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from openrelease.errors import OpenReleaseError
from openrelease.model import ErrorClass, Failure
from openrelease.repository.git.git_process import find_git
from openrelease.values import dataclass

GITHUB = "https://github.com"
LOOK_EVERY = 0.2  # seconds between two looks at the size of a clone

_WORDS = 400  # characters of git's message that are kept
_CAUSES = (
    (r"\b403\b|access denied|permission", ErrorClass.FORBIDDEN),
    (r"not found|\b404\b|could not read username|authentication failed|\b401\b|\b410\b", ErrorClass.NOT_FOUND),
    (r"not our ref|couldn't find remote ref|unadvertised object", ErrorClass.NOT_FOUND),
)
_SETTINGS = {
    "core.hooksPath": os.devnull,
    "credential.helper": "",
    "gc.auto": "0",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
    "protocol.allow": "never",
    "protocol.https.allow": "always",
    "transfer.fsckObjects": "false",
}


class FetchError(OpenReleaseError):
    """A repository could not be fetched; `failure` says why."""

    def __init__(self, type_: ErrorClass, message: str) -> None:
        """`message` may quote git, and is escaped where it is shown."""
        super().__init__(message)
        self.failure = Failure(type=type_, message=message)


@dataclass(frozen=True, kw_only=True)
class FetchLimits:
    """Limits of one clone. Blobs above `blob_bytes` are not fetched; nothing that is read of a text is longer."""

    blob_bytes: int = 1_048_576
    total_bytes: int = 1_073_741_824
    seconds: float = 300.0


def github_server() -> str:
    """Return the address of GitHub, or of the server that the variable of GitHub Actions names."""
    return (os.environ.get("GITHUB_SERVER_URL") or GITHUB).rstrip("/")


def github_token() -> str:
    """Return the token of the environment, "" where there is none."""
    return os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN") or ""


def read_head(url: str, limits: FetchLimits) -> str | None:
    """Return the commit that HEAD of a remote names, None where it has no commit; raises `FetchError`."""
    with tempfile.TemporaryDirectory() as folder:
        printed = _run_git(url, ("ls-remote", "--exit-code", url, "HEAD"), Path(folder), limits, accepted={0, 2})
    match = re.match(r"([0-9a-f]{40}|[0-9a-f]{64})\tHEAD$", printed, re.MULTILINE)
    return match[1] if match else None


def fetch_commit(url: str, commit: str, folder: Path, limits: FetchLimits) -> None:
    """Fetch one commit of a remote into a new bare repository at `folder`; raises `FetchError`."""
    promisor = {"url": url, "promisor": "true", "partialclonefilter": f"blob:limit={limits.blob_bytes}"}
    _run_git(url, ("init", "--quiet", "--bare", "--template=", str(folder)), folder.parent, limits)
    for key, value in promisor.items():
        _run_git(url, ("config", f"remote.origin.{key}", value), folder, limits)
    flags = ("--quiet", "--depth=1", "--no-tags", f"--filter=blob:limit={limits.blob_bytes}", "--no-write-fetch-head")
    _run_git(url, ("fetch", *flags, "--recurse-submodules=no", "origin", commit), folder, limits)


def _run_git(
    url: str,
    arguments: tuple[str, ...],
    folder: Path,
    limits: FetchLimits,
    accepted: frozenset[int] | set[int] = frozenset({0}),
) -> str:
    """Run git in a folder, watched; return what it printed."""
    settings = {**_SETTINGS, **({"protocol.http.allow": "always"} if url.startswith("http://") else {})}
    flat = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603 - a list, and a program found in absolute folders only
            [find_git(), *flat, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=complaints,
            cwd=folder,
            env=_make_environment(url),
            start_new_session=os.name == "posix",
        )
        _wait_within(process, folder, limits)
        output.seek(0)
        complaints.seek(0)
        if process.returncode not in accepted:
            raise _explain_failure(complaints.read(65_536).decode("utf-8", "replace"))
        return output.read(65_536).decode("utf-8", "replace")


def _wait_within(process: "subprocess.Popen[bytes]", folder: Path, limits: FetchLimits) -> None:
    """Wait for git; raises `FetchError` after killing it where a limit is reached."""
    end = time.monotonic() + limits.seconds
    try:
        while process.poll() is None:
            if time.monotonic() > end:
                raise FetchError(ErrorClass.TIMEOUT, f"fetching took more than {limits.seconds:g} seconds")
            if _measure_folder(folder) > limits.total_bytes:
                raise FetchError(ErrorClass.TOO_LARGE, f"the clone takes more than {limits.total_bytes:,} bytes")
            _wait_briefly(process)
    finally:
        if process.poll() is None:
            _kill_group(process)
            process.wait()


def _wait_briefly(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(LOOK_EVERY)
    except subprocess.TimeoutExpired:
        return


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill git and its helpers, which have a session of their own."""
    if os.name == "posix":
        os.killpg(process.pid, 9)
    else:
        process.kill()


def _measure_folder(folder: Path) -> int:
    return sum(_measure_file(Path(root) / name) for root, _, names in os.walk(folder) for name in names)


def _measure_file(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:  # git renames its temporary files
        return 0


def _explain_failure(complaints: str) -> FetchError:
    words = " ".join(complaints.split())[:_WORDS] or "git gave no reason"
    lower = words.lower()
    cause = next((type_ for pattern, type_ in _CAUSES if re.search(pattern, lower)), ErrorClass.UNREACHABLE)
    return FetchError(cause, words)


def _make_environment(url: str) -> Mapping[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key == "GIT_EXEC_PATH"}
    ours = {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "LC_ALL": "C",
    }
    return {**kept, **ours, **_pass_token(url)}


def _pass_token(url: str) -> Mapping[str, str]:
    """Return the variables that give git the token of GitHub, for that server alone."""
    server, token = github_server(), github_token()
    if not token or not url.startswith(f"{server}/"):
        return {}
    login = base64.b64encode(f"x-access-token:{token}".encode()).decode("ascii")
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {login}",
    }
