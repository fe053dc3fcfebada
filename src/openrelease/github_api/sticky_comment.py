"""Markdown -> one comment on a pull request: created once, then edited in place.

A hidden first line marks the comment and the configuration that it belongs to. Anyone can write that line, so
the author must match too: comments of other accounts are never edited, and no content is read back.
"""

import enum
import hashlib
from contextlib import closing

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.comments_api import Comment, Conversation, Thread
from openrelease.github_api.retry_requests import Patience, retry_request
from openrelease.values import dataclass

COMMENT_LIMIT = 65_536  # characters of a comment, the maximum of the API


class CommentAction(enum.Enum):
    """What was done."""

    CREATED = "created"
    EDITED = "edited"
    UNCHANGED = "unchanged"
    NOTHING = "nothing"  # there was no comment to edit, and none was to be created


@dataclass(frozen=True, kw_only=True)
class PostedComment:
    """What was done, and the URL of the comment ("" where there is none)."""

    done: CommentAction
    url: str = ""


def make_marker(key: str) -> str:
    """Return the hidden first line for one configuration, by which its comment is found again.

    It holds only a digest, so that no part of a setting can end the HTML comment.
    """
    return f"<!-- openrelease {hash_key(key)} -->"


def hash_key(key: str) -> str:
    """Return 24 hexadecimal digits that identify a configuration."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def post_comment(
    thread: Thread, body: str, key: str, *, create: bool = True, patience: Patience | None = None
) -> PostedComment:
    """Create or edit our comment for `key` so that its text is `body`; raises `PublishError`.

    With `create=False` an existing comment is updated, but none is created.
    """
    text = f"{make_marker(key)}\n{body}".rstrip()
    if len(text) > COMMENT_LIMIT:
        raise PublishError(Cause.REFUSED, f"{len(text)} characters, and the limit is {COMMENT_LIMIT}")
    with closing(Conversation(thread)) as conversation:
        return retry_request(lambda: _create_or_edit(conversation, text, create=create), patience or Patience())


def _create_or_edit(conversation: Conversation, text: str, *, create: bool) -> PostedComment:
    """Read, then write at most once. A retry finds a comment whose response was lost."""
    ours = _find_own_comment(conversation, text.partition("\n")[0])
    if ours is None and not create:
        return PostedComment(done=CommentAction.NOTHING)
    if ours is None:
        return PostedComment(done=CommentAction.CREATED, url=conversation.create(text).url)
    if _normalize_body(ours.body) == text:
        return PostedComment(done=CommentAction.UNCHANGED, url=ours.url)
    return PostedComment(done=CommentAction.EDITED, url=conversation.edit(ours, text).url)


def _find_own_comment(conversation: Conversation, first: str) -> Comment | None:
    """Return the newest comment with our first line and by our account."""
    marked = [found for found in conversation.comments() if _normalize_body(found.body).partition("\n")[0] == first]
    if not marked:
        return None
    login = conversation.login()
    mine = [found for found in marked if (found.login == login if login else found.kind == "Bot")]
    return max(mine, key=lambda found: found.id, default=None)


def _normalize_body(body: str) -> str:
    """Normalize line ends and trailing space, which GitHub changes."""
    return body.replace("\r\n", "\n").rstrip()
