"""Facts before and after -> how the weights in the repository shrank, if they did."""

from __future__ import annotations

from openrelease.model import Facts, Status


def shrinkage(before: Facts, after: Facts) -> tuple[tuple[str, str], ...]:
    """Pairs of words, before and after, where there are fewer weights; none at all is told elsewhere."""
    old, new = len(_files(before)), len(_files(after))
    return ((_counted(old), _counted(new)),) if 0 < new < old else ()


def _files(facts: Facts) -> frozenset[str]:
    weights = facts.components.get("weights")
    evidence = weights.evidence if weights else ()
    return frozenset(each.location.path for each in evidence if each.status is Status.IN_REPO)


def _counted(files: int) -> str:
    return f"{files} file{'' if files == 1 else 's'}"
