"""Words -> names of licenses that begin there, as far as they are those of the licenses in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from openrelease.licenses.expressions.expression_tree import Leaf, fold_tree, parse_tree
from openrelease.licenses.terms.license_table import LicenseTable
from openrelease.licenses.texts.words.reveal_text import reveal_text
from openrelease.licenses.texts.words.tokens import Words, normalize_word
from openrelease.model import Permissive
from openrelease.values import dataclass

_FILLERS = frozenset(
    [
        "the",
        "license",
        "licenses",
        "version",
        "v",
        "agreement",
        "international",
        "unported",
        "terms",
        "text",
        "general",
        "public",
        "universal",
    ]
)
_FORM = re.compile(r"(?:-(?:no-)?invariants)?-(?:only|or-later)$")
_ALSO: Mapping[str, str] = {
    "MIT": "expat x11 massachusetts institute of technology",
    "BSD-3-Clause": "new modified revised clause 3 three berkeley software distribution style template",
    "BSD-2-Clause": "simplified freebsd clause 2 two berkeley software distribution style template",
    "Apache-2.0": "asl al software foundation january 2004 2",
    "Unlicense": "public domain",
    "CC0-1.0": "creative commons zero public domain dedication legal code",
    "GPL-3.0-only": "gnu gplv3 june 2007 29 fsf 3",
    "GPL-2.0-only": "gnu gplv2 june 1991 2",
    "LGPL-2.1-only": "gnu lesser library lgplv2 february 1999",
    "LGPL-3.0-only": "gnu lesser library lgplv3 june 2007 29 3",
    "AGPL-3.0-only": "gnu affero agplv3 november 2007 19 3",
    "MPL-2.0": "mozilla 2 mplv2",
    "ISC": "internet systems consortium",
}
"""Words that names of these licenses have beside those of the list."""


_CC_PARTS: Mapping[str, str] = {"SA": "sharealike", "NC": "noncommercial", "ND": "noderivs noderivatives"}
"""Parts of ids of Creative Commons licenses, and how titles spell them in one word."""
_PARAGRAPH = re.compile(r"\n\s*\n")
_LONGEST_NAME = 120
_LEAST_LETTERS = 3


@dataclass(frozen=True, kw_only=True)
class LicenseNames:
    """Names of licenses in running text."""

    table: LicenseTable

    def find(self, words: Words, at: int, most: int, present: Sequence[str]) -> Mapping[int, str]:
        """Return where names end that begin at a word, and their ids.

        With licenses `present`, a name counts if all its words are of the name of one of them.
        """
        found: dict[int, str] = {}
        left = list(present)
        for here in range(at, min(at + most, len(words))):
            if here > at and _PARAGRAPH.search(words.gap(here)):
                break
            word = words.words[here]
            left = [key for key in left if word in _FILLERS or word in self._tokens(key)]
            if present and not left:
                break
            key = left[0] if left else self._resolve(words, at, here)
            if key and (not left or _is_telling(words.words[at : here + 1])):
                found[here + 1] = key
        return found

    def find_permissive(self, words: Words, at: int, most: int) -> Sequence[int]:
        """Return where names of permissive licenses end that begin at a word."""
        found = self.find(words, at, most, ())
        return [end for end, key in found.items() if self.table.permissive(key) is Permissive.YES]

    def parse_tag(self, text: str) -> Sequence[str]:
        """Return the ids of an SPDX expression, without `-only` and the like; nothing where it is none."""
        tree = parse_tree(text)
        if tree is None:
            return ()
        ids = fold_tree(tree, self._name_leaf, lambda _, parts: tuple(key for part in parts for key in part))
        resolved = [self.table.resolve(key) for key in ids]
        return () if None in resolved else tuple(str(key) for key in resolved)

    def _name_leaf(self, leaf: Leaf) -> tuple[str, ...]:
        """Return the id of a license, with that of an exception where it is on no list."""
        listed = leaf.exception is None or leaf.exception in self.table.exceptions
        return (leaf.id,) if listed else (leaf.id, str(leaf.exception))

    def tokens_of(self, present: Iterable[str]) -> AbstractSet[str]:
        """Return the words that names and ids of licenses are made of."""
        return frozenset(token for key in present for token in self._tokens(key))

    def _resolve(self, words: Words, at: int, last: int) -> str | None:
        raw = words.text[words.starts[at] : words.ends[last]]
        return self.table.resolve(raw) if len(raw) < _LONGEST_NAME else None

    def _tokens(self, key: str) -> AbstractSet[str]:
        """The words that the id, the name and the aliases of a license are made of."""
        if key not in self._known:
            self._known[key] = self._collect_tokens(key)
        return self._known[key]

    def _collect_tokens(self, key: str) -> AbstractSet[str]:
        row = self.table.facets(key)
        names = [key, *((row.name, *row.aliases) if row is not None else ())]
        also = [_ALSO.get(key, ""), _ALSO.get(f"{_FORM.sub('', key)}-only", "")]
        if _FORM.search(key):
            also.append("or later any only at your option gnu")
        if "exception" in key:
            also.append("exceptions")
        if key.startswith("CC-"):
            also.append("creative commons licensed attribution legal code cc zero publicdomain 1 0")
            also += [spelled for part, spelled in _CC_PARTS.items() if part in key.split("-")]
        words = re.findall(r"[^\W_]+", reveal_text(" ".join((*names, *also))).text)
        tokens = frozenset(normalize_word(word) for word in words) | {"license"}
        return tokens | {f"v{token}" for token in tokens if token.isdigit()}

    @cached_property
    def _known(self) -> dict[str, AbstractSet[str]]:
        return {}


def _is_telling(spelled: Sequence[str]) -> bool:
    """Return whether words are more than numbers, what every license is called, and a mere mark such as "NC"."""
    telling = [word for word in spelled if word not in _FILLERS and not word.isdigit()]
    return bool(telling) and (len(spelled) > 1 or len(telling[0]) >= _LEAST_LETTERS)
