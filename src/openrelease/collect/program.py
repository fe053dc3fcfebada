"""Source code -> what it does, told from its syntax tree or, for a shell script, from its text.

Nothing is imported or run. A feature is a word such as `import:torch`, `call:from_pretrained`,
`base:nn.Module`, `def:forward`: components.yaml says which of them tell one kind of source from another.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from openrelease.collect.markdown import parse_markdown, urls_in
from openrelease.collect.text import Link, ParsedDocument
from openrelease.errors import UntrustedInputError
from openrelease.untrusted import load_json

_MAGIC = re.compile(r"^\s*[%!]")


@dataclass(frozen=True, kw_only=True)
class Program:
    """One source file: its features with the line of the first of each, and the URLs that it names.

    `document` is what the Markdown cells of a notebook say, None for other files.
    """

    path: str
    features: Mapping[str, int] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    document: ParsedDocument | None = None


def parse_python(path: str, text: str) -> Program:
    """Read Python by its syntax tree; raises UntrustedInputError where it has none."""
    features: dict[str, int] = {}
    links: list[Link] = []
    for node in ast.walk(_tree(text)):
        line = getattr(node, "lineno", 1)
        for feature in _features(node):
            features[feature] = min(features.get(feature, line), line)
        links.extend(_string_links(node))
    return Program(path=path, features=features, links=tuple(links))


def parse_shell(path: str, text: str) -> Program:
    """Read the URLs of a script, and of any other text, line by line."""
    return Program(path=path, links=tuple(_text_links(text)))


def parse_notebook(path: str, data: bytes) -> Program:
    """Read the cells of a Jupyter notebook; lines are those of the file that holds it."""
    cells = _cells(load_json(data))
    code = "\n".join(source for kind, source in cells if kind == "code").splitlines()
    prose = "\n\n".join(source for kind, source in cells if kind == "markdown")
    plain = "\n".join("" if _MAGIC.match(row) else row for row in code)
    try:
        program = parse_python(path, plain)
    except UntrustedInputError:
        program = parse_shell(path, plain)
    stored = data.decode("utf-8", "replace").splitlines()
    rows = {row.strip().rstrip(","): number for number, row in reversed(list(enumerate(stored, start=1)))}
    features = {name: _line_of(rows, code[line - 1]) for name, line in program.features.items()}
    links = (replace(link, line=_line_of(rows, code[link.line - 1])) for link in program.links)
    return Program(path=path, features=features, links=tuple(links), document=parse_markdown(path, prose))


def _tree(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a stranger's invalid escapes are not our news
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise UntrustedInputError(f"is not Python that we can read ({type(error).__name__})") from error


def _features(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (f"import:{name.name.split('.')[0]}" for name in names)
            yield from (f"import:{name.name}" for name in names if "." in name.name)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            yield f"import:{module.split('.')[0]}"
            yield from (f"from:{module.split('.')[0]}.{name.name}" for name in names)
        case ast.Call(func=function):
            if name := _name(function):
                yield f"call:{name}"
        case ast.ClassDef(bases=bases):
            yield from (f"base:{name}" for name in map(_name, bases) if name)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield f"def:{name}"


def _name(node: ast.expr) -> str:
    """Give the last name of a dotted expression: `nn.Module` and `torch.nn.Module` are both `Module`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _string_links(node: ast.AST) -> Iterator[Link]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "://" in node.value:
        yield from _text_links(node.value, node.lineno)


def _text_links(text: str, first_line: int = 1) -> Iterator[Link]:
    for number, row in enumerate(text.split("\n"), start=first_line):
        for url in urls_in(row):
            yield Link(url=url, label="", line=number, where="code", context=row.strip()[:500])


def _cells(notebook: object) -> list[tuple[str, str]]:
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise UntrustedInputError("is not a notebook: it has no list of cells")
    known = [cell for cell in cells if isinstance(cell, dict)]
    return [(str(cell.get("cell_type")), _joined(cell.get("source"))) for cell in known]


def _joined(source: object) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _line_of(rows: dict[str, int], source: str) -> int:
    """Find the line of the file that stores one line of source as a JSON string."""
    stored = (json.dumps(source + end, ensure_ascii=plain) for end in ("\n", "") for plain in (False, True))
    return next((rows[text] for text in stored if text in rows), 1)
