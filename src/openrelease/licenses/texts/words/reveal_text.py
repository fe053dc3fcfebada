"""Raw text -> readable text: markup is removed, and whatever markup can hide is made visible.

Lines stay where they are. A reader sees no comments, attributes, link targets or zero-width letters; whoever
decides what a file says has to see them. What a tag or a link holds beside its text becomes a note.
"""

import html
import re
from collections.abc import Sequence

from openrelease.values import dataclass

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
"""Letters without a width. Those that change the direction of writing stay, as words that no license has."""
_SHIFT_JIS_QUOTES = re.compile("\x81[gh]")
"""Quotation marks of a text that is in Shift JIS, read as Windows-1252."""
_TAGS = (
    "a|abbr|article|b|blockquote|body|br|center|code|dd|div|dl|dt|em|font|footer|h[1-6]|head|header|hr|html|i|li|"
    "link|main|meta|ol|p|pre|section|small|span|strong|sub|sup|table|tbody|td|th|thead|title|tr|tt|u|ul"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,400}})?/?>|<!doctype [^<>]{{0,200}}>", re.IGNORECASE)
_DECLARATION = re.compile(
    r"""<\?xml(?: (?:version|encoding|standalone)=["'][\w.-]{1,20}["']){0,3} ?\?>""", re.IGNORECASE
)
_STYLE = re.compile(
    r"<style(?: type=[\"']text/css[\"'])?>([^<>]{0,20000}(?:<!--[^<>]{0,20000}-->)?[^<>]{0,2000})</style>",
    re.IGNORECASE,
)
_VALUE = r"[\w.%#,'\"-]{1,40}"
_PLAIN_STYLE = re.compile(
    r"(?:\s|<!--|-->|[\w.#*:][\w.#*,:> -]{0,79}\{|\}|/\*[^*]{0,40}\*/|(?:"
    r"(?!content|display|visibility|opacity|position|clip|color|background|transform|filter|mask|zoom|"
    r"text-decoration[a-z-]{0,20}\s?:(?!\s{0,2}(?:none|underline))|[a-z-]{2,30}\s?:[^;}]{0,40}?-\d{3}|"
    r"(?:font-size|height|width|line-height|max-height|max-width)\s?:\s{0,2}0(?!\.?\d))[a-z-]{2,30}\s?:"
    rf"\s{{0,2}}{_VALUE}(?: {_VALUE}){{0,9}}|"
    r"(?:background-)?color\s?:\s?[\w#]{3,10})(?:;|(?=\s{0,9}(?:\}|$))))*"
)
"""Rules of style that neither hide nor add any text."""
_COMMENT = re.compile(r"<!--|-->")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ATTRIBUTE = re.compile(r"""([A-Za-z-]{1,30})\s{0,5}(?:=\s{0,5}("[^"]{0,400}"|'[^']{0,400}'|[^\s"'=<>`]{1,400}))?""")
_PLAIN_ATTRIBUTES = {
    "class": re.compile(r"[A-Za-z]{1,10}\d{0,3}"),
    "id": re.compile(r"[A-Za-z]{1,10}\d{0,3}"),
    "name": re.compile(r"[A-Za-z]{1,10}\d{0,3}"),
    "style": _PLAIN_STYLE,
    "charset": re.compile(r"utf-?8|us-ascii|iso-8859-1", re.IGNORECASE),
    "http-equiv": re.compile(r"content-type", re.IGNORECASE),
    "content": re.compile(r"text/html; ?charset=[\w-]{3,12}", re.IGNORECASE),
    "lang": re.compile(r"[A-Za-z]{2}(?:-[A-Za-z]{2,4})?"),
    "xmlns": re.compile(r"http://www\.w3\.org/1999/xhtml"),
    "dir": re.compile(r"ltr"),
    "align": re.compile(r"left|center|right|justify"),
    "start": re.compile(r"\d{1,3}"),
    "type": re.compile(r"[1aAiI]|text/css|text/html"),
    "rel": re.compile(r"nofollow|license|noopener|stylesheet"),
    "target": re.compile(r"_blank"),
}
"""Attributes whose value cannot be read as a sentence; any other one is made visible."""
_LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\(([^()\s]{0,400})(?: \"([^\"\n]{0,200})\")?\)")
_SPLIT = re.compile(r"\b(sub|per)[ -](?=licen[sc]|cent\b)|\b(non)(?=commercial)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Note:
    """A text that stands in no line of the readable text, and the line (from 1) that it belongs to."""

    text: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ReadableText:
    """`text` has the lines of the file; `notes` are what links and tags of it hold besides."""

    text: str
    notes: Sequence[Note] = ()


def reveal_text(raw: str) -> ReadableText:
    """Return what the text says with nothing hidden."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n" if "\n" not in raw else " ")
    if not text.isascii():
        text = _SHIFT_JIS_QUOTES.sub('"', _INVISIBLE.sub("", text))
    notes: list[Note] = []
    if "<" in text:
        text = _DECLARATION.sub(" ", text)
        text = _STYLE.sub(_drop_plain_style, text)
        text = _COMMENT.sub("  ", text)
        text = _TAG.sub(lambda tag: _open_tag(tag, notes), text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: _decode_entity(entity[0]), text)
    if "](" in text:
        text = _LINK.sub(lambda link: _open_link(link, notes), text)
    return ReadableText(text=_join_split_words(text), notes=notes)


def _drop_plain_style(style: re.Match[str]) -> str:
    plain = all(_PLAIN_STYLE.fullmatch(line) for line in style[1].split("\n"))
    return "\n" * style[0].count("\n") if plain else style[0]


def _open_tag(tag: re.Match[str], notes: list[Note]) -> str:
    """Return white space for a tag; an attribute that may hold words or an address becomes a note."""
    if " " in tag[0] or "\n" in tag[0] or "\t" in tag[0]:
        body = re.split(r"\s", tag[0].strip("</>"), maxsplit=1)[-1]
        line = tag.string.count("\n", 0, tag.start()) + 1
        if not tag[0].startswith("<!"):
            notes.extend(Note(text=found, line=line) for found in _read_attributes(body))
    return "\n" * tag[0].count("\n") or " "


def _read_attributes(body: str) -> Sequence[str]:
    """Return the attributes of a tag that may say something."""
    shown, rest = [], _ATTRIBUTE.sub(" ", body)
    for name, quoted in _ATTRIBUTE.findall(body):
        plain, value = _PLAIN_ATTRIBUTES.get(name.lower()), html.unescape(quoted.strip("\"'"))
        if name.lower() == "href":
            shown.append(value.removeprefix("mailto:"))
        elif plain is None or not plain.fullmatch(value):
            shown.append(f"{name} {value}")
    return [*shown, *rest.strip("/ \t\n").split()]


def _decode_entity(entity: str) -> str:
    decoded = html.unescape(entity)
    return _INVISIBLE.sub("", " " if decoded.isspace() else decoded)


def _open_link(link: re.Match[str], notes: list[Note]) -> str:
    """Return the text of a Markdown link; its target is a note, unless the text is the target."""
    shown, target, title = link[1], link[2], link[3] or ""
    target = target.removeprefix("mailto:")
    if _bare_address(target) != _bare_address(shown) or title:
        notes.append(Note(text=f"{target} {title}", line=link.string.count("\n", 0, link.start()) + 1))
    return shown


def _bare_address(text: str) -> str:
    return re.sub(r"^https?://", "", text.strip("</> ")).removeprefix("www.")


def _join_split_words(text: str) -> str:
    """Write the compounds that the SPDX matching guidelines call equal in one way."""
    lowered = text.lower()
    if not any(part in lowered for part in ("sub-licen", "sub licen", "per cent", "noncommercial")):
        return text
    return _SPLIT.sub(lambda found: f"{found[1] or found[2]}{'-' if found[2] else ''}", text)
