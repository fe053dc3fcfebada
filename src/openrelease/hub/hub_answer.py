"""What the Hub answered."""

from collections.abc import Mapping

from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class HubAnswer:
    """A successful answer, or a redirect; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes
