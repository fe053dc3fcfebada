"""Name of a policy in another repository -> where it is: OWNER/NAME/PATH.yml@COMMIT.

The commit id is a full one, as a branch or tag may move.
"""

import re

from openrelease.errors import UsageError
from openrelease.values import dataclass

_PINNED_FORM = re.compile(r"(?P<repository>(?!\.+/)[\w.-]+/(?!\.+/)[\w.-]+)/(?P<path>[^@]+\.ya?ml)@(?P<revision>[^/]*)")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class PinnedPolicy:
    """A policy file of another repository (OWNER/NAME), at a full commit id."""

    name: str
    repository: str
    path: str
    commit: str


def parse_pinned_policy(name: str) -> PinnedPolicy | None:
    """Parse a pinned policy; None for any other name, UsageError without a full commit id."""
    found = _PINNED_FORM.fullmatch(name)
    if found is None:
        return None
    if not _COMMIT.fullmatch(found["revision"]):
        raise UsageError(
            f"policy {name[:200]!r}: {found['revision'][:40]!r} is not a full commit id; a branch or tag may "
            "move, so write all 40 digits that `git rev-parse` prints"
        )
    return PinnedPolicy(name=name, repository=found["repository"], path=found["path"], commit=found["revision"])
