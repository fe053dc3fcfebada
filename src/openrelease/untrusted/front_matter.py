"""Text -> FrontMatter: finds the YAML block at the top of a card, without reading it as YAML.

https://huggingface.co/docs/hub/model-cards#model-card-metadata
"""

import re

from openrelease.values import dataclass

_OPENING = re.compile(r"\s*---[^\S\n]*\n")
_KEY = re.compile(r"""(?:[\w$][\w$./-]*|"[^"\n]*"|'[^'\n]*')[ \t]*:(?:[ \t]|$)|[{?]""")
_PART = re.compile(r"-(?:[ \t]|$)|[}\]]")
_LICENSE = re.compile(r"""["']?licen[cs]e\w*["']?[ \t]*:""", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """The block between the `---` lines. Lines count from 1.

    `start_line` is the line of the file at which `yaml` begins, `body_line` the one after the block.
    """

    yaml: str
    start_line: int
    body_line: int


def split_front_matter(text: str) -> FrontMatter | None:
    """Find the front matter of a text from `decode_text`, None where it has none.

    The first line that is not blank must be `---`. A file that begins with a horizontal rule has none: its
    block does not end, or does not begin with a key, or most of its lines are neither keys nor items. A
    block that means to be a mapping but has errors, or is too long, is front matter, and so is whatever
    names a license: the loader says what is wrong with it, which is better than to overlook a term.
    """
    text = text.removeprefix("\ufeff")
    opening = _OPENING.match(text)
    end = _find_closing(text, opening.end()) if opening else None
    if opening is None or end is None:
        return None
    block = text[opening.end() : end]
    if not _is_mapping(block):
        return None
    start_line = opening[0].count("\n") + 1
    return FrontMatter(yaml=block, start_line=start_line, body_line=start_line + block.count("\n") + 1)


def _find_closing(text: str, start: int) -> int | None:
    """Find where the first line that is only `---` begins, None where there is none."""
    at = start - 1
    while (at := text.find("\n---", at)) >= 0:
        at += 1
        end = text.find("\n", at)
        if text[at : end if end >= 0 else None].rstrip() == "---":
            return at
    return None


def _is_mapping(block: str) -> bool:
    """Whether the block names a license, or begins with a key and is mostly made of keys and items."""
    lines = [line for line in block.split("\n") if line.strip() and line[0] not in " \t#"]
    if any(_LICENSE.match(line) for line in lines):
        return True
    if not lines or not _KEY.match(lines[0]):
        return False
    known = sum(bool(_KEY.match(line) or _PART.match(line)) for line in lines)
    return 2 * known >= len(lines)
