"""The names of a release -> whether a clause is about it or about something that has another name."""

import re
from collections.abc import Iterable
from functools import cached_property

from openrelease.values import dataclass, field

_WORDS = re.compile(r"[a-z0-9]{3,}")
_LETTERS = re.compile(r"[a-z]+")
_SQUASH = re.compile(r"[\W_]+")
_REACH = 60  # letters at the start of a clause that may hold the name
_STRANGER = re.compile(
    r"\W*(?P<name>[A-Z][\w.-]{0,40}(?:\s+[A-Z0-9][\w.-]{0,40}){0,3}|[a-z]{1,30}[-.][\w.-]{1,40})"
    r"(?:\s(?:and|&)\s[\w.-]{1,40})?"
    r"\s{0,2}(?:\([^)]{0,80}\)\s{0,2}){0,2},?\s{0,2}(?:is|are|was|were|has|uses|by|released|available|licensed|published|:)(?!\w)"
)
_POSSESSIVE = re.compile(
    r"\b(?P<name>[A-Z][\w.-]{1,30})['\u2019]s? (?:[\w-]{1,20} ){0,2}(?:models?|weights?|checkpoints?|code|licen[cs]e)\b"
)
_OF_NAME = re.compile(
    r"\W*(?:The|Unlike|Like) (?P<name>[A-Z][\w.+-]{0,30}(?:[ -][A-Z0-9][\w.+-]{0,30}){0,3}) "
    r"(?:[a-z-]{1,20} ){0,2}(?:models?|weights?|checkpoints?)\b"
)
_LICENSE_OF = re.compile(
    r"\b(?:licen[cs]e|terms)(?: agreement)? (?:of|for) (?:the )?(?P<name>[A-Z][\w.-]{1,30}) (?:models?|weights?)\b"
)
_PLAIN = re.compile(
    r"(?:this|the|downloads?|it|all|our|they|these|those|both|licen[cs]e|we|code|use|usage|everything|licensing|note|model|models|weights|"
    r"copyright|software|open|free|and|data|dataset|datasets|checkpoints?|source|commercial|non|please|if|for|any|each|some|"
    r"other|released|available|pretrained|training|inference|documentation|access|license|terms|important|disclaimer|"
    r"parameters|small|base|large|tiny|giant|huge|medium|mini|nano|xl|apache|mit|creative|cc|bsd|gnu|gpl|github|files?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ReleaseNames:
    """What the release is called: OWNER/NAME and the titles of its README; `generic` words identify nothing."""

    repository: str = ""
    titles: tuple[str, ...] = ()
    generic: frozenset[str] = field(default_factory=frozenset)

    @property
    def owner(self) -> str:
        """The owner on the forge, in lower case."""
        return self.repository.casefold().partition("/")[0]

    @property
    def name(self) -> str:
        """The name on the forge, in lower case."""
        return self.repository.casefold().rpartition("/")[2]

    @cached_property
    def particular(self) -> frozenset[str]:
        """The words that make the name particular."""
        words = {word for text in (self.name, *self.titles) for word in _WORDS.findall(text.casefold())}
        return frozenset(word for word in words if word not in self.generic and not word.isdigit())

    @cached_property
    def letters(self) -> frozenset[str]:
        """All words of the names, letters only."""
        return letters_of((self.name, *self.titles))

    @cached_property
    def _known(self) -> str:
        return _SQUASH.sub("", " ".join((self.repository, *self.titles)).casefold())

    def is_particular(self, word: str) -> bool:
        """Return whether a word makes a name particular: neither short nor generic."""
        return len(word) > 2 and word not in self.generic and not _PLAIN.fullmatch(word)  # noqa: PLR2004 - as above

    def is_name(self, text: str) -> bool:
        """Return whether a text is one of the names, however it is punctuated."""
        return _SQUASH.sub("", text.casefold()) in {
            _SQUASH.sub("", each.casefold()) for each in (self.name, *self.titles)
        }

    def begins(self, clause: str) -> bool:
        """Return whether a clause begins with the name of the release."""
        head = _SQUASH.sub("", clause.casefold())[:_REACH]
        return any(word in head for word in self.particular)

    def holds(self, text: str) -> bool:
        """Return whether a text holds a particular word of the name."""
        return not self.particular.isdisjoint(_WORDS.findall(text.casefold()))

    def is_owner(self, text: str) -> bool:
        """Return whether a text begins with a word of the account that owns the release."""
        word = _WORDS.search(text.casefold())
        return word is not None and word[0] in self.owner

    def names_stranger(self, clause: str, around: Iterable[str] = ()) -> bool:
        """Return whether a clause begins with the name of something that is not this release.

        Words of the headings and the path around it are known, too.
        """
        found = (
            _STRANGER.match(clause)
            or _OF_NAME.match(clause)
            or _POSSESSIVE.search(clause)
            or _LICENSE_OF.search(clause)
        )
        if found is None or _PLAIN.match(found["name"]):
            return False
        known = self._known + _SQUASH.sub("", " ".join(around).casefold())
        words = (_SQUASH.sub("", word.casefold()) for word in re.split(r"[\s/-]", found["name"]))
        return not any(len(word) > 2 and word in known for word in words)  # noqa: PLR2004 - shorter is chance


def letters_of(names: Iterable[str]) -> frozenset[str]:
    """Give all words of names: letters only, small."""
    return frozenset(word for name in names for word in _LETTERS.findall(name.casefold()))
