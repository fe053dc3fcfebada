"""A repository -> the ids of the blobs that its checked-out commit has and that are here."""

from openrelease.repository.git.find_repository import GitRepository
from openrelease.repository.git.git_objects import GitObjects
from openrelease.repository.git.git_revision import open_revision
from openrelease.values import replace


def known_blobs(repository: GitRepository) -> list[str]:
    """Sorted; those that a partial clone lacks are not among them. Raises `SnapshotError`."""
    head = open_revision(replace(repository, prefix=""), "HEAD")
    blobs = sorted(set(head.listing.contents.values()))
    return sorted(GitObjects(repository.objects, head.revision).sizes(blobs))
