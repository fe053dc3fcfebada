"""Names of owners on forges and hubs -> whether they belong to one organization."""

import re
from functools import lru_cache

SHORTEST_WORD = 4  # letters; shorter words coincide by chance
SHORTEST_INITIALS = 3  # words

_FILLER = re.compile(r"the|ai|labs?|inc|org|hq|team|official|research|project|models?|community")


@lru_cache(maxsize=4_096)  # asked again for each link of an owner
def is_related_owner(owner: str, other: str) -> bool:
    """Return whether two owner names belong to one organization, such as `acme-labs` and `acme`.

    One may begin with the other, end with it as words of its own, or be the initials of its words.
    """
    one, two = _core_name(owner), _core_name(other)
    if _is_initials(owner, other) or _is_initials(other, owner):
        return True
    short, long = sorted((one, two), key=len)
    if not short or one == two:
        return bool(short)
    begins = len(short) >= SHORTEST_WORD and long.startswith(short)
    return begins or one in _name_endings(other) or two in _name_endings(owner)


def squash_name(name: str) -> str:
    """Return a name as people compare it: "Llama 3" begins "llama-3-tuned"."""
    return "".join(each for each in name.casefold() if each.isalnum())


def _is_initials(short: str, long: str) -> bool:
    """Return whether a name with separators, such as `m-a-p`, has the initials of at least three words."""
    letters = _split_name(short)
    words = _split_name(long)
    return len(words) >= SHORTEST_INITIALS and letters == [word[0] for word in words]


def _core_name(owner: str) -> str:
    """Normalize an owner's name: no case, no punctuation, no `labs` or `research`."""
    words = _split_name(owner)
    return "".join([word for word in words if not _FILLER.fullmatch(word)] or words)


def _name_endings(owner: str) -> set[str]:
    words = _split_name(owner)
    return {end for end in ("".join(words[at:]) for at in range(len(words))) if len(end) >= SHORTEST_WORD}


def _split_name(owner: str) -> list[str]:
    return [word for word in re.split(r"[^a-z0-9]+", owner.casefold()) if word]
