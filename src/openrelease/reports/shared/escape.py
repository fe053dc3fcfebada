r"""Untrusted text -> text that is safe to print, one function for each medium: nothing else makes it so.

What cannot be seen becomes `\u{HEX}`, what looks like an access token becomes [redacted], and then each
medium loses what has a meaning in it. The media:
workflow commands, as the runner reads them: https://github.com/actions/runner, ActionCommand.cs;
GitHub's Markdown: https://github.github.com/gfm/; JSON: https://www.rfc-editor.org/rfc/rfc8259.
"""

import html
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

MESSAGE_LIMIT = 4_096
"""Characters of an annotation's message that the runner keeps."""

_REDACTED = "[redacted]"
_SECRETS = re.compile(
    r"""
      (?<![A-Za-z0-9]) (?:
          gh[pousr]_ (?: [0-9]{1,12}_eyJ[\w.-]+ | [A-Za-z0-9]{30,} )    # GitHub, the long form is a JWT
        | github_pat_\w{30,}
        | (?: hf | api_org )_[A-Za-z0-9]{30,}                           # Hugging Face
        | glpat-[\w-]{20,}                                              # GitLab
        | (?: npm_ | pypi-AgE )[\w-]{30,}
        | (?: AKIA | ASIA )[A-Z0-9]{16}                                 # AWS
        | AIza[\w-]{35}                                                 # Google
        | xox[abeprs]-[A-Za-z0-9-]{10,}                                 # Slack
        | sk-(?=[\w-]{0,64}[0-9])[\w-]{32,}                            # makers of hosted models
      )
    | (?<![A-Za-z0-9])eyJ[\w-]{8,500}\.eyJ[\w-]+(?:\.[\w-]*)?            # a JWT
    | (?<=://)[^\s/@:]*:[^\s/@]+(?=@)                                   # the password in an address
    | (?i:(?<=authorization)["']?\s*[:=]\s*["']?(?:bearer|token|basic)\s+[^\s"',]+)
    | (?<![A-Za-z0-9])(?i:bearer)\s+[\w.~+/=-]{20,}
    """,
    re.ASCII | re.VERBOSE,
)

# Shown as nothing or as a blank although Unicode calls them letters, marks or symbols: see Default_Ignorable
# in https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt. The selectors FE00 to FE0F stay:
# plain emoji have them.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]")


def redact_tokens(text: str) -> str:
    """Replace what is shaped like an access token, also inside addresses and headers. Every escaper does."""
    return _SECRETS.sub(_REDACTED, text)


def escape_terminal(text: str) -> str:
    """One line for a terminal: control, format, bidi, blank and surrogate characters can be seen."""
    return _show_invisible(redact_tokens(text))


def _show_invisible(text: str, keep: str = "") -> str:
    if text.isprintable() and not _BLANK.search(text):
        return text
    return "".join(
        char if char in keep or (char.isprintable() and not _BLANK.match(char)) else f"\\u{{{ord(char):X}}}"
        for char in text
    )


def _cut_text(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


# The older form, anywhere in a line; with a word in between it is that of Azure Pipelines and TeamCity.
_V1 = re.compile(r"##(\w*)\[")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*|[0-9a-f]{16,}")
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def workflow_command(name: str, properties: Mapping[str, str], message: str) -> str:
    """One workflow command, without a line end. https://github.com/actions/toolkit, core/src/command.ts.

    Line breaks in the message stay line breaks of the annotation. `name` and the keys of `properties` are
    words of ours: `ValueError` for anything else.
    """
    for word in (name, *properties):
        if not _NAME.fullmatch(word):
            raise ValueError(f"not a word of a workflow command: {word!a}")
    pairs = ",".join(f"{key}={_escape_field(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name}{' ' if pairs else ''}{pairs}::{_escape_field(message).translate(_DATA)}"


def _escape_field(text: str) -> str:
    """A runner that does not know the command's name would read the older form from inside its fields."""
    shown = _show_invisible(redact_tokens(text)[: MESSAGE_LIMIT + 1], keep="\r\n")
    return _cut_text(_V1.sub(r"##\1\\[", shown), MESSAGE_LIMIT)


_BREAKS = r"\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
_UNSEEN = (
    r" \t\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\xa0\xad"
    r"\u061c\u1680\u180e\u2000-\u200f\u202a-\u206f\u3000\ufe00-\ufe0f\ufeff"
)
_LEADING = re.compile(rf"((?:\A|[{_BREAKS}])(?:\x1b\[[0-9;]*m|[{_UNSEEN}])*)::")


def escape_log(text: str) -> str:
    """Text of any number of lines for a CI log: no line of it is a workflow command, old or new form.

    Our own colours and line breaks stay, so what it quotes has been through `terminal`. Done twice it
    changes nothing more.
    """
    return _LEADING.sub(r"\1\\::", _V1.sub(r"##\1\\[", redact_tokens(text)))


_PIPE = re.compile(r"(?<!\\)(\\*)\|")
_TICKS = re.compile(r"`+")


def code_span(text: str, limit: int = 200) -> str:
    """A Markdown code span of at most `limit` characters, for tables, lists, headings and sentences.

    Nothing in it is a mention, a reference, a link or a tag. Not for the inside of an HTML element, where
    backticks mean nothing.
    """
    shown = _PIPE.sub(_escape_pipe, _cut_text(_show_invisible(redact_tokens(text)[: limit + 1]), limit))
    if not shown.strip():
        return "`(empty)`"
    fence = "`" * (1 + max(map(len, _TICKS.findall(shown)), default=0))
    pad = " " if "`" in shown[0] + shown[-1] or shown[0] == shown[-1] == " " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def code_element(text: str, limit: int = 200) -> str:
    """The same as an HTML element, for a line that begins with a tag: Markdown is not read there."""
    shown = _cut_text(_show_invisible(redact_tokens(text)[: limit + 1]), limit)
    return f"<code>{html.escape(shown) if shown.strip() else '(empty)'}</code>"


def _escape_pipe(match: re.Match[str]) -> str:
    """A pipe ends a cell even in a code span; readers differ on how many backslashes undo that."""
    return match[1].replace("\\", r"\u{5C}") + r"\|"


_TOKEN = re.compile(r"""["'(]*`[^`]+`[.,;:!?)"']*(?=\ |$)|[^ ]+""")
_RISKY = re.compile(
    r"""
      [\\`*_{}\[\]<>\#|~$@&^]                                   # Markdown, HTML, mentions, references, math
    | ://
    | (?i:www\.)
    | (?i:gh-)[0-9]
    | :[\w+-]+:                                                 # emoji
    | (?<![0-9A-Za-z])[0-9a-f]{7,64}(?![0-9A-Za-z])             # a commit
    """,
    re.VERBOSE,
)
_SPAN = re.compile(r"`([^`]+)`")
_OPENS_BLOCK = re.compile(r"[0-9]{1,9}[.)]|[!-/:-@]+")  # a list, a rule or an underline


def escape_prose(text: str) -> str:
    """One line of Markdown from a sentence of ours that may quote a repository.

    Words that could mean something to Markdown, HTML or GitHub become code spans; the others stay as they
    are, and so do code spans. White space becomes single spaces.
    """
    words = _TOKEN.findall(" ".join(_show_invisible(redact_tokens(text), keep="\t\r\n").split()))
    return " ".join(_escape_word(word, first=not index) for index, word in enumerate(words))


def _escape_word(word: str, *, first: bool) -> str:
    if not (_RISKY.search(word) or (first and _OPENS_BLOCK.fullmatch(word))):
        return word
    opened = word.lstrip("\"'(")
    core = opened.rstrip(".,;:!?\"'" if "(" in opened else ".,;:!?\"')")
    if not core:
        return code_span(word)
    before, _, after = word.partition(core)
    span = _SPAN.fullmatch(core)
    return f"{before}{code_span(span[1] if span and span[1].strip() else core)}{after}"


_SERVER = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?")
_REPOSITORY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*/(?!\.\.?$)[A-Za-z0-9._-]+")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_RENDERED = (".md", ".markdown", ".rst", ".ipynb")  # these have lines only when shown plain


def blob_url(server: str, repository: str, revision: str | None, path: str, line: int | None = None) -> str | None:
    """The address of a file, or of a line of it, at a full commit id; None where any part is odd.

    https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-a-permanent-link-to-a-code-snippet
    """
    known = _SERVER.fullmatch(server) and _REPOSITORY.fullmatch(repository) and _COMMIT.fullmatch(revision or "")
    if path.startswith("hub:"):  # a place in a repository of the Hub
        return None
    if not known or "\0" in path or {"", ".", ".."} & set(path.split("/")) or (line is not None and line < 1):
        return None
    try:
        address = quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return None
    plain = "?plain=1" if line and path.lower().endswith(_RENDERED) else ""
    return f"{server}/{repository}/blob/{revision}/{address}" + (f"{plain}#L{line}" if line else "")


_ADDRESS = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.:-]*(?:/[A-Za-z0-9._~%/=?&#+,;@:-]*)?")


def markdown_link(label: str, url: str | None) -> str:
    """A Markdown link under a code span; the bare span where there is no address, or an odd one.

    `url` comes from `blob_url` or is a constant of ours, never from a repository.
    """
    return f"[{code_span(label)}]({url})" if url and _ADDRESS.fullmatch(url) else code_span(label)


def json_text(value: Any) -> str:
    """JSON in ASCII with sorted keys, two spaces and a line end; no line of it is a workflow command.

    Raises `ValueError` for a number that JSON does not have.
    """
    text = json.dumps(_redact_values(value), sort_keys=True, indent=2, ensure_ascii=True, allow_nan=False)
    return _V1.sub(r"##\1\\u005b", text) + "\n"


def json_line(value: Any) -> str:
    """JSON in ASCII with sorted keys on one line, with its line end, for files of JSON lines."""
    text = json.dumps(_redact_values(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return text + "\n"


def _redact_values(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_redact_values(key): _redact_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_redact_values(item) for item in value]
    return redact_tokens(value) if isinstance(value, str) else value
