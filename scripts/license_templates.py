"""License texts -> templates: the words that must be there, may be there, or stand for a name.

Used by build_license_index.py. The XML of the SPDX license list says what is optional and what may vary
(https://github.com/spdx/license-list-XML/blob/main/DOCS/xml-fields.md); a plain text is one run of words.
A template is a list of words and of the signs of openrelease.licenses.texts.matching.templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from xml.etree import ElementTree as ET

try:
    from re import _constants as sre  # type: ignore[attr-defined]
    from re import _parser as sre_parse
except ImportError:  # Python 3.10
    import sre_constants as sre  # type: ignore[no-redef]
    import sre_parse  # type: ignore[no-redef]

from openrelease.licenses.texts.matching.templates import ALT, BULLET, END, NAME, OPT, OR
from openrelease.licenses.texts.names.copyright_lines import copyright_end
from openrelease.licenses.texts.words.bullets import ENUMERATOR, blank_bullets
from openrelease.licenses.texts.words.reveal_text import reveal_text
from openrelease.licenses.texts.words.tokens import split_words

SPDX = "{http://www.spdx.org/license}"
WIDE = "\uf8ff"
"""In an expanded pattern: any words."""
_MOST_BRANCHES = 64
_MOST_LETTERS = 4
_LONGEST_HOLE = 30
_HOLE = "<(?:year|program|name of author|(?:19)?yy(?:yy)?)>"
PLACEHOLDER = re.compile(rf"{_HOLE}(?:\s+{_HOLE}){{0,2}}")
"""What is to be filled in, in texts that say how to apply a license."""
_WORD_EDGE = re.compile(r"\w")
_BLOCKS = {"p", "item", "list", "br", "bullet", "titleText", "copyrightText"}


@dataclass(kw_only=True)
class Node:
    """A piece of a template before its words are split: text, an optional part or alternatives."""

    kind: str
    text: str = ""
    children: list[Node] = field(default_factory=list)


def read_spdx_xml(path: Any) -> tuple[list[str], list[list[str]], list[list[str]]]:
    """Return the template of an SPDX license, its titles and other beginnings that may lack, its headers."""
    root = ET.parse(path).getroot()  # noqa: S314 - from a checkout that we chose
    body, beginnings = trim_ends(optional_notices(build_words(_walk(root.find(".//{*}text"), top=True))))
    titles, headers = (
        [trim_ends(build_words(_walk(node, top=True)))[0] for node in root.iter(f"{SPDX}{tag}")]
        for tag in ("titleText", "standardLicenseHeader")
    )
    return body, [*titles, *beginnings], headers


def read_plain_text(text: str) -> list[str]:
    """Return the template of a text without marks; bullets at the beginnings of lines are separated from words."""
    return trim_ends(open_program_names(_split_plain(reveal_text(text).text)))[0]


def build_words(nodes: Sequence[Node]) -> list[str]:
    """Return the words and signs of nodes; words that a node boundary cuts are put together."""
    return open_program_names(_words_of(_join_cut_words(_merge_text(nodes))))


def add_variant(words: list[str], usual: Sequence[str], other: Sequence[str]) -> list[str]:
    """Let other words stand where a template has the usual ones; ValueError where it has not."""
    places = [at for at in range(len(words)) if words[at : at + len(usual)] == list(usual)]
    if not places:
        raise ValueError(" ".join(usual))
    for at in reversed(places):
        words = [*words[:at], ALT, *usual, OR, *other, END, *words[at + len(usual) :]]
    return words


def open_program_names(words: list[str]) -> list[str]:
    """Let a name stand where a license says "one line to give the program's name and an idea of what it does"."""
    for at in reversed(range(len(words) - 4)):
        if words[at : at + 4] == ["one", "line", "to", "give"] and "does" in words[at : at + _LONGEST_HOLE]:
            end = words.index("does", at) + 1
            words = [*words[:at], ALT, *words[at:end], OR, NAME, END, *words[end:]]
    return words


def optional_notices(words: list[str]) -> list[str]:
    """Make copyright notices with placeholders optional: their lines are left out or filled in."""
    for at in reversed(range(len(words) - 3)):
        begin = at + 1 + (words[at + 1] == "c")
        if words[at] == "copyright" and words[begin] == ALT:
            end = begin + _find_end(words[begin:])
            if {"year", "yyyy", "19yy", "name", "author"} & set(words[begin:end]) and NAME in words[begin:end]:
                words = [*words[:at], OPT, *words[at:end], END, *words[end:]]
    return words


def trim_ends(words: list[str]) -> tuple[list[str], list[list[str]]]:
    """Drop bullets from both ends and optional parts from the beginning; return what is left, and those."""
    words, parts = _drop_empty(words), []
    while words and words[0] in (BULLET, OPT):
        end = 1 if words[0] == BULLET else _find_end(words)
        parts += [words[1 : end - 1]] if end > 1 else []
        words = words[end:]
    while words and words[-1] == BULLET:
        words = words[:-1]
    return words, parts


def _find_end(words: Sequence[str]) -> int:
    depth = 0
    for at, word in enumerate(words):
        depth += (word in (OPT, ALT)) - (word == END)
        if depth == 0:
            return at + 1
    return len(words)


def _walk(node: Any, *, top: bool = False) -> list[Node]:
    """Return the pieces of an XML element; those within `top` do not depend on what element it is."""
    tag = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "comment"
    if tag == "comment" or (not top and _is_left_out(tag, node)):
        return []
    if tag == "alt":
        return [Node(kind="alt", children=[Node(kind="branch", text=each) for each in _branches(node)])]
    inner = [Node(kind="text", text=node.text or "")]
    for child in node:
        inner += [*_walk(child), Node(kind="text", text=child.tail or "")]
    return inner if top else _wrap(tag, inner)


def _is_left_out(tag: str, node: Any) -> bool:
    """Return whether an element is a copyright notice such as are explained wherever they stand."""
    return tag in {"copyrightText", "p"} and _is_copyright_notice("".join(node.itertext()))


def _wrap(tag: str, inner: list[Node]) -> list[Node]:
    pad = Node(kind="text", text=" ")
    if tag == "copyrightText":
        return [pad, Node(kind="opt", children=inner), pad]
    if tag in {"optional", "titleText", "standardLicenseHeader"}:
        return [Node(kind="opt", children=inner)]
    if tag == "bullet":
        words = split_words("".join(each.text for each in inner)).words
        usual = all(ENUMERATOR.fullmatch(word) for word in words)
        return [Node(kind="bullet")] if usual else [pad, Node(kind="opt", children=inner), pad]
    return [pad, *inner, pad] if tag in _BLOCKS else inner


def _is_copyright_notice(text: str) -> bool:
    words = split_words(" ".join(text.split()))
    return len(words) > 0 and copyright_end(words, 0) == len(words)


def _branches(node: Any) -> list[str]:
    """Return what the pattern of an alternative matches, with the words that stand there first."""
    shown = "".join(node.itertext())
    expanded = expand_pattern(node.get("match", ""))
    named = [f"by {WIDE}"] if WIDE in expanded and shown.lower().startswith("by ") else []
    return list(dict.fromkeys([shown, *expanded, *named]))


def expand_pattern(pattern: str) -> list[str]:
    """Return the strings that a pattern matches; what it leaves open is WIDE."""
    return list(dict.fromkeys(_expand(sre_parse.parse(pattern))))[:_MOST_BRANCHES]


def _expand(parsed: Iterable[Any]) -> list[str]:
    parts = [_expand_one(op, value) for op, value in parsed]
    return ["".join(each) for each in _bounded(product(*parts))]


def _bounded(many: Iterable[Any]) -> Iterator[Any]:
    for at, each in enumerate(many):
        if at >= _MOST_BRANCHES:
            return
        yield each


def _expand_one(op: Any, value: Any) -> list[str]:
    """Return the strings that one element of a parsed pattern matches."""
    expand = {
        sre.LITERAL: lambda: [chr(value)],
        sre.BRANCH: lambda: [each for branch in value[1] for each in _expand(branch)],
        sre.SUBPATTERN: lambda: _expand(value[-1]),
        sre.MAX_REPEAT: lambda: _expand_repeat(*value),
        sre.MIN_REPEAT: lambda: _expand_repeat(*value),
        sre.IN: lambda: _expand_set(value),
        sre.ANY: lambda: [WIDE],
        sre.NOT_LITERAL: lambda: [WIDE],
    }
    return expand[op]()


def _expand_repeat(least: int, most: int, inner: Any) -> list[str]:
    once = _expand(inner)
    if once == [" "] or all(not _WORD_EDGE.search(each) and WIDE not in each for each in once):
        return [" "] if any(each.isspace() for each in once) else [""]
    if most == 1:
        return [*once, *([""] if least == 0 else [])]
    return [WIDE, *([""] if least == 0 else [])]


def _expand_set(value: Any) -> list[str]:
    if value[0][0] is sre.NEGATE:
        return [WIDE]
    letters: list[str] = []
    for op, each in value:
        if op is sre.LITERAL:
            letters.append(chr(each))
        elif op is sre.RANGE:
            letters += [chr(code) for code in range(each[0], each[1] + 1)]
        else:  # a category: white space, digits
            letters.append(" " if "SPACE" in str(each) else WIDE)
    return [WIDE] if len(letters) > _MOST_LETTERS else letters


def _merge_text(nodes: Sequence[Node]) -> list[Node]:
    merged: list[Node] = []
    for node in nodes:
        children = node.children if node.kind == "alt" else _merge_text(node.children)
        if node.kind == "text" and merged and merged[-1].kind == "text":
            merged[-1] = Node(kind="text", text=merged[-1].text + node.text)
        elif node.kind != "text" or node.text:
            merged.append(Node(kind=node.kind, text=node.text, children=children))
    return merged


_ENDS_IN_WORD = re.compile(r"[^\W_]+$")
_BEGINS_WITH_WORD = re.compile(r"[^\W_]+")


def _join_cut_words(nodes: list[Node]) -> list[Node]:
    """Put the rest of a word that an alternative or optional part cuts into each of its branches."""
    for at, node in enumerate(nodes):
        if node.kind not in {"opt", "alt"}:
            continue
        before = nodes[at - 1] if at and nodes[at - 1].kind == "text" else None
        after = nodes[at + 1] if at + 1 < len(nodes) and nodes[at + 1].kind == "text" else None
        branches = _plain_branches(node)
        head = _ENDS_IN_WORD.search(before.text) if before and _is_affix(branches) else None
        tail = _BEGINS_WITH_WORD.match(after.text) if after and _is_affix(branches) else None
        if head or tail:
            parts = (head[0] if head else "", tail[0] if tail else "")
            node.kind = "alt"
            node.children = [Node(kind="branch", text=f"{parts[0]}{each}{parts[1]}") for each in branches]
            if head and before:
                before.text = before.text[: head.start()]
            if tail and after:
                after.text = after.text[tail.end() :]
    return nodes


def _is_affix(branches: Sequence[str]) -> bool:
    return all(re.fullmatch(r"[a-zA-Z]{0,2}", branch) for branch in branches)


def _plain_branches(node: Node) -> list[str]:
    if node.kind == "alt":
        return [child.text for child in node.children]
    return ["".join(_plain(child) for child in node.children), ""]


def _plain(node: Node) -> str:
    return node.text + "".join(_plain(child) for child in node.children)


def _words_of(nodes: Sequence[Node]) -> list[str]:
    words: list[str] = []
    for node in nodes:
        if node.kind == "text":
            words += _split_placeholders(node.text)
        elif node.kind == "bullet":
            words.append(BULLET)
        elif node.kind == "opt":
            inner = _drop_empty(_words_of(_join_cut_words(node.children)))
            words += [OPT, *inner, END] if inner else []
        else:
            words += _alternatives([child.text for child in node.children])
    return words


def _split_placeholders(text: str) -> list[str]:
    """Let a name stand where a text that is to be filled in has something in angle brackets."""
    words, at = [], 0
    for found in PLACEHOLDER.finditer(text):
        words += [*_split(text[at : found.start()]), ALT, *_split(found[0]), OR, NAME, END]
        at = found.end()
    return words + _split(text[at:])


def _alternatives(branches: Sequence[str]) -> list[str]:
    rows = list(dict.fromkeys(tuple(_split_wide(branch)) for branch in branches))
    if len(rows) == 1:
        return list(rows[0])
    joined = [word for row in rows for word in (OR, *row)][1:]
    return [ALT, *joined, END]


def _split_wide(text: str) -> list[str]:
    words: list[str] = []
    for at, piece in enumerate(re.split(f"{WIDE}+", text)):
        words += [NAME] * bool(at) + _split(piece)
    return words


def _split(text: str) -> list[str]:
    return list(split_words(reveal_text(text).text).words)


def _split_plain(text: str) -> list[str]:
    words: list[str] = []
    for line in text.split("\n"):
        bare = blank_bullets(line)
        words += [BULLET] * (bare != line) + list(split_words(bare).words)
    return words


def _drop_empty(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if word == END and kept and kept[-1] == OPT:
            kept.pop()
        elif word == BULLET and kept and kept[-1] == BULLET:
            continue
        else:
            kept.append(word)
    return kept
