"""A path pattern of REUSE.toml -> whether a path matches it, in time proportional to the path's length.

`*` matches any characters but "/", `**` matches any characters, and a backslash makes the next character
literal: https://reuse.software/spec-3.3/#reusetoml
"""

import re
from collections.abc import Mapping
from functools import cached_property

from openrelease.values import dataclass

LONGEST_GLOB = 400  # characters, as many as the longest path that is read

_TOKEN = re.compile(r"\*+|\\.|[^*]", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class ReuseGlob:
    """A pattern as a sequence of tokens: a character to be matched literally, "*" or "**"."""

    tokens: tuple[str, ...]

    def matches(self, path: str) -> bool:
        """Return whether the whole path matches.

        Each bit of `states` is a position in the pattern that the path read so far can have reached, so that
        no pattern makes this backtrack.
        """
        states = self._skip_stars(1)
        for char in path:
            kept = self._any | (0 if char == "/" else self._within_folder)
            states = self._skip_stars((states & self._literals.get(char, 0)) << 1 | states & kept)
            if not states:
                return False
        return bool(states >> len(self.tokens) & 1)

    def _skip_stars(self, states: int) -> int:
        """Return the states with those that follow by letting a star match nothing; no two stars adjoin."""
        return states | (states & (self._any | self._within_folder)) << 1

    @cached_property
    def _literals(self) -> Mapping[str, int]:
        positions: dict[str, int] = {}
        for at, token in enumerate(self.tokens):
            if token not in {"*", "**"}:
                positions[token[-1]] = positions.get(token[-1], 0) | 1 << at
        return positions

    @cached_property
    def _within_folder(self) -> int:
        return self._positions("*")

    @cached_property
    def _any(self) -> int:
        return self._positions("**")

    def _positions(self, star: str) -> int:
        return sum(1 << at for at, token in enumerate(self.tokens) if token == star)


def parse_reuse_glob(text: str) -> ReuseGlob | None:
    """Return the pattern, None for one that is too long to be a path of a release."""
    if len(text) > LONGEST_GLOB:
        return None
    tokens = _TOKEN.findall(text.removeprefix("./"))
    return ReuseGlob(tokens=tuple("**" if token.startswith("**") else token for token in tokens))
