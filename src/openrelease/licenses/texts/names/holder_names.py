"""Words -> where a name of people, organizations or a project that begins there may end.

A name is a noun phrase with a bound: words that begin with a capital letter, a few connecting words and
roles ("the", "of", "and its contributors"), or one handle; an address may stand behind. No verb fits in.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from openrelease.licenses.texts.names.addresses import is_plain_host, is_plain_mailbox, is_spoken_host
from openrelease.licenses.texts.names.name_exclusions import NON_CASED, is_excluded, is_non_cased_name
from openrelease.licenses.texts.names.name_words import (
    CONNECTORS,
    DETERMINERS,
    JOINTS,
    NO_PROJECTS,
    ORGANIZATIONS,
    PLACEHOLDERS,
    ROLES,
)
from openrelease.licenses.texts.words.tokens import Words
from openrelease.values import dataclass

_ADDRESS = re.compile(
    r"(?:mailto:)?[\w.+~/-]{1,60}\s?(?:@|\[at\]|\(at\))\s?[\w-]{1,40}(?:\.[\w-]{1,40}){0,4}|@[\w-]{1,40}"
    r"|(?:https?://)?(?:[\w-]{1,40}\.){1,5}[A-Za-z]{2,12}(?:/[\w~.@-]{0,40}){0,5}"
)
_ADDRESS_EXCLUDED = re.compile(
    r"licen[cs]|terms|eula|commerc|polic|restrict|only|forbid|prohib|paid|pric|subscri|conditions", re.IGNORECASE
)
_PROPER = re.compile(r"[^\W\d_](?:[\w.'\u2019\u00b7&+!-]{0,30})|\d{1,3}[A-Za-z][\w-]{0,20}")
_HANDLE = re.compile(r"[a-z0-9][A-Za-z0-9_.-]{1,38}")
_REPOSITORY = re.compile(r"[A-Za-z][\w.-]{0,38}/[A-Za-z][\w.-]{1,60}")
_NUMBER = re.compile(r"#?\d{1,6}(?:-\d{1,5})?")
_EDGES = "()<>[]{}\"'`*_|,;:.\u201c\u201d\u2018\u2019\u00ab\u00bb"
_PARAGRAPH = re.compile(r"\n[ \t>#*/;|-]{0,40}\n")
_AT = re.compile(r" (?:@|\[at\]|\(at\)) ")
_INNER_CAPITAL = re.compile("[a-z]{1,2}[A-Z]\\w{1,20}|[a-z]['\u2019][A-Z]\\w{1,20}")
_LISTED = (("T", DETERMINERS), ("A", JOINTS), ("C", CONNECTORS), ("R", ROLES))
_MOST_LETTERS = 120
_USUAL_IN_NAMES = frozenset(("model", "models", "data", "weights", "learning", "science", "cloud", "study", "home"))
_LOOK_ALIKES = str.maketrans("0134578$@", "oieastb" + "sa")
_INITIALS = 2
_LEAST_CODE = 4
_ABBREVIATIONS = frozenset(("drs", "mrs", "inst", "univ", "dept", "prof", "assoc", "intl", "bros"))
_EXCLUDED_WITHIN = frozenset(("only", "not", "non", "commercial", "prohibited", "forbidden"))
"""Words that no name has, run together with others as in "ResearchOnly"."""
_EXCLUDED_RUN = re.compile(
    r"commerc|research-?only|use-?only|^not-?for|^for-?research|personal-?use|prohibit|forbid|licensed", re.IGNORECASE
)
_MOST_CAMEL = 6
_MOST_UNITS = 26
_MOST_PLAIN = 4
_MOST_COINED = 4
"""Words of which one is coined that is the name of a project or an account."""
_MOST_WITH_ORGANIZATION = 9
_ONE_NAME = "(?:T?P?H{1,2}[RO]+U*|[TC]?[PRO](?:T?[PRO]|C+(?:TC?)?[PRO])*U*|T?HU*|U+)"
_SEVERAL_NAMES = rf"{_ONE_NAME}(?:[,A]+(?:{_ONE_NAME}|[DN]*[PO][DNPO]*|N))*,?"
_NAMES = re.compile(_SEVERAL_NAMES.replace("*", "{0,60}").replace("+", "{1,60}"))  # a text has fewer units
"""Names by the kinds of their units (`_classify`): one or several, parted by commas or "and"."""


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What stands between two white spaces: without and with punctuation, and the word after it."""

    text: str
    piece: str
    next: int
    gap: str


def read_units(words: Words, at: int, *, end: int, most: int) -> Iterator[Unit]:
    """Yield the units from the word at `at` on, up to the word at `end`."""
    text, first = words.text, True
    while at < end and most:
        last = at
        while last + 1 < end and (not re.search(r"\s", words.gap(last + 1)) or _is_spaced_mail(words, last + 1)):
            last += 1
        start, stop = words.starts[at], words.ends[last]
        edges = _EDGES + "@" if first else ""
        while start > 0 and (text[start - 1] in edges or (not first and not text[start - 1].isspace())):
            start -= 1
        while (
            stop < len(text) and not text[stop].isspace() and (last + 1 >= len(words) or stop < words.starts[last + 1])
        ):
            stop += 1
        piece = text[start:stop]
        gap = words.gap(last + 1) if last + 1 < len(words) else "\n"
        yield Unit(
            text=unicodedata.normalize("NFKC", piece.replace("(s)", "s").strip(_EDGES)),
            piece=piece,
            next=last + 1,
            gap=gap,
        )
        at, most, first = last + 1, most - 1, False


def _is_spaced_mail(words: Words, at: int) -> bool:
    """Return whether the word at `at` is the host of a mailbox that is written with spaces."""
    return _AT.fullmatch(words.gap(at)) is not None and at + 1 < len(words) and words.gap(at + 1) == "."


def name_ends(words: Words, at: int, *, end: int | None = None, wrapped: bool = True) -> list[int]:
    """Return the indexes of words before which a list of names that begins at `at` may end, in its paragraph.

    `wrapped`: a name may go on in the next line; else only a list that a comma or an indent continues.
    """
    kinds, ends, last, described = "", [], "", False
    for unit in read_units(words, at, end=len(words) if end is None else end, most=_MOST_UNITS):
        kind = _classify(unit)
        folded = unit.text.casefold()
        if (
            kind is None
            or (folded == last and len(folded) > 1)
            or (described and folded in NO_PROJECTS - ORGANIZATIONS)
        ):
            break
        described = described or unit.piece.endswith(":")
        last, kinds = folded, kinds + kind + ("," if unit.piece[-1:] in {",", ";", ":"} else "")
        if _NAMES.fullmatch(kinds) and _is_bounded(kinds):
            ends.append(unit.next)
        if _ends_sentence(unit, kind) or _PARAGRAPH.search(unit.gap):
            break
        if "\n" in unit.gap and not wrapped:
            if not _goes_on(unit, kinds, words):
                break
            kinds += "" if kinds[-1] in ",AC" else ","
    return ends


def project_ends(words: Words, at: int) -> list[int]:
    """Return where the name of a project may end that begins at a word: one to three units with a capital."""
    ends: list[int] = []
    for unit in read_units(words, at, end=len(words), most=3):
        plain = re.fullmatch(r"[\w.+/@-]{1,40}(?:['\u2019]s)?", unit.text) and unit.text.casefold() not in NO_PROJECTS
        if not plain or _is_excluded_unit(unit.text):
            break
        is_number = bool(ends) and re.fullmatch(r"\d{1,2}", unit.text)
        if not (is_number or unit.text[:1].isupper() or re.match(r"(?=.*[a-z])(?=.*[\d_/-])|.*[a-z][A-Z]", unit.text)):
            break
        ends.append(unit.next)
        if "\n" in unit.gap or unit.piece[-1:] in ",;:.)":
            break
    return ends


def item_ends(words: Words, at: int) -> list[int]:
    """Return where the name of a project, a package or a folder may end: also one unit with a small letter."""
    first = next(read_units(words, at, end=len(words), most=1))
    small = re.fullmatch(r"[a-z][\w.+/@-]{1,40}(?:['\u2019]s)?", first.text) and first.text not in NO_PROJECTS
    small = small and not _is_excluded_unit(first.text) and first.text not in {*CONNECTORS, *DETERMINERS, *JOINTS}
    return [*project_ends(words, at), *([first.next] if small else [])]


def coined_ends(words: Words, at: int) -> list[int]:
    """Return where one unit ends that is no word of a language: with a capital or a digit within, or a slash."""
    first = next(read_units(words, at, end=len(words), most=1))
    coined = re.fullmatch(r"(?=.*(?:\d|[a-z][A-Z]|[/_]))[A-Za-z][\w.+/@-]{1,39}", first.text)
    inner = re.findall(r"[A-Z]?[a-z]+", first.text)
    is_statement = any(is_excluded(part) or part.casefold() in NO_PROJECTS - _USUAL_IN_NAMES for part in inner)
    is_statement = is_statement or len(inner) > _MOST_COINED
    return [first.next] if coined and not is_statement and not _is_excluded_unit(first.text) else []


def _classify(unit: Unit) -> str | None:
    """Return the kind of a unit, as `_NAMES` spells it; None for what no name has.

    T determiner, A joint, C connector, R role, D number, N number that may be a postal code, U address,
    O organization, P proper name, H handle.
    """
    text, folded = unit.text, unit.text.casefold()
    if not text or len(text) > _MOST_LETTERS or "{{" in unit.piece:  # a program fills those in, nobody knows how
        return None
    listed = next((kind for kind, words in _LISTED if folded in words), None)
    if listed and not (listed == "C" and text.istitle()):
        return listed
    if _NUMBER.fullmatch(text):
        return "N" if len(text) >= _LEAST_CODE else "D"
    if folded in PLACEHOLDERS and re.search(r"[<\[{>\]}]", unit.piece):
        return "P"
    return _classify_address(unit) or (None if _is_excluded_unit(text) else _classify_name(text, folded))


def _classify_address(unit: Unit) -> str | None:
    text = unit.text
    is_address = _ADDRESS.fullmatch(text) and "." in text and ("@" in text or not text[0].isupper())
    if not is_address and not unit.piece.strip(_EDGES).startswith("@"):
        return None
    address = re.sub(r"^(?:https?://|mailto:)", "", text)
    host, _, path = address.rpartition("@")[2].partition("/")
    said = [word for word in re.findall(r"[^\W_]+", path) if len(word) > _INITIALS and is_excluded(word)]
    spoken = re.search(r"\w@|\bat\b", address) and not is_plain_mailbox(address.partition("@")[0])
    host_is_plain = not is_spoken_host(host) if "@" in address else "." not in host or is_plain_host(host)
    return "X" if said or spoken or not host_is_plain or _ADDRESS_EXCLUDED.search(text) else "U"


def _classify_name(text: str, folded: str) -> str | None:
    if NON_CASED.search(text):
        pieces = [piece for piece in re.split("[()\uff08\uff09\u00b7]", text) if piece]
        return "O" if all(not NON_CASED.search(piece) or is_non_cased_name(piece) for piece in pieces) else None
    if folded in ORGANIZATIONS or folded.replace(".", "") in ORGANIZATIONS:
        return "O"
    if _PROPER.fullmatch(text) and (text[0].isupper() or text[0].isdigit()) and _is_one_script(text):
        return "P"
    return (
        "H"
        if (_HANDLE.fullmatch(text) and text.count("-") < _MOST_COINED) or _REPOSITORY.fullmatch(text)
        else "P"
        if _INNER_CAPITAL.fullmatch(text)
        else None
    )


def _is_bounded(kinds: str) -> bool:
    """Return whether no name has more words than names have."""
    return all(
        sum(map(name.count, "PDN")) <= (_MOST_WITH_ORGANIZATION if re.search("[OR]", name) else _MOST_PLAIN)
        for name in re.split("[,A]", kinds)
    )


def _ends_sentence(unit: Unit, kind: str) -> bool:
    """Return whether a sentence ends here: a full stop that belongs to no abbreviation."""
    stops = unit.piece.rstrip(")\"'").endswith(".") and kind != "O"
    return stops and len(unit.text) > _INITIALS and unit.text.casefold() not in _ABBREVIATIONS


def _goes_on(unit: Unit, kinds: str, words: Words) -> bool:
    """Return whether a list of names goes on in the next line."""
    following = words.words[unit.next] if unit.next < len(words) else ""
    blank = unit.gap.count("\n") > 1
    indent = re.search(r"\n([ \t>#*/;|-]{3,})$", unit.gap)
    street = kinds[-1] in "DN" or (kinds[-1] == "O" and following.isdigit())
    return not blank and (kinds[-1] in ",AC" or following in JOINTS or indent is not None or street)


@lru_cache(maxsize=4096)
def _is_excluded_unit(text: str) -> bool:
    text = text.translate(_LOOK_ALIKES) if re.search(r"[a-z]", text, re.IGNORECASE) else text
    parts = re.split(r"[-/.&'\u2019_+]", text)
    camel = re.findall(r"[A-Z][a-z]+|[a-z]+", text)
    return (
        is_excluded(text)
        or any(is_excluded(part) for part in parts if part and part != text)
        or any(part.casefold() in _EXCLUDED_WITHIN for part in camel)
        or (len(camel) > _INITIALS and any(len(part) > _INITIALS and is_excluded(part) for part in camel))
        or len(camel) > _MOST_CAMEL
        or _EXCLUDED_RUN.search(text) is not None
    )


def _is_one_script(word: str) -> bool:
    """Return whether the letters are of one script that has capitals: a mixture imitates another word."""
    scripts = {_script_of(letter) for letter in word if letter.isalpha()}
    return len(scripts) == 1 and "other" not in scripts


def _script_of(letter: str) -> str:
    ranges = (
        ("latin", 0x24F),
        ("greek", 0x3FF),
        ("cyrillic", 0x52F),
        ("other", 0x1DFF),
        ("latin", 0x1EFF),
        ("greek", 0x1FFF),
    )
    return next((name for name, last in ranges if ord(letter) <= last), "other")
