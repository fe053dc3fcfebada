"""The readable text of a file -> the licenses in it, what is said beside them, and what is not understood."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from openrelease.licenses.texts.combine import Part
from openrelease.licenses.texts.matching.find_licenses import add_changed_parts, find_whole_parts
from openrelease.licenses.texts.matching.fingerprints import TextIndex
from openrelease.licenses.texts.matching.template_candidates import Candidates, select_candidates
from openrelease.licenses.texts.matching.text_view import TextView
from openrelease.licenses.texts.names.addresses import is_harmless_address
from openrelease.licenses.texts.names.file_names import is_harmless_file
from openrelease.licenses.texts.sentences.license_names import LicenseNames
from openrelease.licenses.texts.sentences.surroundings import (
    MOST_UNEXPLAINED,
    Statement,
    Surroundings,
    SurroundingsReader,
)
from openrelease.licenses.texts.words.drawn_letters import find_drawn_lines
from openrelease.licenses.texts.words.reveal_text import ReadableText
from openrelease.licenses.texts.words.tokens import split_words
from openrelease.values import dataclass

_LONGEST_NOTICE = 100
"""Words; what is near a license that has more of them does not only name licenses."""
_PLACE = re.compile(r"#[\w-]{0,60}|")
"""A target within the same page, or none."""


@dataclass(frozen=True, kw_only=True)
class ExplainedFile:
    """What the words of a file are: licenses, statements beside them, lines that nothing explains."""

    view: TextView
    parts: Sequence[Part]
    statements: Sequence[Statement]
    unexplained: tuple[int, ...]

    @property
    def share(self) -> float:
        """How much of the file licenses and statements are."""
        taken = sum(part.end - part.start for part in self.parts)
        taken += sum(statement.end - statement.start for statement in self.statements)
        return taken / max(len(self.view.words), 1)

    @property
    def tag(self) -> str | None:
        """The SPDX expression of the file's tags, None where there is none or several."""
        tags = {each.licenses[0] for each in self.statements if each.kind == "tag"}
        return next(iter(tags)) if len(tags) == 1 else None


@dataclass(frozen=True, kw_only=True)
class FileReader:
    """Reads one file."""

    readable: ReadableText
    index: TextIndex
    names: LicenseNames

    def explain(self) -> ExplainedFile:
        """Return the licenses whose texts or headers are in the file, and what stands beside them."""
        parts = add_changed_parts(self._view, self.index, self._whole)
        present = _list_ids(parts)
        read = list(self._read_beside(parts, present)) if parts else []
        return self._collect(parts, read, present)

    def may_be_unchanged(self) -> bool:
        """Return whether the file may be nothing but licenses, and what stands beside them is understood.

        Texts are not compared with the nearest license where the answer is no without that.
        """
        whole = self._whole
        if not whole:
            near = any(each.role == "license" and each.size > _LONGEST_NOTICE for each in self._candidates.changed)
            return not near and self.explain_notice() is not None
        present = _list_ids(whole)
        if any(each.unexplained for each in self._read_beside(whole, present, most=0)):
            return False
        harmless = all(self._is_harmless(note.text, present) for note in self.readable.notes)
        return (
            harmless
            and not find_drawn_lines(self.readable.text)
            and add_changed_parts(self._view, self.index, whole) == whole
        )

    def explain_notice(self) -> ExplainedFile | None:
        """Return the licenses that are named in a file all of whose sentences are understood."""
        read = self._reader(self._view, ()).read(0, len(self._view.words), most=0)
        named = [(each, key) for each in read.statements for key in each.licenses]
        if read.unexplained or not named:
            return None
        parts = [
            Part(id=key, start=each.start, end=each.end, role="notice", notice=True)
            for each, key in named
            if each.kind != "tag"
        ]
        file = self._collect(parts, [read], tuple(key for _, key in named))
        return file if not file.unexplained and (parts or file.tag) else None

    def _collect(self, parts: Sequence[Part], read: Iterable[Surroundings], present: Sequence[str]) -> ExplainedFile:
        read, line = list(read), self._view.words.line
        lines = {line(at) for each in read for begin, end in each.unexplained for at in range(begin, end)}
        lines |= set(find_drawn_lines(self.readable.text)) if parts else set()
        lines |= {note.line for note in self.readable.notes if parts and not self._is_harmless(note.text, present)}
        return ExplainedFile(
            view=self._view,
            parts=parts,
            statements=[statement for each in read for statement in each.statements],
            unexplained=tuple(sorted(lines)),
        )

    def _read_beside(
        self, parts: Sequence[Part], present: Sequence[str], *, most: int = MOST_UNEXPLAINED
    ) -> Iterable[Surroundings]:
        reader, at = self._reader(self._view, present), 0
        ranges = [(part.start, part.end) for part in parts]
        for start, end in (*ranges, (len(self._view.words), len(self._view.words))):
            if at < start:
                yield reader.read(at, start, most=most)
            at = max(at, end)

    def _is_harmless(self, note: str, present: Sequence[str]) -> bool:
        """Return whether a note belongs to a license of the file, or only says where something is."""
        if _PLACE.fullmatch(note.strip()) or any(self.index.has_note(key, note) for key in present):
            return True
        if " " not in note.strip():
            known = self.names.tokens_of(present)
            return is_harmless_file(note.strip(), known) or is_harmless_address(note.strip(), known)
        view = self._view_of(note)
        return not self._reader(view, present).read(0, len(view.words), most=0).unexplained

    def _reader(self, view: TextView, present: Sequence[str]) -> SurroundingsReader:
        asides = [each.program for each in self.index.asides_of(present)]
        return SurroundingsReader(view=view, names=self.names, present=present, asides=asides)

    def _view_of(self, text: str) -> TextView:
        words, encode = split_words(text), self.index.encode
        return TextView(words=words, encoded=encode(words.words), encode=encode)

    @cached_property
    def _candidates(self) -> Candidates:
        return select_candidates(self._view.encoded, self.index)

    @cached_property
    def _whole(self) -> list[Part]:
        return find_whole_parts(self._view, self._candidates.whole)

    @cached_property
    def _view(self) -> TextView:
        return self._view_of(self.readable.text)


def _list_ids(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the ids of parts, each once."""
    return tuple(dict.fromkeys(part.id for part in parts))
