"""Text -> FrontMatter: finds the YAML block at the top of a card, without reading it as YAML.

https://huggingface.co/docs/hub/model-cards#model-card-metadata
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_BLOCK = 262_144  # characters in which the closing line is searched

_KEY = re.compile(r"""(?:[\w$][\w$./-]*|"[^"\n]*"|'[^'\n]*')[ \t]*:(?:[ \t]|$)|[{?]""")
_PART = re.compile(r"-(?:[ \t]|$)|[}\]]")


@dataclass(frozen=True, kw_only=True)
class FrontMatter:
    """The block between the `---` lines. Lines count from 1.

    `start_line` is the line of the file at which `yaml` begins, `body_line` the one after the block.
    """

    yaml: str
    start_line: int
    body_line: int


def split_front_matter(text: str) -> FrontMatter | None:
    r"""Find the front matter of a text from `decode_text`, None where it has none.

    The first line must be `---`. A file that begins with a horizontal rule has none: its block does not
    end, or does not begin with a key, or most of its lines are neither keys nor items. A block that
    means to be a mapping but has errors is front matter: the loader says what is wrong with it.
    """
    text = text.removeprefix("\ufeff")
    start = text.find("\n", 0, MAX_BLOCK) + 1
    end = _closing(text, start)
    if text[:start].rstrip() != "---" or not start or end is None:
        return None
    block = text[start:end]
    if not _is_mapping(block):
        return None
    return FrontMatter(yaml=block, start_line=2, body_line=block.count("\n") + 3)


def _closing(text: str, start: int) -> int | None:
    """Find where the first line that is only `---` begins, None where there is none."""
    at = start - 1
    while (at := text.find("\n---", at, MAX_BLOCK)) >= 0:
        at += 1
        end = text.find("\n", at)
        if text[at : end if end >= 0 else None].rstrip() == "---":
            return at
    return None


def _is_mapping(block: str) -> bool:
    """Whether the block begins with a key and is mostly made of keys and items."""
    lines = [line for line in block.split("\n") if line.strip() and line[0] not in " \t#"]
    if not lines or not _KEY.match(lines[0]):
        return False
    known = sum(bool(_KEY.match(line) or _PART.match(line)) for line in lines)
    return 2 * known >= len(lines)
