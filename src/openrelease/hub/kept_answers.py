"""Checked answers of the Hub -> one file of the cache folder for each commit, and back.

What belongs to a commit never changes, so it is not asked for twice. What is read from the file is checked again, as
an answer of the Hub is: a file that somebody changed gives nothing that the Hub could not have sent.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from typing import Protocol

from openrelease.errors import UntrustedInputError
from openrelease.hub.hub_answer import HubAnswer
from openrelease.untrusted import Plain, load_json
from openrelease.values import dataclass, field

MOST_KEPT_BYTES = 5_500_000
"""Bytes of answers that are kept of one commit; a file of the cache folder has at most 8 MiB."""

_FORMAT = "hub-1"
_KEPT_HEADERS = ("content-range", "link")


class Folder(Protocol):
    """Where files are kept, such as the cache folder."""

    def read(self, name: str) -> bytes | None:
        """Return what was written under a name, if it is complete."""

    def write(self, name: str, content: bytes) -> None:
        """Keep bytes under a name."""


@dataclass(kw_only=True)
class AnswersOfCommit:
    """Answers by what was asked; `name` is that of the file."""

    name: str
    answers: dict[str, HubAnswer] = field(default_factory=dict)
    changed: bool = False

    def keep(self, question: str, answer: HubAnswer) -> None:
        """Add a checked answer, if there is room for it."""
        if sum(len(each.content) for each in self.answers.values()) + len(answer.content) <= MOST_KEPT_BYTES:
            self.answers[question] = answer
            self.changed = True


@dataclass(kw_only=True)
class KeptAnswers:
    """The answers that are kept; `save` writes those that are new."""

    folder: Folder
    _opened: dict[str, AnswersOfCommit] = field(default_factory=dict)

    def open_commit(self, *identity: str) -> AnswersOfCommit:
        """Return the answers of a commit; all that the Hub's answers depend on is its identity."""
        name = f"hub-{blake2b(repr((_FORMAT, identity)).encode(), digest_size=20).hexdigest()}"
        if name not in self._opened:
            answers = dict(_read_answers(self.folder.read(name), name))
            self._opened[name] = AnswersOfCommit(name=name, answers=answers)
        return self._opened[name]

    def save(self) -> None:
        """Write the files of commits with new answers."""
        for commit in self._opened.values():
            if commit.changed:
                self.folder.write(commit.name, _write_answers(commit))


def _write_answers(commit: AnswersOfCommit) -> bytes:
    rows = [
        [question, each.status, dict(each.headers), base64.b64encode(each.content).decode()]
        for question, each in ((question, _reduce_headers(each)) for question, each in commit.answers.items())
    ]
    return json.dumps([commit.name, rows]).encode()


def _reduce_headers(answer: HubAnswer) -> HubAnswer:
    headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
    return HubAnswer(status=answer.status, headers=headers, content=answer.content)


def _read_answers(content: bytes | None, name: str) -> Iterator[tuple[str, HubAnswer]]:
    """Yield what a file holds, nothing of one that is of another commit or no such file."""
    with suppress(UntrustedInputError):
        match load_json(content or b"[]"):
            case [str(of), list(rows)] if of == name:
                yield from filter(None, map(_read_row, rows))


def _read_row(row: Plain) -> tuple[str, HubAnswer] | None:
    match row:
        case [str(question), int(status), dict(headers), str(encoded)]:
            with suppress(ValueError):
                content = base64.b64decode(encoded, validate=True)
                return question, HubAnswer(status=status, headers=_read_headers(headers), content=content)
    return None


def _read_headers(headers: Mapping[str, Plain]) -> Mapping[str, str]:
    return {name: value for name, value in headers.items() if name in _KEPT_HEADERS and isinstance(value, str)}
