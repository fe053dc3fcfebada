"""Two licenses -> what is known of this very pair: compatibility that general facets do not settle."""

import fnmatch
import re
from collections.abc import Sequence

from openrelease.values import dataclass

_GNU_ONLY = re.compile(r"\b([AL]?GPL-\d\.\d)-only\b")
_VERSIONED = re.compile(r"(?P<name>.+?)-(?P<version>\d+(?:\.\d+)*)(?P<later>-or-later|\+)?(?:-only)?")


@dataclass(frozen=True, kw_only=True)
class LicensePair:
    """A row of `pairs` in data/licenses.yaml: ids as shell patterns, and what becomes of such a pair.

    `verdict` is "duty", "unclear" or "conflict". `relations` is empty where the row holds for every relation in
    which something adapted or copied is passed on. `source` says where that is stated.
    """

    upstream: tuple[str, ...]
    downstream: tuple[str, ...]
    verdict: str
    reason: str
    source: str
    relations: tuple[str, ...] = ()

    def covers(self, upstream: str, downstream: str, relation: str) -> bool:
        """Whether this row is about the two ids, in this relation."""
        return (
            (not self.relations or relation in self.relations)
            and any(fnmatch.fnmatchcase(upstream, pattern) for pattern in self.upstream)
            and any(fnmatch.fnmatchcase(downstream, pattern) for pattern in self.downstream)
        )


def possible_versions(expression: str | None, *, from_text: bool) -> tuple[str | None, ...]:
    """The expression, and with "or later" where it was read off the text of a GNU license, which leaves that open."""
    if expression is None or not from_text:
        return (expression,)
    return tuple(dict.fromkeys((expression, _GNU_ONLY.sub(r"\1-or-later", expression))))


def find_pair(pairs: Sequence[LicensePair], upstream: str, downstream: str, relation: str) -> LicensePair | None:
    """The first row that covers the pair, if any."""
    return next((pair for pair in pairs if pair.covers(upstream, downstream, relation)), None)


def includes_license(upstream: str, downstream: str) -> bool:
    """Whether terms of `upstream` let its recipient choose `downstream`: the same license, or a later version of it.

    "X-only" and "X-or-later" are one text, so that each includes the other of the same version.
    """
    above, below = _VERSIONED.fullmatch(upstream), _VERSIONED.fullmatch(downstream)
    if upstream == downstream or above is None or below is None or above["name"] != below["name"]:
        return upstream == downstream
    versions = [tuple(map(int, match["version"].split("."))) for match in (above, below)]
    return versions[0] == versions[1] or (above["later"] is not None and versions[0] < versions[1])
