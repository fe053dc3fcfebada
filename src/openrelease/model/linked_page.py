"""What is behind the links of a release: repositories of the Hub, and whether other pages are there."""

from openrelease.model.counterpart import Counterpart
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class LinkedPage:
    """A URL of evidence: `found` is None where that is unknown, and `detail` says why, or what was answered."""

    url: str
    found: bool | None = None
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowedLinks:
    """What is behind links that were followed; nothing where none was."""

    counterparts: tuple[Counterpart, ...] = ()
    pages: tuple[LinkedPage, ...] = ()
