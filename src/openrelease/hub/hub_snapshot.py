"""A target on the Hub -> the snapshot of its repository, which reads files when they are asked for."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from openrelease.errors import UnreadableError
from openrelease.hub.commit_reader import CommitReader
from openrelease.hub.file_listing import fetch_listing
from openrelease.hub.hub_client import HubClient
from openrelease.hub.hub_errors import HubError
from openrelease.hub.hub_target import HubTarget
from openrelease.hub.kept_answers import KeptAnswers
from openrelease.hub.ranged_reads import RangedReads
from openrelease.hub.repository_info import HubRepository, fetch_repository
from openrelease.model import NOTHING, Location, Problem
from openrelease.repository import HubFile, HubTree
from openrelease.weights import may_be_weights

MAX_HEADERS = 4
"""Weight files whose headers are read. Of the others the listing says size and SHA-256, as pointers do in git; of
shards it is the first that is read, as the index says what is in each."""

MAX_POINTER_BYTES = 1_024
"""Bytes of a weight file that may be the text of a pointer, and is read."""

MAX_POINTERS = 8
"""Weight files that are looked at for that."""

_LATER_SHARD = re.compile(r"-(?!00001-)[0-9]{5}-of-[0-9]{5}[.]")
_POINTER_START = b"version https://git-lfs"

MAX_TEXT_BYTES = 262_144
"""Bytes of a file in Git LFS that is no weight file and is read like a file of git, such as a license text."""


def open_hub_snapshot(target: HubTarget, client: HubClient | None = None, kept: KeptAnswers | None = None) -> HubTree:
    """Return the repository at the commit of its revision; raises `HubError` with the name of the target."""
    try:
        client = client or HubClient(kept=kept)
        return build_hub_tree(CommitReader(client=client, repository=fetch_repository(client, target)))
    except HubError as error:
        raise _name_target(error, target) from error


def build_hub_tree(reader: CommitReader, headers: int = MAX_HEADERS) -> HubTree:
    """Return the snapshot of a repository at its commit; so many weight files are read by their headers."""
    repository, listing, reads = reader.repository, fetch_listing(reader), RangedReads(reader=reader)
    return HubTree(
        listing=listing,
        read_file=reads.read,
        read_paths=frozenset(_choose_contents(listing.files, headers)),
        pointer_texts=frozenset(_find_pointer_texts(listing.files, reads)),
        name=repository.target.name,
        revision=repository.commit,
        notes=tuple(_describe_access(repository)),
    )


def _find_pointer_texts(files: Iterable[HubFile], reads: RangedReads) -> Iterator[str]:
    """Yield the weight files whose content is the text of a pointer: `hf upload` from a clone without LFS content."""
    small = (file for file in files if file.size < MAX_POINTER_BYTES and may_be_weights(file.path))
    for file in islice(small, MAX_POINTERS):
        with suppress(UnreadableError):
            if reads.read(file, MAX_POINTER_BYTES, 0).startswith(_POINTER_START):
                yield file.path


def _choose_contents(files: Iterable[HubFile], headers: int) -> Iterator[str]:
    """Yield the files in Git LFS that are read: the first weight files, and small files of other kinds."""
    kept = [file for file in files if file.sha256 is not None]
    weights = [file.path for file in kept if may_be_weights(file.path)]
    yield from [path for path in weights if not _LATER_SHARD.search(path)][:headers]
    named = frozenset(weights)
    yield from (file.path for file in kept if file.size <= MAX_TEXT_BYTES and file.path not in named)


def _describe_access(repository: HubRepository) -> Iterator[Problem]:
    """Yield what a reader of the report has to know about the repository as a whole."""
    if repository.gated:
        message = f"the Hub shows its files only to those who accept its terms (gated: {repository.gated})"
        yield Problem(location=Location(path="."), message=message, affects=NOTHING)
    if repository.renamed:
        message = f"{repository.asked} is called {repository.target.name} now: correct the links to it"
        yield Problem(location=Location(path="."), message=message, affects=NOTHING)


def _name_target(error: HubError, target: HubTarget) -> HubError:
    named = HubError(error.cause, wait=error.wait)
    named.args = (f"{target}: {error}",)
    return named
