"""An expression -> may it be used so: lookups and three-valued judgements over the license data."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from openrelease.licenses.expressions.expression_tree import Leaf, fold_tree, parse_tree
from openrelease.licenses.expressions.normalize_name import normalize_name
from openrelease.licenses.terms.acceptance import Acceptance
from openrelease.licenses.terms.license_facets import LicenseFacets
from openrelease.licenses.terms.license_pairs import LicensePair
from openrelease.licenses.terms.model_families import Families
from openrelease.model import Permissive
from openrelease.values import dataclass, field, replace

_SUFFIXES = ("-or-later", "+")
_USUAL: Mapping[str | None, Mapping[str, Any]] = {
    "weak-copyleft": {"relicensing": "larger-work-only", "share_alike": "file"},
    "strong-copyleft": {"relicensing": "same", "share_alike": "work"},
    "network-copyleft": {"relicensing": "same", "share_alike": "work+network"},
    "share-alike": {"relicensing": "same", "share_alike": "work"},
    "non-commercial": {"relicensing": "nc-kept", "commercial_use": "no"},
    "no-derivatives": {"relicensing": "no"},
    "use-restricted": {"relicensing": "unknown"},
    "proprietary": {"relicensing": "unknown", "commercial_use": "unknown"},
}
"""What licenses of a kind usually ask, for ids of which only the kind is known."""
_PERMISSIVE = {True: Permissive.YES, False: Permissive.NO, None: Permissive.UNKNOWN}


class Listed(NamedTuple):
    """An SPDX id that has no row of its own: what the list and a category of ScanCode say of it."""

    name: str
    kind: str | None
    confidence: str
    osi: bool
    fsf: bool


@dataclass(frozen=True, kw_only=True)
class LicenseTable:
    """What is known of licenses. `spdx_version` is that of the SPDX list behind it.

    `families` maps the normal form of a word that names no single license to what it means; `replaced` maps
    deprecated ids to expressions; `exceptions` are the ids of the SPDX list that stand behind WITH, and
    `added_permissions` those that only add permission. `pairs` are pairs of licenses whose compatibility is
    stated somewhere. `origins` are well-known models and packages.
    """

    spdx_version: str
    kinds: Mapping[str, str]
    rows: Mapping[str, LicenseFacets]
    listed: Mapping[str, Listed] = field(repr=False)
    families: Mapping[str, str] = field(repr=False)
    replaced: Mapping[str, str] = field(repr=False)
    exceptions: frozenset[str] = field(repr=False)
    added_permissions: frozenset[str] = field(repr=False)
    pairs: tuple[LicensePair, ...] = field(default=(), repr=False)
    origins: Families = field(default_factory=Families, repr=False)

    def permissive(self, expression: str | None) -> Permissive:
        """May anybody use, change and share what is under this SPDX expression, asking only for notices?

        OR takes the best branch and AND the worst; what is not known is UNKNOWN and never becomes YES.
        """
        return _PERMISSIVE[self._judged(expression, lambda row: row.permissive)]

    def accepts(self, expression: str | None, acceptance: Acceptance) -> bool | None:
        """Return whether a definition accepts what is under this expression, None where that is unknown."""
        return self._judged(expression, acceptance.ruling)

    def explain(self, id_or_name: str) -> LicenseFacets | None:
        """What is known of a license, by SPDX id, LicenseRef, Hub id or spelled name."""
        known = self.resolve(id_or_name)
        return None if known is None else self.facets(known)

    def resolve(self, word: str) -> str | None:
        """The canonical id or expression for an id in any case, a Hub id or a spelled name."""
        word = word.strip()
        found = self._ids.get(word.casefold())
        if found is None and (name := normalize_name(word)) not in self.families:
            found = self._names.get(name)
        return found and self.replaced.get(found, found)

    def family(self, word: str) -> str | None:
        """What a word means that names a family of licenses or none at all; None for other words."""
        return self.families.get(normalize_name(word))

    def facets(self, license_id: str) -> LicenseFacets | None:
        """The facets of a canonical id; of "or any later version", those of the version named."""
        if license_id in self.rows:
            return self.rows[license_id]
        later = self._later(license_id)
        return self._of_list(license_id) if later is None and license_id in self.listed else later

    @property
    def names(self) -> Mapping[str, str]:
        """Normal form of a name -> canonical id, for suggestions."""
        return self._names

    def _later(self, license_id: str) -> LicenseFacets | None:
        for suffix in filter(license_id.endswith, _SUFFIXES):
            base = license_id.removesuffix(suffix)
            row = self.rows.get(f"{base}-only") or self.rows.get(base)
            if row:
                return replace(row, id=license_id, name=f"{row.name} or later")
        return None

    def _of_list(self, license_id: str) -> LicenseFacets:
        name, kind, confidence, osi, fsf = self.listed[license_id]
        return LicenseFacets(
            id=license_id,
            name=name,
            kind=kind,
            listed=True,
            **_USUAL.get(kind, {}),
            osi=osi,
            fsf=fsf,
            confidence=confidence,
            source=f"SPDX license list {self.spdx_version}, ScanCode category",
        )

    def _judged(self, expression: str | None, judge: Callable[[LicenseFacets], bool | None]) -> bool | None:
        tree = parse_tree(expression) if expression else None
        return None if tree is None else fold_tree(tree, lambda leaf: self._leaf(leaf, judge), _joined)

    def _leaf(self, leaf: Leaf, judge: Callable[[LicenseFacets], bool | None]) -> bool | None:
        known = self._ids.get(leaf.id.casefold(), leaf.id)
        if known in self.replaced and known != self.replaced[known]:
            return self._judged(self.replaced[known], judge) if leaf.exception is None else None
        row = self.facets(known) or _unknown(known)
        return judge(row if leaf.exception is None else self._with(row, leaf.exception))

    def _with(self, row: LicenseFacets, exception: str) -> LicenseFacets:
        """The license itself where the exception only adds permission: it is then no stricter than that."""
        both = f"{row.id} WITH {exception}"
        own = replace(row, id=both) if exception in self.added_permissions else _unknown(both)
        return self.rows.get(both, own)

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        hubs = {row.hub: row.id for row in self.rows.values() if row.hub}
        known = (*self.rows, *self.listed, *self.replaced)
        return {**hubs, **{word.casefold(): word for word in known}}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        listed = [(normalize_name(entry.name), key) for key, entry in self.listed.items()]
        spelled = [(normalize_name(name), row.id) for row in self.rows.values() for name in (row.name, *row.aliases)]
        return {**_unambiguous(listed), **_unambiguous(spelled)}


def _unknown(license_id: str) -> LicenseFacets:
    return LicenseFacets(id=license_id, name=license_id, kind=None)


def _joined(operator: str, parts: Sequence[bool | None]) -> bool | None:
    """Three-valued logic: AND is as good as its worst part, OR as its best; None lies between."""
    decisive = operator == "OR"
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _unambiguous(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Names that belong to one license alone."""
    owners: dict[str, set[str]] = {}
    for name, key in pairs:
        owners.setdefault(name, set()).add(key)
    return {name: next(iter(keys)) for name, keys in owners.items() if len(keys) == 1 and name}
