"""Repository -> who its own texts say holds the copyright, each with its place."""

import re
from collections.abc import Iterator

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import CopyrightHolder, Location
from openrelease.scan.inputs.read_inputs import MOST_BYTES, RepositoryInputs, read_entire_file
from openrelease.untrusted import decode_text

_FILES = re.compile(
    r"(?:licen[cs]es?|copying|copyright|notice|authors|readme|model_?card|reuse|citation)[^/]*", re.IGNORECASE
)
_NOTICE = re.compile(
    r"(?:^[\s#*/%;>-]{0,12}copyright\s{1,4}(?:\(c\))?|copyright\s{0,4}(?:\(c\)|\u00a9)|\u00a9"
    r"|spdx-filecopyrighttext\s{0,4}[:=]|(?:copyright|\(c\))\s{1,4}(?=(?:19|20)\d\d))"
    r"[\"'\[\]\d,\s\u2013\u00a9-]{0,40}(?:present\b[,\s]{0,4})?(?P<holder>[^\n]{2,120})",
    re.IGNORECASE,
)
"""A notice, and no word of prose: it starts a line, has the sign or a tag, or names a year."""
_NO_HOLDER = re.compile(
    r"[<{\[(.,;:]|(?:and|as|by|for|holders?|if|in|information|infringement|interests?|is|issues?|laws?|licen[cs]e[sd]?"
    r"|notices?|of|on|or|owners?|protect(?:ion|ed)|rights?|statements?|status|terms|that|(?-i:the)|to|under|which|year|yyyy)\b",
    re.IGNORECASE,
)
"""How the words after "copyright" begin where they are the words of a license, or a blank to fill in."""
_AUTHORS_OF_LICENSES = ("free software foundation", "creative commons")
"""Who holds the copyright of a license text itself, at its head."""
_MOST_FILES = 8
_MOST_HOLDERS = 8  # of one file


def find_copyright_holders(gathered: RepositoryInputs) -> tuple[CopyrightHolder, ...]:
    """Return the holders that the texts at the root name, in the order of their files and lines."""
    paths = sorted(path for path in gathered.paths if _FILES.fullmatch(path))
    return tuple(holder for path in paths[:_MOST_FILES] for holder in _read_holders(gathered, path))


def _read_holders(gathered: RepositoryInputs, path: str) -> Iterator[CopyrightHolder]:
    try:
        text = decode_text(read_entire_file(gathered.snapshot, path, MOST_BYTES))
    except (UnreadableError, UntrustedInputError):
        return  # what cannot be read names nobody
    found = 0
    for number, line in enumerate(text.splitlines(), 1):
        match = _NOTICE.search(line)
        if match and (name := _clean_name(match["holder"])):
            yield CopyrightHolder(name=name, location=Location(path=path, line=number))
            found += 1
        if found == _MOST_HOLDERS:
            return


def _clean_name(text: str) -> str:
    """Return the name of a holder, or nothing where the words are those of a license."""
    name = re.sub(r"all rights reserved.{0,20}$", "", text, flags=re.IGNORECASE).strip(" \t.,;*\"'#<>[]/-")
    named = not _NO_HOLDER.match(text.strip(" \t\"'")) and any(letter.isalpha() for letter in name)
    return name if named and not name.casefold().startswith(_AUTHORS_OF_LICENSES) else ""
