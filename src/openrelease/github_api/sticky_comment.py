"""Markdown -> one comment on a pull request: created once, then edited in place.

The hidden first line says that the comment is ours and for which use of the action. Anybody may write that
line, so the author must be ours too: a stranger's comment is never edited, and nothing is read back from one.
"""

from __future__ import annotations

import enum
import hashlib
from contextlib import closing
from dataclasses import dataclass

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.comments_api import Comment, Conversation, Thread
from openrelease.github_api.retry_requests import Patience, persist

LIMIT = 65_536  # characters of a comment that GitHub takes


class Done(enum.Enum):
    """What was done for the comment."""

    CREATED = "created"
    EDITED = "edited"
    UNCHANGED = "unchanged"
    NOTHING = "nothing"  # there was none to edit, and none was wanted


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What was done, and the comment's address ("" where there is none)."""

    done: Done
    url: str = ""


def marker(key: str) -> str:
    """Give the hidden first line for one configuration: the same settings find their comment again.

    Only a digest is in it, so that no part of a setting can end the HTML comment.
    """
    return f"<!-- openrelease {digest(key)} -->"


def digest(key: str) -> str:
    """Give 24 hexadecimal digits that stand for a configuration."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def comment(
    thread: Thread, body: str, key: str, *, create: bool = True, patience: Patience | None = None
) -> Posted:
    """Make `body` the text of our comment for `key`; raises `PublishError`.

    With `create=False` an earlier comment is brought up to date, but no new one is written.
    """
    text = f"{marker(key)}\n{body}".rstrip()
    if len(text) > LIMIT:
        raise PublishError(Cause.REFUSED, f"{len(text)} characters, and GitHub takes {LIMIT}")
    with closing(Conversation(thread)) as conversation:
        return persist(lambda: _reconcile(conversation, text, create=create), patience or Patience())


def _reconcile(conversation: Conversation, text: str, *, create: bool) -> Posted:
    """Look, then write at most once. Starting over finds what a lost answer had written after all."""
    ours = _ours(conversation, text.partition("\n")[0])
    if ours is None and not create:
        return Posted(done=Done.NOTHING)
    if ours is None:
        return Posted(done=Done.CREATED, url=conversation.create(text).url)
    if _plain(ours.body) == text:
        return Posted(done=Done.UNCHANGED, url=ours.url)
    return Posted(done=Done.EDITED, url=conversation.edit(ours, text).url)


def _ours(conversation: Conversation, first: str) -> Comment | None:
    """Find the newest comment that has our first line and is by our own account."""
    marked = [found for found in conversation.comments() if _plain(found.body).partition("\n")[0] == first]
    if not marked:
        return None
    login = conversation.login()
    mine = [found for found in marked if (found.login == login if login else found.kind == "Bot")]
    return max(mine, key=lambda found: found.id, default=None)


def _plain(body: str) -> str:
    """GitHub may give line ends back in another form, and drops space at the end."""
    return body.replace("\r\n", "\n").rstrip()
