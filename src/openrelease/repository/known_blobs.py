"""A repository -> the ids of the blobs that its checked-out commit has and that are here."""

from __future__ import annotations

from dataclasses import replace

from openrelease.repository.find_repository import Repository
from openrelease.repository.git_objects import Objects
from openrelease.repository.git_revision import open_revision


def known_blobs(repository: Repository) -> list[str]:
    """Sorted; those that a partial clone lacks are not among them. Raises `SnapshotError`."""
    head = open_revision(replace(repository, prefix=""), "HEAD")
    blobs = sorted(set(head.listing.contents.values()))
    return sorted(Objects(repository.objects, head.revision).sizes(blobs))
