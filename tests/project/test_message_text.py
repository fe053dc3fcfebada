"""Sentences are for people: no room but `reports` decides anything by the words of a message."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.project import CHECKOUT

SOURCE = CHECKOUT / "src/openrelease"
MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if path.relative_to(SOURCE).parts[0] != "reports"]
FIELDS = {"message", "note", "detail", "remedy", "sentence", "statement", "kind_how", "why"}
METHODS = {
    *("startswith", "endswith", "partition", "rpartition", "split", "rsplit", "splitlines", "find", "rfind"),
    *("index", "count", "replace", "removeprefix", "removesuffix", "match", "search", "fullmatch", "sub", "findall"),
}


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in FIELDS


def is_words(node: ast.AST) -> bool:
    """A literal that is a sentence or a part of one."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip()


def list_arguments(call: ast.Call) -> tuple[ast.expr, ...]:
    """The values that a method reads which searches or cuts text; none of any other call."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in METHODS:
        return ()
    return (call.func.value, *call.args)


def find_text_reading(tree: ast.AST) -> Iterator[int]:
    """Yield the line of each comparison, search or cut of the text of a message."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and not isinstance(node.ops[0], (ast.Is, ast.IsNot)):
            sides = (node.left, *node.comparators)
            worded = any(isinstance(side, ast.Attribute) for side in sides) and any(map(is_words, sides))
            if any(map(is_text, sides)) or worded:
                yield node.lineno
        elif isinstance(node, ast.Subscript):
            if is_text(node.value):
                yield node.lineno
        elif isinstance(node, ast.Call) and any(map(is_text, list_arguments(node))):
            yield node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_room_reads_the_text_of_a_message(path: Path) -> None:
    assert list(find_text_reading(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "source",
    [
        "claim.note == FORBIDS",
        "claim.note.startswith('contradicted by')",
        "ruling.message.partition(name)",
        "'not read' in problem.message",
        "PATTERN.search(finding.message)",
        "verdict.message[:40]",
        "fault.reason == 'is longer than the file'",
    ],
)
def test_each_way_to_read_the_text_is_found(source: str) -> None:
    assert list(find_text_reading(ast.parse(source))) == [1]


@pytest.mark.parametrize(
    "source", ["claim.reason is Reason.CONTRADICTED", "f'{problem.message}.'", "fault.rule == 'a'"]
)
def test_values_are_left_alone(source: str) -> None:
    assert list(find_text_reading(ast.parse(source))) == []
