"""A repository -> OWNER/NAME as its remote called origin says it, without host and credentials."""

import os
import re

from openrelease.errors import SnapshotError
from openrelease.repository.git.git_process import Git

_MAX_URL = 2048  # characters
_URL = re.compile(r"(?:https?|git|ssh|git\+ssh)://[^/?#]+/(?P<path>[^?#]+)")
# user@host:owner/name; a single letter before ":" is a drive of Windows.
_SCP = re.compile(r"(?:[^/:@]+@)?[^/:@]{2,}:/?(?P<path>[^/:][^:]*)")
_PART = re.compile(r"[A-Za-z0-9._-]+")
# The Hub serves data sets and spaces below these folders: https://huggingface.co/docs/hub/repositories
_COLLECTIONS = {"datasets", "spaces"}


def origin_name(git: Git) -> str | None:
    """OWNER/NAME, or None where there is no origin, or it does not say that."""
    try:
        answer = git.records("config", "-z", "--get-all", "remote.origin.url")
    except SnapshotError:  # git answers "there is none" with a failure
        return None
    return parse_remote_name(os.fsdecode(answer.records[0])) if answer.records else None


def parse_remote_name(url: str) -> str | None:
    """OWNER/NAME of the URL of a remote: https, ssh and scp forms, any host."""
    if len(url) > _MAX_URL:
        return None
    match = _URL.fullmatch(url) or (None if "://" in url else _SCP.fullmatch(url))
    if match is None:
        return None
    parts = match["path"].strip("/").removesuffix(".git").split("/")
    if parts[0] in _COLLECTIONS:
        parts = parts[1:]
    if len(parts) != len(("owner", "name")) or not all(map(_is_name, parts)):
        return None
    return "/".join(parts)


def _is_name(part: str) -> bool:
    return _PART.fullmatch(part) is not None and part not in {".", ".."}


_PAGE = re.compile(r"(?:https://(?:[^/@]*@)?|(?:ssh://)?git@)(github\.com|gitlab\.com)[:/].*")


def origin_page(git: Git) -> str | None:
    """The page of the repository on a well-known host, None where origin names none."""
    try:
        answer = git.records("config", "-z", "--get-all", "remote.origin.url")
    except SnapshotError:
        return None
    url = os.fsdecode(answer.records[0]) if answer.records else ""
    host, name = _PAGE.fullmatch(url[:_MAX_URL]), parse_remote_name(url)
    return f"https://{host[1]}/{name}" if host and name else None
