"""Text -> Identification: which licenses a text is, unchanged or not, and what it restricts.

A text is a license when every word of it is explained: by the template of a license, word for word, or, beside
it, by a copyright notice or one of the closed forms of sentences that change nothing (`surroundings`).
Whatever is left over makes a modified text of it, which never gets the plain id.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from openrelease.licenses.terms.license_table import LicenseTable
from openrelease.licenses.texts.combine import Part, combine_licenses, combine_modified, drop_repeated_notices
from openrelease.licenses.texts.explain_file import ExplainedFile, FileReader
from openrelease.licenses.texts.matching.fingerprints import TextIndex
from openrelease.licenses.texts.matching.text_view import TextView
from openrelease.licenses.texts.restriction_phrases import Restriction, find_limits, find_restrictions
from openrelease.licenses.texts.sentences.license_names import LicenseNames
from openrelease.licenses.texts.text_identification import Identification, Match
from openrelease.licenses.texts.unlisted_title import derive_license_ref, mentions_models, reads_like_a_license
from openrelease.licenses.texts.words.reveal_text import reveal_text
from openrelease.model import Permissive
from openrelease.values import dataclass

MAX_CHARACTERS = 1_000_000
"""Characters that are read; a longer text is unknown."""

_URL = re.compile(r"https?://\S+")
_UNFILLED = re.compile(
    r"copyright[^\n]{0,20}[<\[{]\s*(?:year|yyyy|name|full ?name|owner|copyright[ _-]?holders?|organi)", re.IGNORECASE
)
_MAX_NOTICE = 20_000  # characters; what names licenses without their texts is short
_FEW_WORDS = 20
_OWN_SHARE = 0.5
_BEFORE_TEXT = 200
_MOST_SHOWN = 3
_MOST_QUOTED = 80


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """Recognizes license texts; built once, then asked for each text."""

    table: LicenseTable
    index: TextIndex

    def identify(self, text: str) -> Identification:
        """Return which licenses a text is; a text of more than a million characters is unknown."""
        if not text.strip("\ufeff \t\r\n"):
            return Identification(kind="empty")
        if len(text) > MAX_CHARACTERS:
            return Identification(note=f"longer than {MAX_CHARACTERS} characters")
        reader = self._read(text)
        file = reader.explain()
        if file.parts:
            return self._identify_parts(file)
        if len(text) <= _MAX_NOTICE and (notice := reader.explain_notice()) is not None:
            return self._identify_notice(notice)
        if len(file.view.words) < _FEW_WORDS and _URL.search(text):
            return Identification(kind="url", note="a link to a text that is elsewhere")
        return self._identify_unlisted(file)

    def name_unchanged(self, text: str) -> str | None:
        """Return the expression of a text that is an unchanged license or notice, None for any other text.

        It is that of `identify`; that a text is none is found out in a third of the time.
        """
        if len(text) > MAX_CHARACTERS or not self._read(text).may_be_unchanged():
            return None
        found = self.identify(text)
        return None if found.modified else found.expression

    def _read(self, text: str) -> FileReader:
        return FileReader(readable=reveal_text(text), index=self.index, names=self._names)

    def _identify_parts(self, file: ExplainedFile) -> Identification:
        """A text in which known licenses are."""
        licenses = drop_repeated_notices([part for part in file.parts if part.role != "policy"])
        changes = [part.change for part in licenses if part.change]
        changes += self._describe_policies(file.parts) + _describe_lines(file.unexplained, file.view.words.text)
        if not licenses or (changes and file.share < _OWN_SHARE):
            return self._identify_unlisted(file)
        if not changes:
            return Identification(
                expression=combine_licenses(licenses, file.statements),
                matches=_locate(licenses, file.view),
                kind=_classify_kind(licenses, file.view),
            )
        return Identification(
            expression=combine_modified(licenses),
            matches=_locate(licenses, file.view),
            modified=True,
            kind=_classify_kind(licenses, file.view),
            restrictions=find_restrictions(file.view.words.text),
            limits=self._find_limits(licenses, file.view),
            unexplained=file.unexplained,
            note="; ".join(dict.fromkeys(changes)),
        )

    def _identify_notice(self, file: ExplainedFile) -> Identification:
        """A text that only names licenses."""
        return Identification(
            expression=combine_licenses(file.parts, file.statements) or file.tag,
            matches=_locate(file.parts, file.view),
            kind="notice",
        )

    def _identify_unlisted(self, file: ExplainedFile) -> Identification:
        """A text that no list has, or in which known licenses are the lesser part."""
        text, parts = file.view.words.text, file.parts
        policy = bool(parts) and all(part.role == "policy" for part in parts)
        legal = reads_like_a_license(text) and not policy
        own = derive_license_ref(text, self.table) if legal and mentions_models(text) else None
        return Identification(
            expression=own,
            matches=_locate(parts, file.view),
            kind="license" if legal else "unknown",
            restrictions=find_restrictions(text),
            limits=find_limits(text) if legal else (),
            note="an acceptable use policy, not a license" if policy else "not a known text",
        )

    def _find_limits(self, licenses: Sequence[Part], view: TextView) -> tuple[Restriction, ...]:
        """Return the restrictions of a changed text that make it not permissive for sure.

        Those of a license that is not permissive, as far as they are still in its text, and grants that are
        limited to non-commercial use, research or small users.
        """
        text = view.words.text
        based = any(self.table.permissive(part.id) is Permissive.NO for part in licenses)
        return find_restrictions(text) if based else find_limits(text)

    def _describe_policies(self, parts: Sequence[Part]) -> list[str]:
        """A policy belongs to a license that restricts use; beside any other it is a change."""
        licenses = [part for part in parts if part.role in {"license", "notice"}]
        if any(self.table.permissive(part.id) is Permissive.NO for part in licenses):
            return []
        return ["an acceptable use policy stands beside it" for part in parts if part.role == "policy"]

    @cached_property
    def _names(self) -> LicenseNames:
        return LicenseNames(table=self.table)


def _classify_kind(parts: Sequence[Part], view: TextView) -> str:
    if all(part.notice for part in parts):
        return "notice"
    unfilled = _UNFILLED.search(view.words.text)
    begins = view.words.starts[min(part.start for part in parts)]
    return "template" if unfilled and unfilled.start() <= begins + _BEFORE_TEXT else "license"


def _locate(parts: Sequence[Part], view: TextView) -> tuple[Match, ...]:
    line = view.words.line
    return tuple(Match(id=part.id, start_line=line(part.start), end_line=line(part.end - 1)) for part in parts)


def _describe_lines(lines: Sequence[int], text: str) -> list[str]:
    """Return a sentence that quotes the first of the lines that are not understood."""
    if not lines:
        return []
    first = " ".join(text.split("\n")[lines[0] - 1].split())
    quote = "".join(letter if letter.isprintable() else " " for letter in first)[:_MOST_QUOTED]
    more = ", ".join(map(str, lines[1:_MOST_SHOWN])) + (", ..." if len(lines) > _MOST_SHOWN else "")
    also = f", line {more}" if more else ""
    return [f'text beside the license is not understood (line {lines[0]}: "{quote}"{also})']
