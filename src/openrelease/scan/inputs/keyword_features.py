"""Source in languages without a parser here -> features by keywords: C, Rust, JavaScript, R, shell and more.

Keywords are less reliable than a syntax tree, so rules require more of them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

_COMMENT = re.compile(
    r"/\*"
    r"|(?<![:'\"])//[^\n]*"
    r"|^[ \t]{0,40}(?:#(?!include|!)|--|%)[^\n]*",
    re.MULTILINE,
)
_NAME = r"([A-Za-z_]\w{0,60})"
_SCOPE = r"(?:\w{1,60}(?:::|\.)){0,3}"
_TYPE = r"fn|func|function|def|sub|void|auto|float|double|bool|int|string|size_t|Tensor|Var"
_DEFINED = re.compile(rf"\b(?:{_TYPE})\b[ \t*&]{{1,4}}{_SCOPE}{_NAME}[ \t]?[(<]")
_ASSIGNED = re.compile(rf"\b{_NAME}[ \t]{{0,9}}(?:<-|[:=])[ \t]{{0,9}}function\b")
_CALLED = re.compile(rf"(?<!\w){_NAME}!?[ \t]?\(")
_IMPLEMENTED = re.compile(rf"\bimpl(?:<[^>\n]{{0,60}}>)? {_SCOPE}{_NAME}(?:<[^>\n]{{0,60}}>)? for\b")
_EXTENDED = re.compile(
    rf"\bextends {_SCOPE}{_NAME}"
    rf"|\b(?:struct|class) \w{{1,60}}[ \t]{{0,3}}(?:final[ \t])?:[ \t]{{0,3}}(?:public[ \t])?{_SCOPE}{_NAME}"
)
_INCLUDED = re.compile(r"^[ \t]{0,9}#[ \t]{0,9}include[ \t]{0,9}[<\"](?:[\w-]{1,60}/){0,9}([\w-]{1,60})", re.MULTILINE)
_IMPORTED = re.compile(
    r"^[ \t]{0,9}(?:pub )?(?:use|using|import|library|require)[ \t(]{1,3}['\"]?([\w-]{1,60})"
    r"|(?:\bfrom|\brequire)[ \t(]{1,3}['\"](?:@[\w-]{1,60}/)?([\w.-]{1,60})",
    re.MULTILINE,
)
_RUN = re.compile(r"(?<![\w-])([A-Za-z]\w{0,60})\.(?:py|sh|jl|lua)(?!\w)")
_COMMAND = re.compile(
    r"(?:^|&&|\|\||;|\bexec )[ \t]{0,40}(?:sudo |nohup |[A-Z_]{1,30}=\S{0,60} ){0,6}([a-z][\w-]{1,40})",
    re.MULTILINE,
)
_SHELL = (".sh", ".slurm", ".sbatch", ".bash")
_KINDS = (
    ("def", _DEFINED),
    ("def", _ASSIGNED),
    ("call", _CALLED),
    ("base", _IMPLEMENTED),
    ("base", _EXTENDED),
    ("import", _INCLUDED),
    ("import", _IMPORTED),
)
_SHELL_KINDS = (("runs", _RUN), ("call", _COMMAND))


def find_keyword_features(path: str, text: str) -> dict[str, int]:
    """Return each feature of a source file with the line of its first occurrence; comments are ignored."""
    starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
    bare = "".join(_blank_comments(text))
    found: dict[str, int] = {}
    for name, at in _find_names(bare, _SHELL_KINDS if path.endswith(_SHELL) else _KINDS):
        found.setdefault(name, bisect_right(starts, at))
    return found


def _blank_comments(text: str) -> Iterator[str]:
    """Yield the parts of a text, comments as spaces. One that does not end is none: a shell's `dir/*` begins none."""
    last_end, at = text.rfind("*/"), 0
    while match := _COMMENT.search(text, at):
        opens, start, end = match[0] == "/*", match.start(), match.end()
        yield text[at:start]
        at = text.find("*/", end) + 2 if opens and end <= last_end else end
        yield match[0] if opens and at == end else re.sub(r"[^\n]", " ", text[start:at])
    yield text[at:]


def _find_names(text: str, kinds: tuple[tuple[str, re.Pattern[str]], ...]) -> Iterator[tuple[str, int]]:
    for kind, pattern in kinds:
        for match in pattern.finditer(text):
            group = match.lastindex or 0
            yield f"{kind}:{match[group]}", match.start(group)
