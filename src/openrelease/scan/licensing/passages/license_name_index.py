"""License table -> an index of the names that people write, in one canonical form.

The form is lower case, without fillers, and keeps every word by which two licenses differ. Families that
a reader understands without a version ("the Apache license", "CC BY-NC") are names, too.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from openrelease.catalog.packaged_yaml import recall_parsed
from openrelease.licenses import LicenseTable
from openrelease.model import Permissive
from openrelease.values import dataclass

Meaning = tuple[str | None, Permissive]
"""An expression, None where a name has no id of its own, and what it allows."""

GENERIC_NAMES = frozenset(
    {
        *("permissive", "open", "free", "model", "research", "community", "open source", "project", "other"),
        *("none", "unknown", "custom", "commercial", "proprietary", "source"),
    }
)
"""Names of licenses in some list that mean none where people write them."""
_WITHOUT_VERSION: Mapping[str, tuple[str | None, Permissive]] = {
    "apache": ("Apache-2.0", Permissive.YES),
    "bsd": ("BSD-3-Clause", Permissive.YES),
    "mit": ("MIT", Permissive.YES),
    "cc by": ("CC-BY-4.0", Permissive.YES),
    "cc 0": ("CC0-1.0", Permissive.YES),
    "sil open font": ("OFL-1.1", Permissive.NO),
    "mpl": ("MPL-2.0", Permissive.NO),
    "by sa": (None, Permissive.NO),
    "by nc": (None, Permissive.NO),
    "by nc sa": (None, Permissive.NO),
    "by nc nd": (None, Permissive.NO),
    "by nd": (None, Permissive.NO),
    "cc by sa": (None, Permissive.NO),
    "cc by nc": (None, Permissive.NO),
    "cc by nc sa": (None, Permissive.NO),
    "cc by nc nd": (None, Permissive.NO),
    "cc by nd": (None, Permissive.NO),
    "cc nc": (None, Permissive.NO),
    "cc nc by": (None, Permissive.NO),
    "nc cc": (None, Permissive.NO),
    "cc": (None, Permissive.UNKNOWN),
    "gpl": (None, Permissive.NO),
    "lgpl": (None, Permissive.NO),
    "agpl": (None, Permissive.NO),
    "gplv 3": ("GPL-3.0-only", Permissive.NO),
    "gplv 2": ("GPL-2.0-only", Permissive.NO),
    "openrail": (None, Permissive.NO),
    "openrail m": (None, Permissive.NO),
    "openrail++": (None, Permissive.NO),
    "rail": (None, Permissive.NO),
    "rail m": (None, Permissive.NO),
    "llama": (None, Permissive.NO),
    "llama community": (None, Permissive.NO),
    "gemma": (None, Permissive.NO),
    "commons": (None, Permissive.NO),
    "sspl": ("SSPL-1.0", Permissive.NO),
    "openmdw": ("OpenMDW-1.1", Permissive.YES),
    "cecill": (None, Permissive.NO),
    "cdla sharing": ("CDLA-Sharing-1.0", Permissive.NO),
    "fsl 1.1": (None, Permissive.NO),
    "business source": ("BUSL-1.1", Permissive.NO),
    "mnpl": (None, Permissive.NO),
}
"""Families that a reader understands without a version; what they allow is the same for every version."""
_DROPPED = frozenset(
    {
        *("the", "license", "licence", "licenses", "licences", "licensed", "version", "v", "software", "public"),
        *("international", "universal", "unported", "generic", "agreement", "of", "and", "a", "an", "terms"),
        *("deed", "clause", "use"),
    }
)
_SPELLED = (
    ("commons", re.compile(r"creative[ -]commons(?:[ (-]{1,2}cc(?![a-z]))?"), "cc"),
    ("commerc", re.compile(r"non[ -]?commercial(?:ly)?"), "nc"),
    ("alike", re.compile(r"share[ -]?alike"), "sa"),
    ("deriv", re.compile(r"no[ -]?deriv(?:ative)?s?"), "nd"),
    ("general", re.compile(r"general public licen[cs]e"), "gpl"),
    ("v", re.compile(r"\bv(?:ersion)?[ .]?(?=\d)"), " "),
    ("", re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])"), " "),
)
_SAME = {"creativecommons": "cc", "attribution": "by", "noncommercial": "nc", "sharealike": "sa", "noderivatives": "nd",
         "noderivs": "nd", "asl": "apache", "gnu": "gpl"}  # fmt: skip
_ZEROS = re.compile(r"(?<!\.0)(?:\.0)+$")
_SHORT_FORM = re.compile(r"cc by (?=[a-z])")  # "BY-NC 4.0" is a name, "by 3" is none
_NUMBERS = re.compile(r"[\d. ]+")
_FIRST_PARTS = frozenset({"creative", "non", "no", "share", "general", "lesser", "affero", "by"})
"""Words that begin a name of several words that has a short form."""
_WORD = re.compile(r"\d+(?:\.\d+)*|\+\+|[^\W\d_]+")


@dataclass(frozen=True, eq=False)
class NameIndex:
    """Canonical name -> license id in a table; a text asks for few of them, so that only these are judged."""

    ids: Mapping[str, str]
    table: LicenseTable

    @cached_property
    def first(self) -> frozenset[str]:
        """The words that names begin with."""
        return _FIRST_PARTS.union(key.partition(" ")[0] for key in (*self.ids, *_WITHOUT_VERSION))

    def find_meaning(self, name: str) -> Meaning | None:
        """Return what a canonical name means, None where no license has it."""
        id_ = self.ids.get(name)
        return _WITHOUT_VERSION.get(name) if id_ is None else (id_, self.table.permissive(id_))

    def may_begin(self, token: str) -> bool:
        """Return whether a name may begin with a token: most words of a text begin none."""
        return canonical_name(token).partition(" ")[0] in self.first


def canonical_name(text: str) -> str:
    """Return the form in which names are compared; every word by which two licenses differ stays."""
    name = text.casefold()
    for needle, pattern, short in _SPELLED:
        if needle in name:  # most names hold none, and this is asked of a thousand of them
            name = pattern.sub(short, name)
    name = name.replace("lesser gpl", "lgpl").replace("affero gpl", "agpl")
    words = [_SAME.get(word, word) for word in _WORD.findall(name)]
    words = [_ZEROS.sub("", word) if word.endswith(".0") else word for word in words if word not in _DROPPED]
    return " ".join(dict.fromkeys(words) if words[:2] == ["gpl", "gpl"] else words)


_INDEXES: dict[int, tuple[LicenseTable, NameIndex]] = {}


def index_names(table: LicenseTable) -> NameIndex:
    """Build the index of a table once; the table is kept beside it, so that its identity stays its own."""
    known = _INDEXES.get(id(table))
    if known is None or known[0] is not table:
        known = (table, _build_index(table))
        _INDEXES.clear()
        _INDEXES[id(table)] = known
    return known[1]


def _build_index(table: LicenseTable) -> NameIndex:
    ids: dict[str, str] = {}
    rows, listed = [*_spell_rows(table)], [*_spell_listed(table)]
    known = recall_parsed("\n".join(name for name, _ in listed).encode(), _list_canonical_names)
    named = (*((canonical_name(name), id_) for name, id_ in rows), *zip(known, (id_ for _, id_ in listed), strict=True))
    for key, id_ in named:
        if not key or _NUMBERS.fullmatch(key) or key in GENERIC_NAMES:
            continue
        for form in (key, key.removeprefix("cc ") if _SHORT_FORM.match(key) else key):
            ids.setdefault(form, id_)
    return NameIndex(ids=ids, table=table)


def _list_canonical_names(names: bytes) -> list[str]:
    """Return the forms of names that are a line each."""
    return [canonical_name(name) for name in names.decode().split("\n")]


def _spell_rows(table: LicenseTable) -> Iterator[tuple[str, str]]:
    """Yield every name of every license with a row of its own; a user may add some."""
    for row in table.rows.values():
        yield from ((name, row.id) for name in (row.id, row.name, row.hub or "", *row.aliases))


def _spell_listed(table: LicenseTable) -> Iterator[tuple[str, str]]:
    """Yield the names of the other licenses, which are the same for everybody."""
    for id_, listed in table.listed.items():
        yield id_, id_
        if " " in listed.name:
            yield listed.name, id_
