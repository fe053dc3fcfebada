"""A repository at its commit -> checked answers to requests that name the commit: kept ones, else those of the Hub."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TypeVar

from openrelease.errors import OpenReleaseError
from openrelease.hub.hub_answer import HubAnswer
from openrelease.hub.hub_client import HubClient
from openrelease.hub.kept_answers import AnswersOfCommit
from openrelease.hub.repository_info import HubRepository
from openrelease.values import dataclass

_Read = TypeVar("_Read")


@dataclass(frozen=True, kw_only=True)
class CommitReader:
    """Reads what belongs to the commit of a repository."""

    client: HubClient
    repository: HubRepository

    def fetch(
        self,
        path: str,
        limit: int,
        check: Callable[[HubAnswer], _Read],
        *,
        headers: Mapping[str, str] | None = None,
    ) -> _Read:
        """GET a path and return what `check` makes of the answer, which raises for one that is wrong.

        Only an answer that passes is kept; a kept one that does not is asked for again. Raises `HubError`.
        """
        question = repr((path, sorted((headers or {}).items())))
        kept = self._kept.answers.get(question)
        if kept is not None and len(kept.content) <= limit:
            with suppress(OpenReleaseError):
                return check(kept)
        answer = self.client.fetch(path, limit, headers=headers)
        read = check(answer)
        self._kept.keep(question, answer)
        return read

    @cached_property
    def _kept(self) -> AnswersOfCommit:
        """The answers of this commit, to this token, while it is gated or not."""
        if self.client.kept is None:
            return AnswersOfCommit(name="")
        target = self.repository.target
        return self.client.kept.open_commit(
            self.client.identity, target.page, self.repository.commit, self.repository.gated
        )
