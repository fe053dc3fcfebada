"""Names of owners on forges and hubs -> whether they belong to one organization."""

import re

SHORTEST_WORD = 4  # letters; shorter words coincide by chance

_FILLER = re.compile(r"the|ai|labs?|inc|org|hq|team|official|research|project|models?|community")


def is_related_owner(owner: str, other: str) -> bool:
    """Return whether two owner names belong to one organization, such as `acme-labs` and `acme`.

    One may begin with the other, or end with it as words of its own.
    """
    one, two = _core_name(owner), _core_name(other)
    short, long = sorted((one, two), key=len)
    if not short or one == two:
        return bool(short)
    begins = len(short) >= SHORTEST_WORD and long.startswith(short)
    return begins or one in _name_endings(other) or two in _name_endings(owner)


def _core_name(owner: str) -> str:
    """Normalize an owner's name: no case, no punctuation, no `labs` or `research`."""
    words = _split_name(owner)
    return "".join([word for word in words if not _FILLER.fullmatch(word)] or words)


def _name_endings(owner: str) -> set[str]:
    words = _split_name(owner)
    return {end for end in ("".join(words[at:]) for at in range(len(words))) if len(end) >= SHORTEST_WORD}


def _split_name(owner: str) -> list[str]:
    return [word for word in re.split(r"[^a-z0-9]+", owner.casefold()) if word]
