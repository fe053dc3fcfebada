"""SPDX expression -> tree; the only code that knows license-expression.

Syntax: https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/. The library is imported for
real expressions only: a single id costs nothing.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from openrelease.values import dataclass

ID = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9][A-Za-z0-9.-]*\+*")
"""An SPDX id, a LicenseRef or a word of the same alphabet; the Hub's `openrail++` too."""

MAX_EXPRESSION_LENGTH = 2000
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
    parts: "tuple[Tree, ...]"


Tree = Leaf | Branch


@lru_cache(maxsize=1024)
def parse_tree(text: str) -> Tree | None:
    """The tree of an expression, None if it has no sense; symbols are not checked against any list."""
    text = text.strip()
    if ID.fullmatch(text):
        return Leaf(text)
    return None if len(text) > MAX_EXPRESSION_LENGTH else _parse_with_library(text)


def fold_tree(tree: Tree, leaf: Callable[[Leaf], ValueT], join: Callable[[str, Sequence[ValueT]], ValueT]) -> ValueT:
    """One value from a tree: `leaf` of each license, `join` of each operator and its parts."""
    if isinstance(tree, Leaf):
        return leaf(tree)
    return join(tree.operator, [fold_tree(part, leaf, join) for part in tree.parts])


def join_trees(operator: str, parts: Sequence[Tree]) -> Tree:
    """One tree of several, flat and without repetition."""
    flat = dict.fromkeys(
        inner
        for part in parts
        for inner in (part.parts if isinstance(part, Branch) and part.operator == operator else (part,))
    )
    return next(iter(flat)) if len(flat) == 1 else Branch(operator, tuple(flat))


def render_tree(tree: Tree) -> str:
    """The expression in its canonical spelling, with no more parentheses than it needs."""
    return fold_tree(tree, _render_leaf, _render_branch)


def _render_leaf(leaf: Leaf) -> str:
    return f"{leaf.id} WITH {leaf.exception}" if leaf.exception else leaf.id


def _render_branch(operator: str, parts: Sequence[str]) -> str:
    # AND binds more tightly than OR, so only an OR inside an AND needs parentheses.
    return f" {operator} ".join(f"({part})" if operator == "AND" and " OR " in part else part for part in parts)


def _parse_with_library(text: str) -> Tree | None:
    from license_expression import Licensing  # noqa: PLC0415 - 30 ms

    try:
        return _convert_node(Licensing().parse(text))
    except Exception:  # noqa: BLE001 - on odd input it also raises AttributeError, IndexError, RecursionError
        return None


def _convert_node(node: Any) -> Tree | None:
    from license_expression import LicenseWithExceptionSymbol  # noqa: PLC0415 - see above

    if isinstance(node, LicenseWithExceptionSymbol):
        return Leaf(node.license_symbol.key, node.exception_symbol.key)
    if node is None or node.isliteral:
        return None if node is None else Leaf(node.key)
    converted = map(_convert_node, node.args)
    return join_trees(node.operator.strip().upper(), [part for part in converted if part is not None])
