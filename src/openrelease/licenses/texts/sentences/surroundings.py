"""Words beside license texts -> which of them are understood, what they state, and which are not.

Between two places where a sentence may begin, such as the beginnings of lines, there must stand a copyright
notice, an SPDX tag, one of the closed forms (`sentence_forms`), or a part that the SPDX list calls optional.
Whatever fits none of them is unexplained.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from openrelease.licenses.texts.matching.match_template import match_program
from openrelease.licenses.texts.matching.templates import Program
from openrelease.licenses.texts.matching.text_view import TextView
from openrelease.licenses.texts.names.copyright_lines import copyright_end
from openrelease.licenses.texts.sentences.license_names import LicenseNames
from openrelease.licenses.texts.sentences.sentence_matcher import SentenceMatcher
from openrelease.values import dataclass, replace

_BOUNDARY = re.compile("\n|[^\\s\\w'\u2019-]\\s|\\s[^\\s\\w'\u2019]")
MOST_UNEXPLAINED = 200
"""Words after which nothing more is read: the text is not the plain license, whatever else it says."""
_PARAGRAPH = re.compile(r"\n[ \t>#*/;|-]{0,40}\n(?![\s>#*/;|-]{0,40}<?(?:https?|www)\b)")
"""The end of a paragraph; an address on lines of its own belongs to the sentence before it."""
_TAG = ["spdx", "license", "identifier"]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What stands between two words: its kind, and the licenses that it names."""

    kind: str
    start: int
    end: int
    licenses: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What is said beside license texts; `unexplained` are ranges of words."""

    statements: Sequence[Statement]
    unexplained: Sequence[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class _Step:
    """The best way to a word: how many words on it are unexplained, where it came from, by what."""

    unexplained: int
    before: int
    statement: Statement | None = None


@dataclass(frozen=True, kw_only=True)
class SurroundingsReader:
    """Reads what stands beside license texts in one file.

    `present` are the ids of the licenses in it; without any, a sentence may name any license. `asides` are
    programs of what may stand beside them.
    """

    view: TextView
    names: LicenseNames
    present: Sequence[str]
    asides: Sequence[Program] = ()

    def read(self, start: int, end: int, *, most: int = MOST_UNEXPLAINED) -> Surroundings:
        """Return what is understood between two words; as few as possible are left unexplained.

        Behind more than `most` unexplained words nothing is looked at.
        """
        best = {start: _Step(unexplained=0, before=start)}
        bounds = (at for at in range(start, end + 1) if self._is_bound(at, start, end))
        covered = reached = start
        for at, after in pairwise(bounds):
            if at > reached:
                best[end] = _Step(unexplained=best[at].unexplained + end - at, before=at)
                break
            cost, within = best[at].unexplained, best[at].statement is None and at < covered
            found = [] if within or cost > most else list(self._find(at, end))
            covered = max(covered, *(each.end for each in found), at)
            steps = [(each.end, _Step(unexplained=cost, before=at, statement=each)) for each in found]
            steps.append((after, _Step(unexplained=cost + after - at, before=at)))
            for stop, step in steps:
                if stop not in best or step.unexplained < best[stop].unexplained:
                    best[stop] = step
                    reached = max(reached, stop if step.unexplained <= most else reached)
        read = _trace(best, start, end)
        return replace(read, statements=[self._name_licenses(each) for each in read.statements])

    def _name_licenses(self, statement: Statement) -> Statement:
        """Return a sentence with the licenses that it names."""
        if statement.kind not in {"title", "introduction", "choice", "bundled"}:
            return statement
        return replace(statement, licenses=self._sentences.named(statement.start, statement.end))

    def _is_bound(self, at: int, start: int, end: int) -> bool:
        return at in (start, end) or _BOUNDARY.search(self.view.words.gap(at)) is not None

    def _is_sentence(self, at: int, stop: int) -> bool:
        """Return whether words are of one paragraph, and the last of them does not stand twice in a line."""
        words = self.view.words
        doubled = stop < len(words) and words.words[stop] == words.words[stop - 1] and "\n" not in words.gap(stop)
        return not doubled and not _PARAGRAPH.search(words.text, words.starts[at], words.starts[stop - 1])

    def _find(self, at: int, end: int) -> Iterator[Statement]:
        """Yield what may begin at a word and ends where a sentence may."""
        if at and not _BOUNDARY.search(self.view.words.gap(at)):
            return  # within a sentence of the license before it
        marks = [Statement(kind=kind, start=at, end=stop) for kind, stop in self._find_marks(at, end)]
        marks += self._find_tag(at, end)
        yield from marks
        if any(mark.kind != "bullet" for mark in marks):
            return
        for form, stop in self._sentences.find(at):
            if not self._is_in_place(form.kind, at, stop):
                continue
            if at < stop <= end and self._is_bound(stop, at, end) and self._is_sentence(at, stop):
                yield Statement(kind=form.kind, start=at, end=stop)

    def _is_tag(self, at: int) -> bool:
        return list(self.view.words.words[at : at + 3]) == _TAG

    def _is_in_place(self, kind: str, at: int, stop: int) -> bool:
        """Return whether an address has no label before it, such as "License:", and a tag ends what needs one."""
        if kind == "address":
            return at == 0 or not self.view.words.gap(at).lstrip(" *_)").startswith(":")
        return kind != "tagged" or self._is_tag(stop)

    def _find_marks(self, at: int, end: int) -> Iterator[tuple[str, int]]:
        """Yield bullets, copyright notices and optional parts: their kinds and ends."""
        skipped = self.view.skip(at)
        if skipped is not None and at < skipped <= end:
            yield "bullet", skipped
        notice = copyright_end(self.view.words, at, end=end)
        if notice is not None:
            yield "copyright", notice
        for aside in self.asides:
            for stop in match_program(aside, self.view.text, at):
                if at < stop <= end and self._is_bound(stop, at, end):
                    yield "aside", stop

    def _find_tag(self, at: int, end: int) -> Iterator[Statement]:
        words = self.view.words
        if not self._is_tag(at):
            return
        stop = at + 3
        while stop < end and "\n" not in words.gap(stop):
            stop += 1
        raw = words.text[words.ends[at + 2] : words.ends[stop - 1] + 1].strip(" :*/#<>!-\t\n")
        found = self.names.parse_tag(raw)
        if found and (not self.present or set(found) <= set(self.present)):
            yield Statement(kind="tag", start=at, end=stop, licenses=(raw,))

    @cached_property
    def _sentences(self) -> SentenceMatcher:
        return SentenceMatcher(words=self.view.words, names=self.names, present=self.present)


def _trace(best: Mapping[int, _Step], start: int, end: int) -> Surroundings:
    """Return what lies on the best way from one word to another."""
    statements: list[Statement] = []
    unexplained: list[tuple[int, int]] = []
    at = end
    while at > start:
        step = best[at]
        if step.statement:
            statements.append(step.statement)
        else:
            unexplained.append((step.before, at))
        at = step.before
    return Surroundings(statements=statements[::-1], unexplained=unexplained[::-1])
