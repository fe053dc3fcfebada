"""reStructuredText -> Markdown that says the same on the same lines, so that one reader reads both.

Format: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openrelease.scan.inputs.rst_tables import (
    is_border,
    rewrite_csv_table,
    rewrite_grid_table,
    rewrite_list_table,
    rewrite_simple_table,
)

_RULE = re.compile(r"([=\-~^\"'`#*+.:_])\1+\s*")
_DIRECTIVE = re.compile(r"\.\.\s+(?:\|(?P<name>[^|]{1,80})\|\s+)?(?P<kind>[\w-]{1,40})::\s*(?P<rest>.*)")
_TARGET = re.compile(r"\.\.\s+_(?P<name>`[^`]{1,200}`|[^:]{1,200}):\s*(?P<url>\S*)\s*")
_ANONYMOUS = re.compile(r"(?:\.\.\s+__:|__)\s+(?P<url>\S+)\s*")
_OPTION = re.compile(r":(?P<key>[\w-]{1,40}):\s*(?P<value>.*)")
_EMBEDDED = re.compile(r"`([^`<]{0,300})<([^<>`\s]{1,2000})>`__?")
_REFERENCE = re.compile(r"`([^`<>]{1,200})`_(_)?(?!\w)|(?<![\w`])([A-Za-z][\w.-]{0,80})_(?![\w`])")
_SUBSTITUTION = re.compile(r"\|([^|\s][^|\n]{0,80})\|_{0,2}")
_ROLE = re.compile(r":[\w:.+-]{1,40}:`([^`]{0,300})`")
_LITERAL = re.compile(r"``([^`\n]{1,300})``")
_CODE = frozenset({"code", "code-block", "sourcecode", "parsed-literal", "doctest", "prompt"})
_TABLES = {"list-table": rewrite_list_table, "csv-table": rewrite_csv_table}
_UNSEEN = frozenset({"include", "contents", "toctree", "meta", "default-role", "sectnum", "highlight"})


@dataclass
class _State:
    """What is known so far: styles of headings by rank, names with their URLs, pictures by name."""

    styles: list[tuple[str, bool]] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)
    anonymous: list[str] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)


def to_markdown(text: str) -> str:
    """Rewrite a document; every part stays on its line, or within the lines of its table."""
    rows = [row.rstrip().expandtabs(4) for row in text.split("\n")]
    state = _State()
    shown = list(_rewritten(rows, state))
    return _with_links("\n".join(shown), state)


def _rewritten(rows: Sequence[str], state: _State) -> Iterator[str]:
    at = 0
    while at < len(rows):
        made = list(_part(rows, at, state))
        yield from made
        at += len(made)


def _part(rows: Sequence[str], at: int, state: _State) -> Iterator[str]:
    """Rewrite what begins at a row, into as many rows as it takes."""
    row = rows[at]
    if row.startswith(".."):
        yield from _explicit(rows[at : _block_end(rows, at)], state)
    elif anonymous := _ANONYMOUS.fullmatch(row):
        state.anonymous.append(anonymous["url"])
        yield ""
    elif _is_overlined(rows, at):
        yield from ("", _heading(rows[at + 1].strip(), (row[0], True), state), "")
    elif _is_underlined(rows, at):
        yield from (_heading(row, (rows[at + 1][0], False), state), "")
    elif row.startswith("+-") and (end := _table_end(rows, at)) > at + 1:
        yield from rewrite_grid_table(rows[at:end])
    elif is_border(row) and (end := _simple_end(rows, at)):
        yield from rewrite_simple_table(rows[at:end])
    elif row.endswith("::") and at + 1 < len(rows) and not rows[at + 1]:
        end = _block_end(rows, at)
        yield "" if row.strip() == "::" else row[:-1]
        yield from _fenced(rows[at + 1 : end], "")
    else:
        yield row


def _block_end(rows: Sequence[str], at: int) -> int:
    """Give the row behind an indented block, without the empty rows at its end but one."""
    indent = len(rows[at]) - len(rows[at].lstrip())
    end = last = at + 1
    while end < len(rows) and (not rows[end] or len(rows[end]) - len(rows[end].lstrip()) > indent):
        end += 1
        last = end if rows[end - 1] else last
    return min(last + 1, end)


def _fenced(rows: Sequence[str], language: str) -> Iterator[str]:
    """Put code between fences that stand on the empty rows around it."""
    if len(rows) < 2 or not any(rows):  # noqa: PLR2004 - the row before the code, and code
        yield from rows
        return
    code = _dedented(rows[1:])
    closed = not code[-1]
    yield f"```{language}"
    yield from code[:-1] if closed else code
    if closed:
        yield "```"


def _dedented(rows: Sequence[str]) -> list[str]:
    indent = min((len(row) - len(row.lstrip()) for row in rows if row), default=0)
    return [row[indent:] for row in rows]


def _is_overlined(rows: Sequence[str], at: int) -> bool:
    title = rows[at + 1] if at + 2 < len(rows) else ""
    return bool(_RULE.fullmatch(rows[at]) and title.strip()) and rows[at + 2] == rows[at]


def _is_underlined(rows: Sequence[str], at: int) -> bool:
    below = rows[at + 1] if at + 1 < len(rows) else ""
    plain = rows[at][:1].strip() and not _RULE.fullmatch(rows[at])
    before = at == 0 or not rows[at - 1] or rows[at - 1].startswith("..")
    return bool(plain and before and len(below) > 2 and _RULE.fullmatch(below))  # noqa: PLR2004 - "::"


def _heading(title: str, style: tuple[str, bool], state: _State) -> str:
    if style not in state.styles:
        state.styles.append(style)
    return "#" * min(state.styles.index(style) + 1, 6) + f" {title}"


def _table_end(rows: Sequence[str], at: int) -> int:
    return next((end for end in range(at, len(rows)) if rows[end][:1] not in {"+", "|"}), len(rows))


def _simple_end(rows: Sequence[str], at: int) -> int:
    """Give the row behind a simple table: behind its second border, or the third where rows follow."""
    borders = 0
    for end in range(at, len(rows)):
        borders += is_border(rows[end])
        empty = end + 1 >= len(rows) or not rows[end + 1]
        if is_border(rows[end]) and borders > 1 and empty:
            return end + 1
    return 0


def _explicit(rows: Sequence[str], state: _State) -> Iterator[str]:
    """Rewrite a directive, a link target or a comment."""
    if target := _TARGET.fullmatch(rows[0]):
        state.urls[_key(target["name"].strip("`"))] = target["url"] or "".join(rows[1:2]).strip()
        yield from [""] * len(rows)
        return
    match = _DIRECTIVE.fullmatch(rows[0])
    if match is None:
        if anonymous := _ANONYMOUS.fullmatch(rows[0]):
            state.anonymous.append(anonymous["url"])
        yield from [""] * len(rows)
        return
    yield from _directive(match, rows, state)


def _directive(match: re.Match[str], rows: Sequence[str], state: _State) -> Iterator[str]:
    kind, rest = match["kind"].lower(), match["rest"]
    options, body = _options(rows[1:])
    empty = [""] * (len(rows) - len(body))
    if kind in {"image", "figure"}:
        picture = f"![{options.get('alt', '')}]({rest.strip()})"
        linked = f"[{picture}]({options['target']})" if options.get("target") else picture
        state.pictures[_key(match["name"] or "")] = linked
        yield from ("" if match["name"] else linked, *empty[1:], *_dedented(body))
    elif kind in _CODE:
        yield from (*empty[:-1], *_fenced([empty[-1], *body], rest.split(" ")[0]))
    elif kind in _TABLES:
        yield from _TABLES[kind]([*empty, *body], options)
    elif kind in _UNSEEN:
        yield from [""] * len(rows)
    else:
        state.pictures[_key(match["name"] or "")] = rest
        yield from (rest if not match["name"] else "", *empty[1:], *_dedented(body))


def _options(rows: Sequence[str]) -> tuple[Mapping[str, str], Sequence[str]]:
    found: dict[str, str] = {}
    for number, row in enumerate(rows):
        option = _OPTION.fullmatch(row.strip())
        if option is None:
            return found, rows[number:]
        found[option["key"].lower()] = option["value"].strip()
    return found, ()


def _with_links(text: str, state: _State) -> str:
    """Put links into the text, once all their targets are known."""
    waiting = iter(state.anonymous)

    def linked(match: re.Match[str]) -> str:
        name = match[1] or match[3]
        url = next(waiting, "") if match[2] else state.urls.get(_key(name), "")
        return f"[{name}](<{url}>)" if url and not url.endswith("_") else name if match[1] else match[0]

    text = _SUBSTITUTION.sub(lambda match: state.pictures.get(_key(match[1]), match[0]), text)
    text = _EMBEDDED.sub(_embedded, text)
    text = _ROLE.sub(lambda match: match[1], text)
    text = _LITERAL.sub(lambda match: f"`\u200b{match[1]}`", text)
    return _REFERENCE.sub(linked, text).replace("`\u200b", "`")


def _embedded(match: re.Match[str]) -> str:
    label = match[1].rstrip()
    return f"[{label or match[2]}](<{match[2]}>)" + "\n" * match[1][len(label) :].count("\n")


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
