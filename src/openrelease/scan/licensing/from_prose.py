"""Prose -> statements: which license a sentence, a list item or a heading names, and of which part.

What is said of somebody else's work makes nothing permissive here. Limits and terms without a name are
statements too: silence about them would let the license of the repository pass for that of the weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openrelease.model import Claim, Location, Permissive, Reason
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.licensing.statement import Reader, ScopedClaim, restricted, unnamed
from openrelease.scan.licensing.third_party_models import names_another

_LONGEST = 4000  # characters; a longer paragraph is a license text, no statement about one

_OTHERS_TERMS = ("weights", "data")  # the parts whose terms others may set


@dataclass(frozen=True, kw_only=True)
class _Clause:
    """One clause. `titled` are the parts named by the heading about licenses above it, None without one.

    `advice`: it stands in a section on good use, not on licenses. `policy`: in rules for users of the model.
    `card`: in these or in a model card, which speak of the model where they name nothing else.
    """

    text: str
    place: Location
    titled: tuple[str, ...] | None
    foreign: bool
    advice: bool
    card: bool
    policy: bool


def read_prose(document: ParsedDocument, reader: Reader) -> Iterator[ScopedClaim]:
    """Read the sentences and headings of a document."""
    for clause in _clauses(document, reader):
        words = reader.lookout.license_words
        if not words.past.search(clause.text):
            yield from _statements(clause, reader)


def _clauses(document: ParsedDocument, reader: Reader) -> Iterator[_Clause]:
    words, foreign = reader.lookout.license_words, reader.lookout.foreign_sections
    passages = [(block.text, block.line, block.section) for block in document.blocks if not block.code]
    passages += [
        (heading.text, heading.line, (heading.text,))
        for heading in document.headings
        if words.about.search(heading.text)
    ]
    for text, line, section in passages:
        if len(text) <= _LONGEST:
            title = section[-1] if section and words.about.search(section[-1]) else None
            trail = " / ".join(section)
            for part in words.between.split(text):
                policy = bool(reader.lookout.use_policies.search(document.path))
                yield _Clause(
                    text=part,
                    place=Location(path=document.path, line=line),
                    titled=None if title is None else reader.parts(title),
                    foreign=bool(foreign.search(trail)),
                    advice=title is None and bool(words.advice.search(trail)),
                    card=policy or bool(reader.lookout.cards.search(document.path)),
                    policy=policy,
                )


def _statements(clause: _Clause, reader: Reader) -> Iterator[ScopedClaim]:
    words = reader.lookout.license_words
    parts = _parts(clause, reader)
    doubt = _doubt(clause, parts, reader)
    if doubt:
        doubted = _doubted_parts(doubt, parts)
        for part in doubted:
            yield ScopedClaim(part=part, claim=doubt)
        parts = tuple(part for part in parts if part not in doubted or part not in _OTHERS_TERMS)
        if not parts or (words.excluded.search(clause.text) and parts == ("",)):
            return
    elif words.excluded.search(clause.text):
        return
    yield from _named(clause, parts, reader)


def _doubted_parts(doubt: Claim, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Tell which parts a doubt is about: weights and data alike, or, of a limit, the first of them."""
    if doubt.permissive is Permissive.NO:
        return ("weights",) if "weights" in parts else parts[:1]
    return tuple(part for part in _OTHERS_TERMS if part in parts) or parts[:1]


def _parts(clause: _Clause, reader: Reader) -> tuple[str, ...]:
    """Tell what a clause speaks of; "code only", and terms to accept first, are about the weights too."""
    words, parts = reader.lookout.license_words, reader.parts(clause.text) or clause.titled
    if parts == ("code",) and words.code_only.search(clause.text):
        return ("weights", "code")
    return parts or (
        ("weights",)
        if clause.card or words.accepted.search(clause.text) or words.outputs.search(clause.text)
        else ("",)
    )


def _named(clause: _Clause, parts: tuple[str, ...], reader: Reader) -> Iterator[ScopedClaim]:
    words = reader.lookout.license_words
    if clause.titled is None and not words.speaks.search(clause.text):
        return
    upstream = words.upstream.search(clause.text) is not None
    theirs = clause.foreign or words.theirs.search(clause.text) is not None
    theirs = theirs or names_another(clause.text, reader.own, reader.lookout)
    if _is_bare(clause, reader) and not words.ours.search(clause.text):
        theirs = True
    for part in ("weights",) if upstream else parts:
        for expression in reader.named(clause.text):
            stated = reader.make_claim(expression, "prose", clause.place)
            if not theirs or (upstream and stated.permissive is not Permissive.YES):
                yield ScopedClaim(part=part, claim=stated)


def _is_bare(clause: _Clause, reader: Reader) -> bool:
    """Tell whether a clause names no part of the release, and nothing around it tells what it is about."""
    return clause.titled is None and not clause.policy and not reader.parts(clause.text)


def _doubt(clause: _Clause, parts: tuple[str, ...], reader: Reader) -> Claim | None:
    """Give what a clause says against a license, or of terms that it does not name."""
    words = reader.lookout.license_words
    if clause.foreign:
        return None
    if words.limited.search(clause.text):
        return restricted("prose", clause.place, Reason.NON_COMMERCIAL)
    if words.asked.search(clause.text):
        return restricted("prose", clause.place, Reason.PERMISSION_REQUIRED)
    if _forbids(clause, reader):
        return unnamed("prose", clause.place, Reason.USE_RESTRICTED)
    return _open(clause, reader) if set(_OTHERS_TERMS) & set(parts) else None


def _open(clause: _Clause, reader: Reader) -> Claim | None:
    """Give what a clause about weights or data leaves open: a license ends before them, or is not named."""
    words = reader.lookout.license_words
    deferred, titled = words.deferred.search(clause.text), clause.titled is not None
    speaks = titled or deferred or words.speaks.search(clause.text)
    if speaks and (words.excluded.search(clause.text) or words.code_only.search(clause.text)):
        return unnamed("prose", clause.place, Reason.NOT_COVERED)
    open_ = deferred or (titled and words.unsettled.search(clause.text))
    told = open_ and not words.same.search(clause.text) and not reader.named(clause.text)
    return unnamed("prose", clause.place, Reason.OTHER_TERMS) if told else None


def _forbids(clause: _Clause, reader: Reader) -> bool:
    """Tell whether a clause restricts use; advice on good use, and rules for something else, do not."""
    words = reader.lookout.license_words
    harmless = clause.advice or words.harmless.search(clause.text)
    if harmless or not words.forbidden.search(clause.text):
        return False
    free = words.ours.search(clause.text) or re.match(r"\W*free\b", clause.text, re.IGNORECASE)
    return bool(free) or not _is_bare(clause, reader)
