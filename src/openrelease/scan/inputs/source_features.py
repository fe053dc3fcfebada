"""Source code -> features, from its syntax tree or, for a shell script, from its text.

Nothing is imported or run. A feature is a word such as `import:torch`, `call:from_pretrained`, `base:Module`,
`def:forward`, `stub:forward` for a function without a body, `names:weights` or `op:@`; the rules in
catalog/components/ name the features that show a component.
"""

import ast
import json
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from openrelease.errors import UntrustedInputError
from openrelease.scan.inputs.document_builder import find_urls_at
from openrelease.scan.inputs.markdown_parser import parse_markdown
from openrelease.scan.inputs.parsed_document import Link, ParsedDocument
from openrelease.untrusted import load_json
from openrelease.values import dataclass, field, replace
from openrelease.weights import list_suffixes, suffix_pattern

_MOST = 512_000  # characters of the cells of a notebook, without what their code has put out
# The few kinds of nodes that matter: most nodes are names, attributes and contexts.
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAMING: frozenset[Any] = frozenset(
    {ast.Import, ast.ImportFrom, ast.Call, ast.ClassDef, *_DEFINITIONS, ast.BinOp, ast.Assign}
)
_STRINGS: frozenset[Any] = frozenset({ast.Constant, ast.JoinedStr})
_PLAIN = {"ctx", "op", "ops", "id", "attr", "arg", "lineno", "type_comment"}  # fields that hold nothing to walk
MOST_SIMILAR = 20  # addresses of one place that end alike, of those that a file lists
_MOST_LINKS = 2_000  # of one source file; a list of downloads has fewer
HUB_CALLS: Mapping[str, str] = {
    "from_pretrained": "",
    "snapshot_download": "",
    "hf_hub_download": "",
    "SentenceTransformer": "",
    "load_dataset": "datasets/",
}
"""Calls that fetch from the Hub, with what stands before the name in an address there."""
WEIGHT_NAME = "names:weights"
"""The feature of source in which a string ends as the name of a weight file does."""
RELEASE_NAME = "names:releases"
"""The feature of source with a string that is part of the address of a release's files on GitHub."""
_RELEASES = "releases/download"
SCORE_NAME = "names:scores"
"""The feature of source that calls or imports what is named after a score, such as `compute_metrics`."""
_SCORES = re.compile(
    r"(?:^|[_.])(?:acc|accuracy|f1|bleu|rouge|wer|cer|psnr|ssim|fid|auc|miou|metrics?|scores?|edit_?dist\w*)(?:$|_)"
    r"|Evaluator$|Metrics?$",
    re.ASCII,
)
_MAX_NAME_END = 40  # characters
_HUB_ARGUMENTS = frozenset({"repo_id", "pretrained_model_name_or_path", "path"})
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_MODEL_VARIABLE = re.compile(
    r"(?:^|_)(?:models?|checkpoint|ckpt|weights|pretrained)(?:$|_)|_name_or_path$", re.ASCII | re.IGNORECASE
)
# what looks like a Hub id and is a path in the tree
_FILE_PATH = re.compile(
    r"^(?:\.|models?/|checkpoints?/|weights?/|ckpts?/|data/|outputs?/|configs?/|pretrained\w*/|saved\w*/|results?/|exp\w*/)"
    r"|\.(?:py|json|ya?ml|txt|bin|pth?|ckpt|onnx|h5|csv|zip|safetensors)$",
    re.ASCII | re.IGNORECASE,
)
_MAGIC = re.compile(r"^\s*[%!]")


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One source file: its features with the line of the first of each, and the URLs that it names.

    `document` is what the Markdown cells of a notebook say, None for other files. `headers` are the SPDX
    license identifiers among its first lines, `notices` the comments there that may state terms, each with its line.
    `unread`: nothing else of it could be read.
    """

    path: str
    features: Mapping[str, int] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    document: ParsedDocument | None = None
    headers: tuple[tuple[str, int], ...] = ()
    notices: tuple[tuple[str, int], ...] = ()
    unread: bool = False


def parse_python(path: str, text: str) -> SourceFile:
    """Parse Python source; raises UntrustedInputError for a syntax error."""
    features: dict[str, int] = {}
    links: list[Link] = []
    joined: set[int] = set()  # parts of f-strings, which are read with their string
    for node in _walk_tree(_parse_tree(text)):
        if node.__class__ in _NAMING:
            for feature in _list_features(node):
                features[feature] = min(features.get(feature, node.lineno), node.lineno)
                if feature.startswith(("call:", "from:")) and _SCORES.search(feature.partition(":")[2]):
                    features.setdefault(SCORE_NAME, node.lineno)
            links.extend((*_find_hub_calls(node), *_find_named_ids(node)))
        elif node.__class__ in _STRINGS and id(node) not in joined:
            links.extend(_find_string_links(node))
            for name in _list_string_features(node):
                features.setdefault(name, node.lineno)
            joined.update(map(id, node.values) if isinstance(node, ast.JoinedStr) else ())
    return SourceFile(path=path, features=features, links=tuple(links[:_MOST_LINKS]))


def parse_shell(path: str, text: str) -> SourceFile:
    """Read the URLs of a script, and of any other text, line by line."""
    return SourceFile(path=path, links=tuple(_find_text_links(text, is_wanted=_make_filter())))


def _make_filter() -> Callable[[str], bool]:
    """Return what accepts the first URLs of each place and suffix: a thousand parts of a data set show no more.

    A place is a host with two folders, which on a forge or hub is a repository.
    """
    seen: Counter[tuple[str, str]] = Counter()

    def is_wanted(url: str) -> bool:
        key = "/".join(url.split("/", 5)[:5]), url.rpartition(".")[2]
        seen[key] += 1
        return seen[key] <= MOST_SIMILAR

    return is_wanted


def parse_notebook(path: str, data: bytes) -> SourceFile:
    """Read the cells of a Jupyter notebook; lines are those of the file that holds it.

    Format: https://nbformat.readthedocs.io/en/latest/format_description.html
    """
    cells = _list_cells(load_json(data))
    code = "\n".join(source for kind, source in cells if kind == "code").split("\n")
    prose = "\n\n".join(source for kind, source in cells if kind == "markdown").split("\n")
    if max(sum(map(len, rows)) for rows in (code, prose)) > _MOST:
        raise UntrustedInputError(f"holds more than {_MOST:,} characters of code or of text")
    plain = "\n".join("" if _MAGIC.match(row) else row for row in code)
    stored = _index_rows(data)
    shell = parse_shell(path, "\n".join(row if _MAGIC.match(row) else "" for row in code))
    try:
        program = parse_python(path, plain)
    except UntrustedInputError:
        program = parse_shell(path, plain)
    features = {name: _find_line(stored, code[line - 1]) for name, line in program.features.items()}
    links = (*program.links, *shell.links)
    return SourceFile(
        path=path,
        features=features,
        links=tuple(replace(link, line=_find_line(stored, code[link.line - 1])) for link in links),
        document=_move_to_lines(parse_markdown(path, "\n".join(prose)), prose, stored),
    )


def _index_rows(data: bytes) -> Mapping[str, int]:
    """Map each stripped line of the file to the first line number that it has."""
    rows = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    return {row.strip().rstrip(","): number for number, row in reversed(list(enumerate(rows, start=1)))}


def _move_to_lines(document: ParsedDocument, prose: Sequence[str], stored: Mapping[str, int]) -> ParsedDocument:
    """Replace the line of each part of a document by the line of the notebook that stores it."""

    def at(line: int) -> int:
        return _find_line(stored, prose[min(line, len(prose)) - 1])

    return replace(
        document,
        headings=tuple(replace(each, line=at(each.line)) for each in document.headings),
        links=tuple(replace(each, line=at(each.line)) for each in document.links),
        tables=tuple(replace(each, line=at(each.line)) for each in document.tables),
        blocks=tuple(replace(each, line=at(each.line)) for each in document.blocks),
    )


def _parse_tree(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # warnings about the code of others, such as invalid escapes
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise UntrustedInputError(f"is not Python that we can read ({type(error).__name__})") from error


def _walk_tree(tree: ast.AST) -> Iterator[Any]:
    """Yield the nodes in the order of `ast.walk`, from the levels above to those below, in a fifth of its time.

    Names, contexts and operators are left out.
    """
    waiting: list[Any] = [tree]
    for node in waiting:  # which grows
        yield node
        for name in _list_inner_fields(node.__class__):
            value = getattr(node, name, None)
            if value.__class__ is list:
                waiting.extend([each for each in value if isinstance(each, ast.AST)])
            elif value.__class__ is not ast.Name and isinstance(value, ast.AST):
                waiting.append(value)


@cache
def _list_inner_fields(kind: Any) -> tuple[str, ...]:
    """Return the fields of a kind of nodes that may hold further ones."""
    return tuple(name for name in kind._fields if name not in _PLAIN)


def _list_features(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (f"import:{name.name.split('.')[0]}" for name in names)
            yield from (f"import:{name.name}" for name in names if "." in name.name)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            yield f"import:{module.split('.')[0]}"
            yield from (f"from:{module.split('.')[0]}.{name.name}" for name in names)
        case ast.Call(func=function):
            if name := _last_name(function):
                yield f"call:{name}"
        case ast.ClassDef(bases=bases, body=body) if not _is_hollow(body):
            yield from (f"base:{name}" for name in map(_last_name, bases) if name)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield f"{'stub' if all(map(_does_nothing, node.body)) else 'def'}:{name}"
        case ast.BinOp(op=ast.MatMult()):
            yield "op:@"
        case ast.BinOp(op=ast.Mult()):
            yield "op:*"


def _is_hollow(body: Sequence[ast.stmt]) -> bool:
    """Return whether a class has methods, and each of them does nothing."""
    methods = [each for each in body if isinstance(each, _DEFINITIONS)]
    return bool(methods) and all(map(_does_nothing, (line for method in methods for line in method.body)))


def _does_nothing(node: ast.stmt) -> bool:
    """Return whether a statement is a stub: `pass`, `...`, a docstring, `return None`, `super().f()`, or an error."""
    match node:
        case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Return(value=None | ast.Constant(value=None)):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super"))))):
            return True
    return isinstance(node, ast.Raise)


def _list_string_features(node: ast.AST) -> Iterator[str]:
    """Yield the features of a string: it ends as the name of a weight file does, or is of a release's address."""
    value = node.value if isinstance(node, ast.Constant) else None
    if not isinstance(value, str):
        return
    if value.endswith(list_suffixes()) and re.search(rf"\w\.{suffix_pattern()}$", value[-_MAX_NAME_END:]):
        yield WEIGHT_NAME
    if _RELEASES in value:
        yield RELEASE_NAME


def _last_name(node: ast.expr) -> str:
    """Return the last name of a dotted expression: `Module` for `nn.Module` and `torch.nn.Module`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _find_hub_calls(node: ast.AST) -> Iterator[Link]:
    """Yield the page of what a call fetches from the Hub, where its name stands in the call itself."""
    if not isinstance(node, ast.Call) or _last_name(node.func) not in HUB_CALLS:
        return
    given = (*node.args[:1], *(each.value for each in node.keywords if each.arg in _HUB_ARGUMENTS))
    for value in given:
        name = value.value if isinstance(value, ast.Constant) else None
        if isinstance(name, str) and _HUB_ID.fullmatch(name):
            url = f"https://huggingface.co/{HUB_CALLS[_last_name(node.func)]}{name}"
            context = f'{_last_name(node.func)}("{name}")'
            yield Link(url=url, label="", line=node.lineno, where="code", context=context)


def _find_named_ids(node: ast.AST) -> Iterator[Link]:
    """Yield the page of each Hub id that is the value of a variable, argument or default named after a model."""
    for name, value in _list_named_values(node):
        id_ = value.value if isinstance(value, ast.Constant) else None
        if not isinstance(id_, str) or not _MODEL_VARIABLE.search(name):
            continue
        if _HUB_ID.fullmatch(id_) and not _FILE_PATH.search(id_):
            url = f"https://huggingface.co/{id_}"
            yield Link(url=url, label="", line=value.lineno, where="code", context=f'{name}="{id_}"')


def _list_named_values(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=[target], value=value):
            yield _last_name(target), value
        case ast.FunctionDef(args=args) | ast.AsyncFunctionDef(args=args):
            named = (*args.posonlyargs, *args.args)
            first = len(named) - len(args.defaults)
            yield from ((arg.arg, value) for arg, value in zip(named[first:], args.defaults, strict=True))
            optional = zip(args.kwonlyargs, args.kw_defaults, strict=True)
            yield from ((arg.arg, value) for arg, value in optional if value)
        case ast.Call(func=function, keywords=keywords) if _last_name(function) not in HUB_CALLS:
            yield from ((each.arg, each.value) for each in keywords if each.arg)


def _find_string_links(node: ast.AST) -> Iterator[Link]:
    """Yield the URLs of a string; those of an f-string with `{}` where it puts values."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "://" in node.value:
        yield from _find_text_links(node.value, node.lineno)
    elif isinstance(node, ast.JoinedStr):
        joined = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        if "://" in joined:
            yield from _find_text_links(joined, node.lineno)


def _find_text_links(text: str, line: int = 1, is_wanted: Callable[[str], bool] = bool) -> Iterator[Link]:
    """Yield a link for each URL that is wanted; `line` is that of the beginning. A row is looked at once."""
    begin, end, context = 0, -1, ""
    for url, place in find_urls_at(text):
        if not is_wanted(url):
            continue
        if place > end:
            line += text.count("\n", begin, place)
            begin = max(text.rfind("\n", begin, place) + 1, begin)
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            context = text[begin:end].strip()[:500]
        yield Link(url=url, label="", line=line, where="code", context=context)


def _list_cells(notebook: object) -> list[tuple[str, str]]:
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise UntrustedInputError("is not a notebook: it has no list of cells")
    known = [cell for cell in cells if isinstance(cell, dict)]
    return [(str(cell.get("cell_type")), _join_source(cell.get("source"))) for cell in known]


def _join_source(source: object) -> str:
    if isinstance(source, list):
        return "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _find_line(rows: Mapping[str, int], source: str) -> int:
    """Find the line of the file that stores one line of source as a JSON string."""
    stored = (json.dumps(source + end, ensure_ascii=plain) for end in ("\n", "") for plain in (False, True))
    return next((rows[text] for text in stored if text in rows), 1)
