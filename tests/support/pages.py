"""HTML pages as a parser of the standard library sees them: tags, attributes, links and text."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from html.parser import HTMLParser


class Page(HTMLParser):
    """What is on a page: its tags with their attributes, and all text outside of styles and scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.code: dict[str, str] = {}
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in {"style", "script"}:
            self.code[self._inside] = data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def links(self) -> list[str]:
        return [values["href"] for tag, values in self.tags if tag == "a"]

    def shape(self) -> Counter[tuple[str, tuple[str, ...]]]:
        """The tags with the names of their attributes, without links: an attack may be an address, or may be none."""
        kept = Counter[tuple[str, tuple[str, ...]]]()
        for tag, values in self.tags:
            if tag not in {"a", "span"}:
                kept[tag, tuple(sorted(values))] += 1
        return kept

    def check_policy(self) -> None:
        """Fail unless the page allows its own style and script by their hashes, and no request."""
        policies = [
            v["content"] for t, v in self.tags if t == "meta" and v.get("http-equiv") == "Content-Security-Policy"
        ]
        (policy,) = policies
        parts = dict(part.split(" ", 1) for part in policy.split("; "))
        assert parts["default-src"] == parts["base-uri"] == parts["form-action"] == "'none'"
        for kind, code in self.code.items():
            digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
            assert parts[f"{kind}-src"] == f"'sha256-{digest}'"
        assert set(parts) == {
            "default-src",
            "base-uri",
            "form-action",
            "img-src",
            *(f"{kind}-src" for kind in self.code),
        }
        assert parts["img-src"] == "data:"
        for tag, values in self.tags:
            assert tag not in {"img", "iframe", "object", "embed", "form", "base"}
            assert not [name for name in values if name.startswith("on") or name in {"style", "src", "srcset"}]
            if tag == "link":
                assert values == {"rel": "icon", "href": "data:,"}
