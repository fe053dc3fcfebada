"""SPDX expression -> tree; the only code that knows license-expression.

Syntax: https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/. The library is imported for
real expressions only: a single id costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

ID = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9][A-Za-z0-9.-]*\+*")
"""An SPDX id, a LicenseRef or a word of the same alphabet; the Hub's `openrail++` too."""

LONGEST = 2000
"""Characters; a longer expression is refused, whatever it says."""

ValueT = TypeVar("ValueT")


@dataclass(frozen=True)
class Leaf:
    """One license, `exception` behind WITH."""

    id: str
    exception: str | None = None


@dataclass(frozen=True)
class Branch:
    """Licenses joined by `operator`, "AND" or "OR"."""

    operator: str
    parts: tuple[Tree, ...]


Tree = Leaf | Branch


@lru_cache(maxsize=1024)
def parse_tree(text: str) -> Tree | None:
    """The tree of an expression, None if it has no sense; symbols are not checked against any list."""
    text = text.strip()
    if ID.fullmatch(text):
        return Leaf(text)
    return None if len(text) > LONGEST else _parsed(text)


def fold(
    tree: Tree, leaf: Callable[[Leaf], ValueT], join: Callable[[str, Sequence[ValueT]], ValueT]
) -> ValueT:
    """One value from a tree: `leaf` of each license, `join` of each operator and its parts."""
    if isinstance(tree, Leaf):
        return leaf(tree)
    return join(tree.operator, [fold(part, leaf, join) for part in tree.parts])


def joined(operator: str, parts: Sequence[Tree]) -> Tree:
    """One tree of several, flat and without repetition."""
    flat = dict.fromkeys(
        inner
        for part in parts
        for inner in (part.parts if isinstance(part, Branch) and part.operator == operator else (part,))
    )
    return next(iter(flat)) if len(flat) == 1 else Branch(operator, tuple(flat))


def render(tree: Tree) -> str:
    """The expression in its canonical spelling, with no more parentheses than it needs."""
    return fold(tree, _spelled, _joined)


def _spelled(leaf: Leaf) -> str:
    return f"{leaf.id} WITH {leaf.exception}" if leaf.exception else leaf.id


def _joined(operator: str, parts: Sequence[str]) -> str:
    # AND binds more tightly than OR, so only an OR inside an AND needs parentheses.
    return f" {operator} ".join(
        f"({part})" if operator == "AND" and " OR " in part else part for part in parts
    )


def _parsed(text: str) -> Tree | None:
    from license_expression import Licensing  # noqa: PLC0415 - 30 ms

    try:
        return _converted(Licensing().parse(text))
    except Exception:  # noqa: BLE001 - on odd input it also raises AttributeError, IndexError, RecursionError
        return None


def _converted(node: Any) -> Tree | None:
    from license_expression import LicenseWithExceptionSymbol  # noqa: PLC0415 - see above

    if isinstance(node, LicenseWithExceptionSymbol):
        return Leaf(node.license_symbol.key, node.exception_symbol.key)
    if node is None or node.isliteral:
        return None if node is None else Leaf(node.key)
    converted = map(_converted, node.args)
    return joined(node.operator.strip().upper(), [part for part in converted if part is not None])
