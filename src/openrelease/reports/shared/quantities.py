"""Facts before and after -> how the weights in the repository shrank, if they did."""

from openrelease.model import Facts, Status

_NOTEWORTHY = 0.99  # a header that is written anew changes a size by less


def find_shrinkage(before: Facts, after: Facts) -> tuple[tuple[str, str], ...]:
    """Pairs of amounts, before and after, if there are fewer weights. No weights at all is not covered here.

    Counts files, then parameters if every header states them, else bytes.
    """
    old, new = len(_weight_paths(before)), len(_weight_paths(after))
    if 0 < new < old:
        return ((_format_count(old, "file"), _format_count(new, "file")),)
    for amount, unit in ((_count_parameters, "parameter"), (_count_bytes, "byte")):
        was, now = amount(before), amount(after)
        if was is not None and now is not None:
            return ((_format_count(was, unit), _format_count(now, unit)),) if 0 < now < was * _NOTEWORTHY else ()
    return ()


def _weight_paths(facts: Facts) -> frozenset[str]:
    if facts.weights:
        return frozenset(file.path for file in facts.weights)
    weights = facts.components.get("weights")
    evidence = weights.evidence if weights else ()
    return frozenset(each.location.path for each in evidence if each.status is Status.IN_REPO)


def _count_parameters(facts: Facts) -> int | None:
    """All of them, None where one file does not say."""
    counts = [file.parameters for file in facts.weights]
    return None if None in counts else sum(count or 0 for count in counts)


def _count_bytes(facts: Facts) -> int | None:
    sizes = [file.size for file in facts.weights]
    return None if None in sizes else sum(size or 0 for size in sizes)


def _format_count(count: int, unit: str) -> str:
    return f"{count:,} {unit}{'' if count == 1 else 's'}"
