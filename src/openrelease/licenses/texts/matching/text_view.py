"""Words of a readable text -> the text as templates are matched with it, and what in it may be passed over."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from openrelease.licenses.texts.matching.match_template import EncodedText
from openrelease.licenses.texts.matching.templates import BULLET, NAME, UNKNOWN
from openrelease.licenses.texts.names.copyright_lines import copyright_end
from openrelease.licenses.texts.names.holder_names import name_ends
from openrelease.licenses.texts.words.bullets import BULLET_LINE, ENUMERATOR
from openrelease.licenses.texts.words.tokens import Words, normalize_word
from openrelease.values import dataclass, field

_BULLET_SIGN = re.compile(r"[\\*_]{0,4}[.):\]]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_BULLET = 120
"""Characters of a line in which its bullet is looked for."""


@dataclass(frozen=True, kw_only=True)
class TextView:
    """The words of a text and their characters; `encode` gives a word its character."""

    words: Words
    encoded: str = field(repr=False)
    encode: Callable[[list[str]], str] = field(repr=False)

    @cached_property
    def text(self) -> EncodedText:
        """The text as `match_template` takes it."""
        return EncodedText(
            text=self.encoded,
            slots={BULLET: self.bullet_ends, NAME: self.slot_ends},
            skip=self.skip,
            joined=self.join,
        )

    def bullet_ends(self, at: int) -> list[int]:
        """Where a bullet may end that may stand at a word: also there, as it may be left out.

        One that begins within a line has a sign, or words behind it in that line.
        """
        ends = [at]
        begins_line = at == 0 or (at < len(self.words) and "\n" in self.words.gap(at))
        while at < len(self.words) and len(ends) < 5 and self._is_enumerator(at):  # noqa: PLR2004
            if len(ends) > 1 and not (self.words.gap(at) == "." and self.words.words[at].isdigit()):
                break
            at += 1
            if not begins_line and "\n" in self.words.gap(at) and not self._is_signed(at - 1):
                break
            ends.append(at)
        return ends

    def _is_signed(self, at: int) -> bool:
        """Return whether a bullet is written as "(a)", "a)", "a." or "a:"."""
        behind = self.words.gap(at + 1)[:1]
        opened = self.words.gap(at).endswith("(") or (at > 0 and "(" not in self.words.gap(at - 1))
        return behind in {".", ":"} or (behind == ")" and opened)

    def _is_enumerator(self, at: int) -> bool:
        """Return whether a word may be a bullet: a number or a letter; one that is a word has a sign behind it."""
        word = self.words.words[at]
        return ENUMERATOR.fullmatch(word) is not None and (
            word not in {"a", "i"} or _BULLET_SIGN.match(self.words.gap(at + 1)) is not None
        )

    def slot_ends(self, at: int) -> list[int]:
        """Where a name of a license's holder may end that begins at a word, behind a year or not."""
        found = self._names.get(at)
        if found is None:
            begin = at + 1 if _YEAR.fullmatch("".join(self.words.words[at : at + 1])) else at
            ends = [] if begin >= len(self.words) or self._is_doubled(at) else name_ends(self.words, begin)
            found = self._names[at] = [end for end in ends if not self._is_doubled(end)]
        return found

    def _is_doubled(self, at: int) -> bool:
        """Return whether a word is the one before it again: then it belongs to no name."""
        words = self.words.words
        return 0 < at < len(words) and words[at] == words[at - 1]

    def skip(self, at: int) -> int | None:
        """Where the bullet or the copyright notice ends that begins at a word; None where there is none."""
        if at not in self._skips:
            self._skips[at] = self._find_skip(at)
        return self._skips[at]

    def _find_skip(self, at: int) -> int | None:
        words = self.words
        if at >= len(words):
            return None
        if at and "\n" not in words.gap(at):
            return at + 1 if words.words[at] == "c" and words.words[at - 1] == "copyright" else None
        begin = words.text.rfind("\n", 0, words.starts[at]) + 1
        bullet = BULLET_LINE.match(words.text[begin : begin + _LONGEST_BULLET])
        end = at
        while bullet and end < len(words) and words.starts[end] < begin + bullet.end(1):
            end += 1
        return copyright_end(words, at) or (end if end > at else None)

    def join(self, at: int) -> str | None:
        """The character of a word that the end of a line or a hyphen cuts in two."""
        if at + 1 >= len(self.words) or not re.fullmatch(r"-?\n[ \t>#*/;|]*|-", self.words.gap(at + 1)):
            return None
        joined = self.encode([normalize_word(self.words.words[at] + self.words.words[at + 1])])
        return None if joined == UNKNOWN else joined

    def drop_skipped(self, found: Sequence[int]) -> list[int]:
        """Return the indexes of words that are not passed over as bullets or copyright notices."""
        ends = {at: self.skip(at) for at in self._line_starts}
        skipped = {at for start, end in ends.items() if end for at in range(start, end)}
        return [at for at in found if at not in skipped]

    @cached_property
    def _names(self) -> dict[int, list[int]]:
        return {}

    @cached_property
    def _skips(self) -> dict[int, int | None]:
        return {}

    @cached_property
    def _line_starts(self) -> list[int]:
        """The words that are the first of their lines."""
        starts = self.words.starts
        lines = (found.end() for found in re.finditer("\n", self.words.text))
        firsts = dict.fromkeys(bisect.bisect_left(starts, offset) for offset in (0, *lines))
        return [at for at in firsts if at < len(starts)]
