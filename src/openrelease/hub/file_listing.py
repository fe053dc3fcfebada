"""A repository of the Hub at a commit -> its files, page by page, within limits.

https://huggingface.co/docs/hub/api: GET /api/models/OWNER/NAME/tree/REVISION?recursive=true, 1,000 entries a page.
`oid` is the id of the git blob, which is a pointer where `lfs` is there; `lfs.oid` is the SHA-256 of the content.
"""

import re
from collections.abc import Iterator, Mapping

from openrelease.hub.commit_reader import CommitReader
from openrelease.hub.hub_answer import HubAnswer
from openrelease.hub.hub_errors import HubCause, HubError
from openrelease.hub.repository_info import decode_json
from openrelease.repository import HubFile, HubListing
from openrelease.untrusted import Plain

MAX_PAGES = 120
"""Pages that are read: 120,000 files; the Hub recommends fewer than 100,000."""

_PAGE_BYTES = 8_388_608
_NEXT = re.compile(r'<([^<>\s]{1,2000})>; *rel="next"')
_SHA1 = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def fetch_listing(reader: CommitReader) -> HubListing:
    """Return the files of the commit; `complete` is false where there are more pages. Raises `HubError`."""
    files: list[HubFile] = []
    url = f"{reader.repository.target.api_path}/tree/{reader.repository.commit}?recursive=true"
    for _ in range(MAX_PAGES):
        page, following = reader.fetch(url, _PAGE_BYTES, _parse_answer)
        files.extend(page)
        if following is None:
            return HubListing(files=tuple(files))
        url = following
    return HubListing(files=tuple(files), complete=False)


def _parse_answer(answer: HubAnswer) -> tuple[tuple[HubFile, ...], str | None]:
    """Return the files of a page, and the URL of the next one."""
    return tuple(_parse_page(decode_json(answer))), _find_next(answer)


def _find_next(answer: HubAnswer) -> str | None:
    match = _NEXT.search(answer.headers.get("link", ""))
    return match[1] if match else None


def _parse_page(page: Plain) -> Iterator[HubFile]:
    if not isinstance(page, list):
        raise HubError(HubCause.FOREIGN, "not a listing")
    for row in page:
        if not isinstance(row, dict) or not isinstance(row.get("path"), str):
            raise HubError(HubCause.FOREIGN, "not a listing")
        if row.get("type") != "directory":
            yield _parse_file(row)


def _parse_file(row: Mapping[str, Plain]) -> HubFile:
    path, oid, size, lfs = row.get("path"), row.get("oid"), row.get("size"), row.get("lfs")
    if not isinstance(path, str) or not isinstance(oid, str) or not _SHA1.fullmatch(oid):
        raise HubError(HubCause.FOREIGN, "not a listing")
    if isinstance(lfs, dict):
        return HubFile(path=path, oid=oid, size=_parse_size(lfs.get("size")), sha256=_parse_digest(lfs.get("oid")))
    return HubFile(path=path, oid=oid, size=_parse_size(size))


def _parse_size(size: Plain) -> int:
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise HubError(HubCause.FOREIGN, "a file without a size")
    return size


def _parse_digest(digest: Plain) -> str:
    if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
        raise HubError(HubCause.FOREIGN, "an object of Git LFS without a SHA-256")
    return digest
