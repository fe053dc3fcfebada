"""Text -> the license names in it, longest match first, so that "Modified MIT" is never "MIT".

A name is compared in a canonical form: lower case, without fillers, versions without a final ".0". Names
that no table knows ("Acme Community License") are found by their form, and are of unknown or limited terms.
"""

import re
from collections.abc import Iterator

from openrelease.licenses import LicenseTable
from openrelease.model import Permissive
from openrelease.scan.licensing.passages.license_name_index import GENERIC_NAMES, NameIndex, canonical_name, index_names
from openrelease.values import dataclass

_LONGEST = 12  # tokens: "Creative Commons Attribution Non Commercial Share Alike 4.0 International License"
_MOST = 24  # names in one clause
_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.+]*[A-Za-z0-9+])?|[^\W_A-Za-z0-9]+")
_GAP = re.compile(r"[;:。?!]|\.\s|,\s(?!v(?:ersion|er|\.)?\s?\d)", re.IGNORECASE)
_NOT_FIRST = re.compile(r"(?:the|an?|licen[cs]es?|under|of|and|or|version|v)$", re.IGNORECASE)
_NOT_LAST = re.compile(r"\b(?:and|or|of|the|an?|under|by the|terms)$", re.IGNORECASE)
_SAYS_LICENSE = re.compile(
    r"licen[cs]|agreement|terms|clause|rail|community|\bmrl\b|mnpl|许可|协议|ライセンス",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W_]+")
_NAME_NUMBER = re.compile(r"licen[cs]e|agreement|\d", re.IGNORECASE)
_SOFTWARE = re.compile(
    r"(?:x|w|python|php|unicode|hdf|latex|imlib|mpich|ruby|zend|perl|sgp|gl)[ -]?v?\d[\w.]*", re.IGNORECASE
)
_CHANGED = re.compile(
    r"(?:modified|custom|adapted|amended|variant of|version of|based on|derived from|extended|restricted|limited|"
    r"改良|修正|修改)\W{1,4}(?:the |an? )?\W{0,4}$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(r"\b(?:modified|amended|custom|restricted)[ -]$", re.IGNORECASE)
"""A word that belongs to the name of a changed license: "Modified MIT License"."""
_STYLED = re.compile(
    r"^\W{0,2}[- ]?(?:style|like|inspired|derived|based|compatible|\+|plus"
    r"|with (?:the |some )?(?:modif|addition|restrict|commons|attribution clause))",
    re.IGNORECASE,
)
_LICENSING = re.compile(
    r"licen[cs]|\bunder\b|releas|available|publish|distribut|open[- ]sourc|许可|協議|协议|授权|ライセンス"
    r"|라이선스|lizenz|licenz|licenç|лиценз|\b(?:sous|bajo|sob|sotto|unter|pod|med|onder)\b|采用|遵循|の下",
    re.IGNORECASE,
)
_FAMILIES = frozenset({"llama", "gemma"})
"""Families of models after which a license is called: "Model License: LLaMA"."""
_LICENSE_LABEL = re.compile(r"(?:[^:|]{0,20}\blicen[cs]e\W{1,3})?", re.IGNORECASE)
_LABEL = re.compile(r"[:\uff1a(/|,]\s{0,2}$")
_UNLISTED = re.compile(
    r"(?:[A-Z0-9][\w.+-]{0,30} |of |the |for ){0,6}"
    r"(?:[A-Z][\w-]{0,30}|Model|Community|Research) (?:Licen[cs]e|LICEN[CS]E|Terms of Use|EULA)"
    r"(?: (?:Agreement|AGREEMENT))?(?:[ \d.]{0,8}-? ?NC\b)?"
    r"|\b(?:Meta['\u2019]s )?(?:L[Ll]a[Mm][Aa]|LLAMA|Gemma)(?: ?\d(?:\.\d)?)?(?:['\u2019]s)? (?:\w{1,12} )?"
    r"[Ll]icen[cs](?:e|ing)\b"
    r"|《[^》]{2,40}(?:协议|许可|授权)[^》]{0,10}》|[\w-]{0,20}(?:模型|社区)(?:社区)?许可(?:协议)?"
)
_NO_NAME = frozenset(
    {
        *("the", "this", "a", "an", "see", "our", "its", "under", "project", "open", "source", "code", "and", "github"),
        *("doc", "docs", "model", "models", "weight", "weights", "parameter", "parameters", "data", "dataset", "free"),
        *("software", "permissive", "for", "of", "same", "commercial", "additional", "important", "note", "more"),
        *("full", "new", "main", "contributor", "license", "licence", "terms", "use", "eula", "agreement", "file"),
    }
)
"""Words that make no name of a license: "the full model license"."""
_LIMITED_NAME = re.compile(
    r"llama|gemma|non-|"
    r"nvidia source|\brail|communit|社区|research|\bnc\b|platform|clickthrough|enterprise|evaluation|academic",
    re.IGNORECASE,
)
_STRONG = frozenset(
    {
        "mit",
        "apache",
        "bsd",
        "gpl",
        "lgpl",
        "agpl",
        "cc 0",
        "mpl",
        "isc",
        "openrail",
        "unlicense",
        "wtfpl",
        "cc",
        "mnpl",
        "sspl",
        "commons",
        "odbl",
        "openmdw",
        "cecill",
    }
)
"""Names of one word that are read beside words of licensing alone: MIT may be a university."""


@dataclass(frozen=True, kw_only=True)
class LicenseName:
    """A license that a text names, with its place; `expression` is None where it has no id."""

    start: int
    end: int
    text: str
    expression: str | None
    permissive: Permissive


def find_license_names(text: str, table: LicenseTable, *, bare: bool = False) -> tuple[LicenseName, ...]:
    """Give the licenses that a text names, in order.

    `bare` says that the text is nothing but names (a badge, a table cell): then no word of licensing is
    needed beside "MIT".
    """
    index = index_names(table)
    found = list(_find_known(text, index, bare=bare))
    for match in _UNLISTED.finditer(text):
        name = match[0].strip()
        taken = any(each.start < match.end() and match.start() < each.end for each in found)
        if taken or _NO_NAME.issuperset(_LETTERS.findall(name.casefold())):
            continue
        permissive = Permissive.NO if _LIMITED_NAME.search(name) else Permissive.UNKNOWN
        found.append(
            LicenseName(start=match.start(), end=match.end(), text=name, expression=None, permissive=permissive)
        )
    return tuple(sorted(found, key=lambda each: each.start))[:_MOST]


def _find_known(text: str, index: NameIndex, *, bare: bool) -> Iterator[LicenseName]:
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        step = 1
        token = text[tokens[at][0] : tokens[at][1]]
        if not _NOT_FIRST.match(token) and index.may_begin(token):
            for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
                start, end = tokens[at][0], tokens[at + length - 1][1]
                name = _match(text, start, end, index, bare=bare)
                if name is not None:
                    yield name
                    step = length
                    break
        at += step


def _match(text: str, start: int, end: int, index: NameIndex, *, bare: bool) -> LicenseName | None:
    window = text[start:end]
    if _GAP.search(window) or _NOT_LAST.search(window):
        return None
    key = canonical_name(window)
    meaning = index.find_meaning(key)
    alone = bare and key in _FAMILIES and not text[end:].strip() and _LICENSE_LABEL.fullmatch(text[:start]) is not None
    if meaning is None or not (alone or _is_name(window, key, meaning[0], bare=bare)):
        return None
    if key in _STRONG and key != "commons" and not bare and not _is_spoken_of(text, start, end):
        return None
    expression, permissive = meaning
    if _is_changed(text, start, end, window, expression):
        if before := _MODIFIED.search(text[:start]):
            start, window = before.start(), text[before.start() : end]
        expression = None
        permissive = Permissive.NO if permissive is Permissive.NO else Permissive.UNKNOWN
    return LicenseName(start=start, end=end, text=window, expression=expression, permissive=permissive)


def _is_name(window: str, key: str, expression: str | None, *, bare: bool) -> bool:
    """Return whether words that spell a name are meant as one."""
    if key in GENERIC_NAMES or _SOFTWARE.fullmatch(window):
        return False
    if (expression or "").startswith("LicenseRef") and not bare and not _SAYS_LICENSE.search(window):
        return False
    if key in {*_FAMILIES, "llama community", "rail", "business source"} and not (bare or _SAYS_LICENSE.search(window)):
        return False
    if key == "mit" and not re.search(r"MIT|\bmit licen", window) and not bare:
        return False
    return key in _STRONG or " " in key or _NAME_NUMBER.search(window) is not None


def _is_spoken_of(text: str, start: int, end: int) -> bool:
    """Return whether a name of one word stands beside words of licensing, or behind a label."""
    near = text[max(0, start - 120) : end + 60]
    return _LICENSING.search(near) is not None or _LABEL.search(text[:start]) is not None


def _is_changed(text: str, start: int, end: int, window: str, expression: str | None) -> bool:
    before = text[max(0, start - 40) : start]
    if _CHANGED.search(before) or re.match(r"modified|custom", window, re.IGNORECASE):
        return not ((expression or "").startswith("BSD") and "modified" in f"{before} {window}".casefold())
    return _STYLED.match(text[end : end + 40]) is not None
