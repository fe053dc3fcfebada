"""What somebody wrote as a license -> a canonical SPDX expression, or why there is none."""

import difflib
import re

from openrelease.licenses.expressions.expression_tree import (
    MAX_EXPRESSION_LENGTH,
    Leaf,
    Tree,
    join_trees,
    parse_tree,
    render_tree,
)
from openrelease.licenses.terms.license_table import LicenseTable
from openrelease.values import dataclass

_REF = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+", re.IGNORECASE)
_JOINTS = re.compile(r"(?<!\s)(?:\s*[,/;&|+]\s*|\s+and/or\s+)", re.IGNORECASE)
_SHOWN = 60
_SHORT = 4


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """`expression` in canonical spelling, or None; `problem` says what is wrong and what to write."""

    expression: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class _Unknown:
    """A word that names no license, and why."""

    why: str


def parse(text: str, table: LicenseTable) -> Parsed:
    """Read an SPDX expression, a Hub id, a spelled name, or a list of them; never raises.

    A list joined by "/" or "," does not say whether all or any of its licenses apply: it is read as AND,
    the reading that allows least, and the problem says so.
    """
    text = " ".join(text[: MAX_EXPRESSION_LENGTH + 1].split())
    if not text:
        return Parsed(problem="no license is stated")
    if len(text) > MAX_EXPRESSION_LENGTH:
        return Parsed(problem=f"longer than {MAX_EXPRESSION_LENGTH} characters: not an expression")
    whole = _symbol(text, table)
    if isinstance(whole, str):
        return Parsed(expression=whole)
    tree = None if table.family(text) else parse_tree(text)
    if tree is None or tree == Leaf(text):
        return _listed(text, table) or Parsed(problem=whole.why)
    return _resolved(tree, table)


def _resolved(tree: Tree, table: LicenseTable) -> Parsed:
    named = _named(tree, table)
    if isinstance(named, _Unknown):
        return Parsed(problem=named.why)
    return Parsed(expression=render_tree(named))


def _named(tree: Tree, table: LicenseTable) -> Tree | _Unknown:
    if isinstance(tree, Leaf):
        return _leaf(tree, table)
    parts = [_named(part, table) for part in tree.parts]
    unknown = next((part for part in parts if isinstance(part, _Unknown)), None)
    return unknown or join_trees(tree.operator, [part for part in parts if not isinstance(part, _Unknown)])


def _leaf(leaf: Leaf, table: LicenseTable) -> Tree | _Unknown:
    symbol = _symbol(leaf.id, table)
    if isinstance(symbol, _Unknown):
        return symbol
    if leaf.exception is None:
        return parse_tree(symbol) or _Unknown(f"{_shown(leaf.id)} is not a license id")
    exception = {known.casefold(): known for known in table.exceptions}.get(leaf.exception.casefold())
    if exception is None:
        return _Unknown(f"{_shown(leaf.exception)} is not an SPDX exception id")
    return Leaf(symbol, exception)


def _symbol(word: str, table: LicenseTable) -> str | _Unknown:
    meaning = table.family(word)
    if meaning:
        return _Unknown(f"{_shown(word)} does not name one license: {meaning}")
    found = table.resolve(word) or _later(word, table) or _reference(word)
    return found or _Unknown(_no_license(word, table))


def _later(word: str, table: LicenseTable) -> str | None:
    """`Apache-2.0+`: that version or any later one; the GNU ids have a name for it."""
    base = word.endswith("+") and not word.endswith("++") and table.resolve(word[:-1].rstrip())
    if not base or " " in base:
        return None
    return re.sub(r"-only$", "-or-later", base) if base.endswith("-only") else f"{base}+"


def _reference(word: str) -> str | None:
    """A reference is valid by its form alone; what it allows is then unknown."""
    if not _REF.fullmatch(word):
        return None
    return re.sub(r"(?i)licenseref-", "LicenseRef-", re.sub(r"(?i)^documentref-", "DocumentRef-", word))


def _listed(text: str, table: LicenseTable) -> Parsed | None:
    words = [word for word in _JOINTS.split(text) if word]
    symbols = tuple(dict.fromkeys(_symbol(word, table) for word in words))
    if len(words) < 2 or not all(isinstance(symbol, str) for symbol in symbols):  # noqa: PLR2004 - a list
        return None
    both, either = (f" {operator} ".join(map(str, symbols)) for operator in ("AND", "OR"))
    return Parsed(
        expression=both,
        problem=f"a list does not say how its licenses apply: write {_shown(both)} if all do, "
        f"{_shown(either)} if anyone may choose",
    )


def _no_license(word: str, table: LicenseTable) -> str:
    near = _near(word, table)
    hint = f"; did you mean {near}?" if near else "; write an SPDX id, or LicenseRef- and a name of your own"
    return f"{_shown(word)} is not a license id{hint}"


def _near(word: str, table: LicenseTable) -> str | None:
    """The known id or name that is spelled most alike."""
    known = {key.casefold(): key for key in (*table.rows, *table.listed)}
    known.update(table.names)
    cutoff = 0.6 if len(word) <= _SHORT else 0.8
    close = difflib.get_close_matches(word[:_SHOWN].casefold(), known, n=1, cutoff=cutoff)
    return known[close[0]] if close else None


def _shown(word: str) -> str:
    """A short, quoted and printable piece of what was written."""
    return ascii(word if len(word) <= _SHOWN else word[: _SHOWN - 1] + "~")
