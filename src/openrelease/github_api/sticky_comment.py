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
from openrelease.github_api.retry_requests import Patience, retry_request

COMMENT_LIMIT = 65_536  # characters of a comment that GitHub takes


class CommentAction(enum.Enum):
    """What was done for the comment."""

    CREATED = "created"
    EDITED = "edited"
    UNCHANGED = "unchanged"
    NOTHING = "nothing"  # there was none to edit, and none was wanted


@dataclass(frozen=True, kw_only=True)
class PostedComment:
    """What was done, and the comment's address ("" where there is none)."""

    done: CommentAction
    url: str = ""


def make_marker(key: str) -> str:
    """Give the hidden first line for one configuration: the same settings find their comment again.

    Only a digest is in it, so that no part of a setting can end the HTML comment.
    """
    return f"<!-- openrelease {hash_key(key)} -->"


def hash_key(key: str) -> str:
    """Give 24 hexadecimal digits that stand for a configuration."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def post_comment(
    thread: Thread, body: str, key: str, *, create: bool = True, patience: Patience | None = None
) -> PostedComment:
    """Make `body` the text of our comment for `key`; raises `PublishError`.

    With `create=False` an earlier comment is brought up to date, but no new one is written.
    """
    text = f"{make_marker(key)}\n{body}".rstrip()
    if len(text) > COMMENT_LIMIT:
        raise PublishError(Cause.REFUSED, f"{len(text)} characters, and GitHub takes {COMMENT_LIMIT}")
    with closing(Conversation(thread)) as conversation:
        return retry_request(lambda: _create_or_edit(conversation, text, create=create), patience or Patience())


def _create_or_edit(conversation: Conversation, text: str, *, create: bool) -> PostedComment:
    """Look, then write at most once. Starting over finds what a lost answer had written after all."""
    ours = _find_own_comment(conversation, text.partition("\n")[0])
    if ours is None and not create:
        return PostedComment(done=CommentAction.NOTHING)
    if ours is None:
        return PostedComment(done=CommentAction.CREATED, url=conversation.create(text).url)
    if _normalize_body(ours.body) == text:
        return PostedComment(done=CommentAction.UNCHANGED, url=ours.url)
    return PostedComment(done=CommentAction.EDITED, url=conversation.edit(ours, text).url)


def _find_own_comment(conversation: Conversation, first: str) -> Comment | None:
    """Find the newest comment that has our first line and is by our own account."""
    marked = [found for found in conversation.comments() if _normalize_body(found.body).partition("\n")[0] == first]
    if not marked:
        return None
    login = conversation.login()
    mine = [found for found in marked if (found.login == login if login else found.kind == "Bot")]
    return max(mine, key=lambda found: found.id, default=None)


def _normalize_body(body: str) -> str:
    """GitHub may give line ends back in another form, and drops space at the end."""
    return body.replace("\r\n", "\n").rstrip()
