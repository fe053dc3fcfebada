"""Document -> claims of its sentences, list items and headings, each read in its surroundings."""

import re
from collections.abc import Callable, Iterator, Sequence

from openrelease.catalog.load_phrases import Phrases
from openrelease.licenses import LicenseTable
from openrelease.model import Location
from openrelease.scan.inputs.parsed_document import Block, ParsedDocument
from openrelease.scan.licensing.passages.clause_context import ClauseContext, Surroundings
from openrelease.scan.licensing.passages.clauses import split_clauses, split_sentences
from openrelease.scan.licensing.passages.fold_text import fold_text
from openrelease.scan.licensing.passages.license_mentions import find_license_names
from openrelease.scan.licensing.passages.passage_claim import WHOLE, PassageClaim
from openrelease.scan.licensing.passages.read_clause import read_clause
from openrelease.scan.licensing.passages.release_names import ReleaseNames
from openrelease.scan.licensing.passages.unread_terms import read_unread_terms
from openrelease.values import dataclass

_HEADING = "heading"  # how a heading names a license; no kind of evidence
LONGEST_PASSAGE = 20_000  # characters; a longer paragraph is read up to here, and says so
_TRIGGER = re.compile(
    r"licen[cs]|commerc|copyright|permi|terms|polic|apache|\bmit\b|\bbsd|gpl|\bcc\b|\bcc0|\bby-nc|creative|rail\b|only|solely|"
    r"exclusiv|strictly|restrict|prohibit|forb|\bnot\b|n't|never|cannot|sell|consent|agree|rights|propriet|closed|open|free|"
    r"mdw|under|comerc|komers|ticari|gewerb|kommerz|vend|lucr|dilarang|interdi|verbot|untersag|gestatt|prohib|viet|contact|request|access|approv|agree|research|academ|profit|tb[ad]\b|legal|unless|except|mnpl|sspl|fsl",
    re.IGNORECASE,
)
_NOTICE_FILE = re.compile(r"third[-_ .]?part|notice|code[-_]of[-_]conduct|attributions?|acknowledg", re.IGNORECASE)
_LEGAL_FILE = re.compile(
    r"licen[cs]|agreement|terms|polic(?:y|ies)|copying|legal|disclaimer|restrictions|eula|"
    r"nutzungsbedingung|conditions|t[e\u00e9]rminos|termos|condizioni",
    re.IGNORECASE,
)
_LEGAL_LIST = re.compile(r"licenses\.md$|third", re.IGNORECASE)
_MODEL_FILE = re.compile(
    r"model[-_ ]?card|model[-_]?licen|licen[cs]e[-_]?model|weights|checkpoints?/|(?:^|/)models?/", re.IGNORECASE
)
_DATA_FILE = re.compile(r"data[-_ ]?card|(?:^|/)data(?:sets?)?[/.]", re.IGNORECASE)
_VENDORED = re.compile(r"vendor|third[-_]?party|/dependencies/|submodules|(?:^|/)externals?/", re.IGNORECASE)
_LICENSE_TEXTS = re.compile(
    r"(?:^|/)licen[cs]es?(?:_\w+)?/(?!licenseref-)|/(?:cc-by|l?gpl|apache|mit|bsd)[\w.-]*\.(?:txt|md)$", re.IGNORECASE
)
_MODEL_TERMS = re.compile(r"model|weight", re.IGNORECASE)
_USE_POLICY = re.compile(r"polic(?:y|ies)|acceptable", re.IGNORECASE)
_USAGE = re.compile(r"^\W*(?:data )?usage", re.IGNORECASE)
_NOTICE_TEXT = re.compile(r"you may not use this file except", re.IGNORECASE)
_LICENSE_ADDRESS = re.compile(
    r"(?:creativecommons\.org/licenses|licensebuttons\.net/l)/(by-(?:nc|sa|nd)[a-z-]{0,6})/(\d\.\d)"
)
_MOST_LINKS = 5_000
_ALERT = re.compile(r"^\[![A-Z]{3,12}\]\s{0,2}")
_SENTENCE = 30  # bytes; a shorter heading is a title
_TEXT_FORMATS = frozenset({"", "text", "txt", "plain", "plaintext", "md", "markdown"})
_SECTIONS = ("weights", "data", "code")
_SHORT = 300  # characters: a paragraph whose sentences are read together, where none of them claims anything
_LONGEST_MENU = 400  # characters
_MOST_MENU_LINES = 12
_MENU_ENTRY = re.compile(r"\W{0,8}\w{0,3}\W{0,8}licen[cs]\w{0,3}\W{0,8}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class PassageReader:
    """What reading the passages of one document needs.

    `row_applies(label, labels)`: whether the row of a table that begins with `label`, one of `labels`, may be about
    the scanned model.
    """

    document: ParsedDocument
    phrases: Phrases
    table: LicenseTable
    release: ReleaseNames
    row_applies: Callable[[str, Sequence[str]], bool] = lambda _label, _labels: True

    @property
    def path(self) -> str:
        """The path of the document."""
        return self.document.path


def read_passages(reader: PassageReader) -> Iterator[PassageClaim]:
    """Yield what the sentences, list items and headings of a document claim."""
    if _LICENSE_TEXTS.search(reader.path):
        return
    foreign = len(reader.phrases.languages) > 1  # the cheap search knows English words
    for block in reader.document.blocks:
        if (foreign or may_claim(block.text)) and (not block.code or _is_quoted_text(block, reader)):
            yield from _read_block(block, reader)
    yield from _read_addresses(reader)
    for heading in reader.document.headings:
        if reader.phrases.has("section.license", heading.text) or _is_sentence(heading.text, foreign):
            block = Block(text=heading.text, line=heading.line, section=(heading.text,))
            yield from _read_block(block, reader, how=_HEADING)


def _read_addresses(reader: PassageReader) -> Iterator[PassageClaim]:
    """Yield what links to the page of a license claim whose text does not name it: "Weights: see [here](...)"."""
    for link in reader.document.links[:_MOST_LINKS]:
        found = _LICENSE_ADDRESS.search(link.url)
        if found and not find_license_names(link.context or link.label, reader.table, bare=True):
            text = f"{link.context or link.label} (CC {found[1]} {found[2]} license)"
            yield from _read_block(Block(text=text, line=link.line, section=link.section), reader)


def _is_sentence(heading: str, foreign: bool) -> bool:  # noqa: FBT001 - of the document, as above
    """Return whether a heading is long enough to be a sentence about licenses: "Research use only, ..."."""
    return len(heading.encode()) >= _SENTENCE and (foreign or may_claim(heading))


def _is_quoted_text(block: Block, reader: PassageReader) -> bool:
    """Return whether a code block in a section about licenses holds text instead of code."""
    titled = bool(block.section) and reader.phrases.has("section.license", block.section[-1])
    return titled and block.info.casefold() in _TEXT_FORMATS


def may_claim(text: str) -> bool:
    """Return whether a text may be about licenses, by one cheap search: most texts are not."""
    return not text.isascii() or _TRIGGER.search(text) is not None


def describe_surroundings(section: Sequence[str], line: int, reader: PassageReader, how: str = "prose") -> Surroundings:
    """Return the surroundings of a passage: its headings, and the file that it is in."""
    phrases, path = reader.phrases, reader.path
    file = path.rpartition("/")[2]
    last = section[-1] if section else ""
    titled = phrases.has("section.license", last) or (
        len(section) > 1 and phrases.has("section.license", section[-2]) and not phrases.has("section.foreign", last)
    )
    below = " / ".join(section[1:] if len(section) > 1 else section)
    legal = _LEGAL_FILE.search(file) is not None and not _LEGAL_LIST.search(file)
    copied = _VENDORED.search(f"{path} {' '.join(section)}") is not None
    return Surroundings(
        location=Location(path=path, line=line),
        titled=titled,
        foreign=not titled and (phrases.has("section.foreign", below) or copied),
        advice=phrases.has("section.advice", below),
        notice=_NOTICE_FILE.search(file) is not None,
        legal=legal,
        parts=_default_parts(section, path, phrases, legal=legal),
        only=legal and _MODEL_TERMS.search(file) is not None,
        names=tuple(section),
        how=how,
    )


def _default_parts(section: Sequence[str], path: str, phrases: Phrases, *, legal: bool) -> tuple[str, ...]:
    """Return what a clause is about that names nothing: by its two last headings, then by its file."""
    for title in reversed(section[-2:]):
        for part in _SECTIONS:
            if phrases.has(f"section.{part}", title) and not _USAGE.search(title):
                return (part,)
    if _MODEL_FILE.search(path) or (legal and _governs_models(path.rpartition("/")[2])):
        return ("weights",)
    return ("data",) if _DATA_FILE.search(path) else (WHOLE,)


def _read_block(block: Block, reader: PassageReader, how: str = "prose") -> Iterator[PassageClaim]:
    text = _ALERT.sub("", fold_text(block.text[:LONGEST_PASSAGE]))
    around = describe_surroundings(block.section, block.line, reader, how)
    if _NOTICE_TEXT.search(text) or _is_menu_entry(text, block, reader):
        return
    context = ClauseContext(phrases=reader.phrases, table=reader.table, release=reader.release, around=around)
    silent = True
    for sentence in split_sentences(text):
        if _is_harmless(sentence, reader):
            silent = False  # what it says beside that is understood
            continue
        claims = [claim for clause in split_clauses(sentence) for claim in read_clause(clause, context)]
        if not any(claim.own for claim in claims):
            claims += read_unread_terms(sentence, context, named=bool(claims))
        yield from claims
        silent = silent and not claims
    if silent and len(text) < _SHORT:
        yield from read_unread_terms(text, context)


def _is_harmless(sentence: str, reader: PassageReader) -> bool:
    """Return whether a sentence claims nothing: one that names a license is read all the same."""
    if not reader.phrases.has("harmless", sentence):
        return False
    return "contribut" in sentence.casefold() or not find_license_names(sentence, reader.table)


def _is_menu_entry(text: str, block: Block, reader: PassageReader) -> bool:
    """Return whether a text is links within the page, as menus have: "Usage | License"."""
    if len(text) > _LONGEST_MENU or "licen" not in text.casefold():
        return False
    lines = range(block.line, block.line + _MOST_MENU_LINES)
    links = [link for link in reader.document.links if link.line in lines and link.url.startswith("#")]
    rest = text
    for link in links:
        rest = rest.replace(fold_text(link.label), "", 1)
    return bool(links) and (_MENU_ENTRY.fullmatch(text) is not None or re.search(r"\w", rest) is None)


def _governs_models(file: str) -> bool:
    """Return whether a file of terms is about models, or about their use."""
    return _MODEL_TERMS.search(file) is not None or _USE_POLICY.search(file) is not None
