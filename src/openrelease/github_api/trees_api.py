"""A commit -> its tree and its missing blobs, by GitHub's API and within limits.

https://docs.github.com/en/rest/git/trees and https://docs.github.com/en/rest/git/blobs
"""

from collections.abc import Collection, Mapping
from contextlib import closing

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.github_client import Access, Client, get_text
from openrelease.github_api.retry_requests import Patience, retry_request
from openrelease.values import dataclass

MAX_BLOBS = 100
"""Blobs that are fetched, one request each; where more are missing, none is."""

MAX_BLOB_BYTES = 524_288
"""Bytes of a blob that is fetched; documents are smaller."""

MAX_TOTAL_BYTES = 8_388_608
"""Bytes of all fetched blobs together."""


@dataclass(frozen=True, kw_only=True)
class TreeEntry:
    """An entry of a tree as the API lists it; `size` is that of a file, in bytes."""

    path: str
    mode: str
    sha: str
    size: int | None


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The whole tree of a commit; `blobs` maps ids to contents in base64."""

    entries: tuple[TreeEntry, ...]
    blobs: Mapping[str, str]


def fetch_tree(access: Access, commit: str, known: Collection[str], patience: Patience | None = None) -> Tree:
    """Return the tree of `commit` with every small blob that is not in `known`; raises `PublishError`."""
    blobs: dict[str, str] = {}
    with closing(Client(access)) as client:
        return retry_request(lambda: _fetch_once(client, commit, known, blobs), patience or Patience())


def _fetch_once(client: Client, commit: str, known: Collection[str], blobs: dict[str, str]) -> Tree:
    """Fetch tree and blobs; a retry keeps the blobs in `blobs`."""
    entries = parse_entries(client.send("GET", f"/git/trees/{commit}", parameters={"recursive": "1"}))
    for sha in _select_blobs(entries, known):
        if sha not in blobs:
            blobs[sha] = parse_blob(client.send("GET", f"/git/blobs/{sha}"))
    return Tree(entries=entries, blobs=dict(blobs))


def _select_blobs(entries: tuple[TreeEntry, ...], known: Collection[str]) -> tuple[str, ...]:
    have = frozenset(known)
    sizes = {each.sha: each.size for each in entries if each.size is not None and each.sha not in have}
    small = {sha: size for sha, size in sizes.items() if size <= MAX_BLOB_BYTES}
    if len(small) > MAX_BLOBS:
        raise PublishError(Cause.TOO_MUCH, f"{len(small)} files differ")
    if sum(small.values()) > MAX_TOTAL_BYTES:
        raise PublishError(Cause.TOO_MUCH, f"{sum(small.values())} bytes differ")
    return tuple(small)


def parse_entries(answer: object) -> tuple[TreeEntry, ...]:
    """Return the entries that are not folders; raises `PublishError` for an invalid or truncated tree."""
    listed = answer.get("tree") if isinstance(answer, Mapping) else None
    if not isinstance(listed, list):
        raise PublishError(Cause.FOREIGN, "not a tree")
    if isinstance(answer, Mapping) and answer.get("truncated"):
        raise PublishError(Cause.TOO_MUCH, "the tree is truncated")
    return tuple(_parse_entry(each) for each in listed if get_text(each, "type") != "tree")


def _parse_entry(data: object) -> TreeEntry:
    path, mode, sha = (get_text(data, key) for key in ("path", "mode", "sha"))
    size = data.get("size") if isinstance(data, Mapping) else None
    if path is None or mode is None or sha is None:
        raise PublishError(Cause.FOREIGN, "not a tree")
    return TreeEntry(path=path, mode=mode, sha=sha, size=size if isinstance(size, int) else None)


def parse_blob(answer: object) -> str:
    """Return the content of a blob in base64; raises `PublishError` for an invalid one."""
    content = get_text(answer, "content")
    if content is None or get_text(answer, "encoding") != "base64":
        raise PublishError(Cause.FOREIGN, "not a blob")
    return "".join(content.split())
