"""A repository, a full commit id and a path -> the content of the file, verified by its git object id.

https://docs.github.com/en/rest/git/trees and https://docs.github.com/en/rest/git/blobs
"""

import base64
import binascii
import hashlib
from contextlib import closing

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.github_client import Access, Client
from openrelease.github_api.retry_requests import Patience, retry_request
from openrelease.github_api.trees_api import parse_blob, parse_entries

MAX_FILE_BYTES = 262_144
"""Bytes of a file that is fetched: the limit of the policy loader."""


def fetch_file(access: Access, commit: str, path: str, patience: Patience | None = None) -> bytes:
    """Return the content of `path` in the tree of `commit`; raises `PublishError`."""
    with closing(Client(access)) as client:
        return retry_request(lambda: _fetch_once(client, commit, path), patience or Patience())


def _fetch_once(client: Client, commit: str, path: str) -> bytes:
    entries = parse_entries(client.send("GET", f"/git/trees/{commit}", parameters={"recursive": "1"}))
    found = next((each for each in entries if each.path == path and each.mode != "120000"), None)
    if found is None or found.size is None:
        raise PublishError(Cause.NOT_FOUND, f"no file {path} in commit {commit[:12]}")
    if found.size > MAX_FILE_BYTES:
        raise PublishError(Cause.TOO_MUCH, f"{path} has {found.size} bytes")
    return _decode_blob(parse_blob(client.send("GET", f"/git/blobs/{found.sha}")), found.sha)


def _decode_blob(encoded: str, sha: str) -> bytes:
    """Decode a blob and verify its object id: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects."""
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise PublishError(Cause.FOREIGN, "not base64") from None
    kind = hashlib.sha256 if len(sha) == _SHA256_DIGITS else hashlib.sha1
    if kind(b"blob %d\0" % len(content) + content).hexdigest() != sha:
        raise PublishError(Cause.FOREIGN, "a blob with another id")
    return content


_SHA256_DIGITS = 64  # hexadecimal digits
