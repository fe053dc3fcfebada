"""What a run printed -> a file in the cache folder, with the record of what was read; and back."""

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from openrelease.cache.cache_folder import CacheFolder
from openrelease.cache.installation import installation_digest
from openrelease.cache.recorded_snapshot import MOST_READS, RecordedSnapshot, listing_digest
from openrelease.values import dataclass

_FORMAT = "result-1"


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run printed, and its exit code; `untracked` is what git did not track then."""

    output: str
    messages: str
    code: int
    untracked: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResultStore:
    """The stored result of one command on one tree."""

    folder: CacheFolder
    name: str
    listing: str

    def find_result(self, snapshot: RecordedSnapshot) -> Result | None:
        """Return the stored result if the tree is listed and read today as it was then."""
        content = self.folder.read(self.name)
        stored: Any = json.loads(content) if content else {}
        if stored.get("listing") != self.listing or not snapshot.would_read(stored["reads"]):
            return None
        untracked = tuple(stored["untracked"])
        return Result(output=stored["output"], messages=stored["messages"], code=stored["code"], untracked=untracked)

    def keep_result(self, result: Result, snapshot: RecordedSnapshot) -> None:
        """Store a result; one of very many reads is not kept."""
        if len(snapshot.reads) <= MOST_READS:
            stored = {"listing": self.listing, "reads": snapshot.reads, **vars(result)}
            self.folder.write(self.name, json.dumps(stored).encode())


def open_store(command: Iterable[str], snapshot: RecordedSnapshot, folder: CacheFolder) -> ResultStore | None:
    """Return where the result of a command on a tree is stored; None where there is too much to compare.

    `command` is everything beside the tree that the result depends on.
    """
    listing = listing_digest(snapshot.snapshot)
    if listing is None:
        return None
    key = repr((_FORMAT, installation_digest(), *command)).encode("utf-8", "surrogatepass")
    return ResultStore(folder=folder, name=blake2b(key, digest_size=20).hexdigest(), listing=listing)
