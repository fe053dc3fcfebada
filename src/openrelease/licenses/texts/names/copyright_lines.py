"""Words -> where a copyright notice ends that begins there."""

import re

from openrelease.licenses.texts.names.holder_names import item_ends, name_ends
from openrelease.licenses.texts.names.name_exclusions import is_excluded
from openrelease.licenses.texts.names.name_words import PLACEHOLDERS
from openrelease.licenses.texts.words.tokens import Words

_MARK = re.compile("copyright|copyrights|copr")
_YEAR = re.compile(r"(?:19|20)\d\d|(?:19|20)(?:xx|yy)|(?:19|20)\d\d[a-z]?|\d\d")
_OPEN_ENDS = frozenset(("present", "now", "today", "current", "date", "onwards"))
_BETWEEN = frozenset(("to", "and", "through"))
_PARTS = ("portions", "parts", "portion", "modifications", "changes", "additions")
_LEADS = {("some", "parts"), ("original", "code"), ("original", "work"), ("modified", "work"), ("modified", "original")}
_FIRST = frozenset(("copyright", "copyrights", "copr", "c", "spdx", "some", "original", "modified", *_PARTS))
"""Words that a notice begins with."""
_YEAR_LETTERS = 4
_LEAST_UNSIGNED = 2
"""Words of a name behind the mere word "copyright"."""
_TAG = ("spdx", "filecopyrighttext")
_POINTER = re.compile(
    r"[\s(,.;]{1,4}(?:please )?(?:see|(?:as )?listed in|as (?:shown by|noted in|recorded in)) (?:the )?(?:file )?"
    r"(?:AUTHORS|CONTRIBUTORS|COPYRIGHT|COPYING|CREDITS|LICEN[CS]E|NOTICE|README|THANKS|[Aa]uthors|[Rr]eadme)"
    r"(?:\.\w{2,4})?(?: file)?(?: for (?:more |full )?(?:details|information|(?:a|the) (?:full )?list))?[).]*",
)
_COMPANY = re.compile(
    r"[),]{0,2} an? (?:[A-Z][\w.&-]{1,30} ){1,3}(?:company|corporation|subsidiary|division|business)\b"
)
_RESERVED = ("all", "rights", "reserved")
_MOST_YEARS = 40


def copyright_end(words: Words, at: int, *, end: int | None = None) -> int | None:
    """Return the index of the word after the notice that begins at a word, None where none does.

    A notice has a mark, years or a sign (or a holder that is one for sure), and names. It ends with a line.
    """
    end = len(words) if end is None else end
    if at >= end or (words.words[at] not in _FIRST and "©" not in words.gap(at)):
        return None
    here = _skip_lead(words, at)
    marked = _skip_mark(words, here, end)
    if marked is None:
        return None
    here, signed = marked
    dated = _skip_years(words, here, end)
    if dated < end and words.words[dated] in {"by", "holder", "holders"} and dated > at and _goes_on(words, dated + 1):
        after = dated + 1
        signed = signed or words.words[dated] == "by"
        dated = _skip_years(words, after, end)
    signed = signed or dated > here
    held = _skip_placeholder(words, dated, end)
    ends = [held] if held else name_ends(words, dated, end=end, wrapped=False)
    if not signed and dated < end and not words.gap(dated).rstrip().endswith(("[", "<")):
        ends = [each for each in ends if each - dated >= _LEAST_UNSIGNED]
    if dated == here:
        ends = [_skip_years(words, each, end) for each in ends]
    if dated > here:
        ends.append(dated)
    ends += [stop for each in (*ends, *([dated] if signed else [])) for stop in _skip_company(words, each, end)]
    ends += [stop for each in ends for stop in _skip_origin(words, each, end)]
    closed = [_skip_pointer(words, _skip_reserved(words, each, end), end) for each in ends]
    return max((each for each in closed if _is_boundary(words, each, end)), default=None)


def _goes_on(words: Words, at: int) -> bool:
    """Return whether names may follow a "by" or "holder": behind it, and behind "by" in the next line too."""
    gap = words.gap(at) if at < len(words) else ""
    return "\n" not in gap or (words.words[at - 1] == "by" and gap.count("\n") == 1)


def _skip_lead(words: Words, at: int) -> int:
    """Skip what may stand before the mark: an SPDX tag, or whose part of the work it is."""
    lead = words.words[at : at + 3]
    if tuple(lead[:2]) == _TAG:
        return at + 2
    if lead and lead[0] in _PARTS:
        return at + 1 + (lead[1:2] == ["are"])
    if tuple(lead[:2]) in _LEADS:
        return at + 2 + (lead[1:] == ["original", "work"])
    return at


def _skip_mark(words: Words, at: int, end: int) -> tuple[int, bool] | None:
    """Skip "Copyright (c)" and the like; also return whether a sign stands there."""
    if at >= end:
        return None
    tagged = tuple(words.words[max(0, at - 2) : at]) == _TAG
    signed, here = tagged or "©" in words.gap(at), at
    marked = signed
    while here < min(end, at + 4):
        sign = words.words[here] == "c" and words.gap(here).endswith("(")
        if not sign and not _MARK.fullmatch(words.words[here]):
            break
        marked, signed, here = True, signed or sign, here + 1
    signed = signed or (here < end and "©" in words.gap(here))
    return (here, signed) if marked else None


def _skip_years(words: Words, at: int, end: int) -> int:
    """Skip years and what stands between them."""
    last = at
    for here in range(at, min(end, at + _MOST_YEARS)):
        word = words.words[here]
        if _is_year(word, first=here == at) or (word in _OPEN_ENDS and last > at):
            last = here + 1
        elif word not in _BETWEEN or last == at:
            break
    return last


def _is_year(word: str, *, first: bool) -> bool:
    if first and word in {"year", "years", "yyyy"}:
        return True
    return _YEAR.fullmatch(word) is not None and (not first or len(word) >= _YEAR_LETTERS)


def _skip_placeholder(words: Words, at: int, end: int) -> int | None:
    """Skip placeholders such as "<name of author>", which are in brackets or braces."""
    here = at
    if here >= end or not re.search(r"[<\[{]\s*$", words.gap(here)):
        return None
    while here < end and here < at + 8 and words.words[here] in PLACEHOLDERS:
        here += 1
    closed = words.gap(here) if here < len(words) else words.text[words.ends[-1] :]
    return here if here > at and re.match(r"\s*[>\]}]", closed) else None


def _skip_reserved(words: Words, at: int, end: int) -> int:
    while at < end and tuple(words.words[at : at + 3]) == _RESERVED:
        at += 3
    return at


def _skip_origin(words: Words, at: int, end: int) -> list[int]:
    """Skip ", based on somebody's work"."""
    if tuple(words.words[at : at + 2]) not in {("based", "on"), ("derived", "from"), ("adapted", "from")}:
        return []
    first = item_ends(words, at + 2) if at + 2 < end else []
    return [*first, *(stop for each in first if each < end for stop in item_ends(words, each))]


def _skip_company(words: Words, at: int, end: int) -> list[int]:
    """Skip ", an Example company": whose company the holder is."""
    found = _COMPANY.match(words.text, words.ends[at - 1]) if 0 < at < end else None
    if found is None or any(map(is_excluded, found[0].split())):
        return []
    while at < end and words.starts[at] < found.end():
        at += 1
    return [at]


def _skip_pointer(words: Words, at: int, end: int) -> int:
    """Skip "(see the AUTHORS file for details)"."""
    found = _POINTER.match(words.text, words.ends[at - 1]) if at and at < end else None
    while found and at < end and words.starts[at] < found.end():
        at += 1
    return at


def _is_boundary(words: Words, at: int, end: int) -> bool:
    return at >= end or re.search(r"\n|[.;]\s", words.gap(at)) is not None
