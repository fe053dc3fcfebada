"""`hub:OWNER/NAME@REVISION` -> the repository of the Hub that it names."""

import re
from urllib.parse import quote

from openrelease.errors import UsageError
from openrelease.values import dataclass

PREFIX = "hub:"

# https://huggingface.co/docs/huggingface_hub: validate_repo_id
_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?"
_NAME = re.compile(f"{_PART}/{_PART}")
_TARGET = re.compile(rf"hub:(models/|datasets/)?({_PART}/{_PART})(?:@([A-Za-z0-9_./-]{{1,200}}))?")


@dataclass(frozen=True, kw_only=True)
class HubTarget:
    """A repository of the Hub: OWNER/NAME, whether it is a dataset, and the revision asked for."""

    name: str
    dataset: bool = False
    revision: str | None = None

    @property
    def api_path(self) -> str:
        """The path of the repository in the API."""
        return f"api/{'datasets' if self.dataset else 'models'}/{self.name}"

    @property
    def page(self) -> str:
        """The path of its page, below which its files are."""
        return f"datasets/{self.name}" if self.dataset else self.name

    def __str__(self) -> str:
        """Return the words that name it on the command line, without the revision."""
        return f"{PREFIX}{self.page}"


def is_hub_target(word: str) -> bool:
    """Return whether an argument names a repository of the Hub, and not a folder."""
    return word.startswith(PREFIX)


def is_hub_name(word: str) -> bool:
    """Return whether a word is OWNER/NAME, as the Hub allows it."""
    return _NAME.fullmatch(word) is not None


def parse_hub_target(word: str, revision: str | None = None) -> HubTarget:
    """Return the repository that an argument names; raises `UsageError`."""
    match = _TARGET.fullmatch(word)
    if match is None or (match[3] and revision):
        raise UsageError(
            f"{word[:200]} names no repository of the Hub: write hub:OWNER/NAME, hub:datasets/OWNER/NAME, "
            "and at most one revision, after @ or with --revision"
        )
    return HubTarget(name=match[2], dataset=match[1] == "datasets/", revision=match[3] or revision)


def quote_revision(revision: str) -> str:
    """Return a revision as a part of a URL: refs/pr/1 is one part."""
    return quote(revision, safe="")
