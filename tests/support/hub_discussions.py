"""The discussions of the loopback Hub: who the token belongs to, and what it wrote.

The shapes are those of the Hub's OpenAPI, which `tests/hub/test_webhook_recipe.py` validates them with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_PATH = re.compile(r"/api/(model|dataset)s/([^/]+/[^/]+)/discussions(?:/([0-9]+)(?:/comment/([0-9a-f]+)/edit)?)?")
_TIME = "2026-11-30T00:00:00.000Z"


def describe_user(name: str) -> dict[str, Any]:
    flags = dict.fromkeys(("isHf", "isHfAdmin", "isMod", "isPro"), False)
    return {"_id": "a" * 24, "avatarUrl": "", "fullname": name, "name": name, "type": "user", **flags}


@dataclass(kw_only=True)
class HubDiscussions:
    """Discussions of all repositories, in the order in which they were opened."""

    kept: list[dict[str, Any]] = field(default_factory=list)

    def open(self, repo: dict[str, str], title: str, text: str, author: str) -> dict[str, Any]:
        """Open a discussion, as its author would."""
        comment = {
            "id": f"{len(self.kept) + 1:024x}",
            "type": "comment",
            "createdAt": _TIME,
            "author": describe_user(author),
            "data": {
                "edited": False,
                "hidden": False,
                "editors": [],
                "editorAvatarUrls": [],
                "reactions": [],
                "numEdits": 0,
                "latest": {"raw": text, "html": "", "updatedAt": _TIME},
            },
        }
        found = {
            "_id": "b" * 24,
            "num": len(self.kept) + 1,
            "title": title,
            "repo": repo,
            "events": [comment],
            "author": describe_user(author),
            "createdAt": _TIME,
            "status": "open",
            "isPullRequest": False,
            "collection": "discussions",
            "isReport": False,
            "locked": False,
            "pinned": False,
        }
        self.kept.append(found)
        return found

    def answer(  # noqa: PLR0911 - an answer each
        self, method: str, path: str, query: dict[str, list[str]], body: Any, user: str
    ) -> tuple[int, Any]:
        """Do what a request asks for; the status and the body of the answer."""
        if path == "/api/whoami-v2":
            return (200, {"type": "user", "name": user}) if user else (401, {"error": "Invalid username or password."})
        match = _PATH.fullmatch(path)
        if match is None:
            return 404, {"error": "Not Found"}
        repo, number, comment = {"type": match[1], "name": match[2]}, match[3], match[4]
        if method == "POST" and not user:
            return 401, {"error": "Invalid username or password."}
        here = [each for each in self.kept if each["repo"] == repo]
        if number is None and method == "GET":
            return 200, _list_page(here, query)
        if number is None:
            opened = self.open(repo, body["title"], body["description"], user)
            return 200, {"num": opened["num"], "url": f"/{match[2]}/discussions/{opened['num']}", "pullRequest": False}
        found = next((each for each in here if each["num"] == int(number)), None)
        if found is None:
            return 404, {"error": "Not Found"}
        return _edit(found, comment, body["content"], user) if comment else (200, found)


def _list_page(here: list[dict[str, Any]], query: dict[str, list[str]]) -> dict[str, Any]:
    author = query.get("author", [""])[0]
    wanted = [each for each in here if not author or each["author"]["name"] == author]
    start = int(query.get("p", ["0"])[0]) * 10
    rest = {"numComments": 1, "numReactionUsers": 0, "topReactions": []}
    shown = [
        {**{key: value for key, value in each.items() if key not in {"events", "_id", "collection"}}, **rest}
        for each in wanted[start : start + 10]
    ]
    return {"count": len(wanted), "start": start, "discussions": shown}


def _edit(found: dict[str, Any], comment: str, text: str, user: str) -> tuple[int, Any]:
    event = next((each for each in found["events"] if each["id"] == comment), None)
    if event is None or event["author"]["name"] != user:
        return 403, {"error": "Forbidden"}
    event["data"]["latest"]["raw"] = text
    event["data"] |= {"edited": True, "numEdits": event["data"]["numEdits"] + 1}
    return 200, {"updatedComment": event}
