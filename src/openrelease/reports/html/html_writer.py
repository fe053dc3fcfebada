"""Elements, attributes and untrusted text -> HTML. The only code that writes a tag.

Text and attributes are escaped, characters that cannot be seen are shown as in a terminal, and an address is a link
only where it is plain http or https. See https://html.spec.whatwg.org/multipage/syntax.html
"""

import functools
import html
import re
from collections.abc import Iterable
from typing import TypeAlias

from openrelease.reports.shared.escape import escape_terminal
from openrelease.values import dataclass


@dataclass(frozen=True)
class Markup:
    """HTML that this module wrote."""

    text: str


Child: TypeAlias = "Markup | str"

EMPTY = Markup("")

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_VOID = frozenset({"input", "link", "meta", "br", "hr"})
_ADDRESS = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.:-]*(?:/[A-Za-z0-9._~%/=?&#+,;@:()*!$'-]*)?")
_FRAGMENT = re.compile(r"#[a-z][a-z0-9-]*")
_LONGEST = 2_048  # characters of an address


def element(tag: str, *children: Child, **attributes: "str | bool | None") -> Markup:
    """Return an element. `class_` and `for_` lose their underscore, others get hyphens; None and False are left out.

    `ValueError` for a name of a tag or attribute that is not a plain word, and for an address that is not one.
    """
    if not _NAME.fullmatch(tag):
        raise ValueError(f"not a tag: {tag!a}")
    opened = f"<{tag}{''.join(_write_attribute(name, value) for name, value in attributes.items())}>"
    return Markup(opened if tag in _VOID else f"{opened}{join(children).text}</{tag}>")


def join(children: Iterable[Child], between: str = "") -> Markup:
    """Return texts and elements one after the other; texts are escaped."""
    return Markup(between.join(child.text if isinstance(child, Markup) else escape_html(child) for child in children))


@functools.lru_cache(maxsize=16_384)  # a table repeats its words
def escape_html(text: str) -> str:
    """Return text for the inside of an element or a quoted attribute."""
    return html.escape(escape_terminal(text))


def link(label: Child, address: str | None, **attributes: "str | bool | None") -> Markup:
    """Return a link; the label alone where the address is not plain. The frame of the page withholds the referrer."""
    if not is_address(address):
        return element("span", label, **attributes)
    return element("a", label, href=address, **attributes)


def is_address(address: str | None) -> bool:
    """Return whether a link may lead there."""
    return address is not None and len(address) <= _LONGEST and _ADDRESS.fullmatch(address) is not None


def _write_attribute(name: str, value: "str | bool | None") -> str:
    name = name.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if not _NAME.fullmatch(name) or name.startswith("on") or name == "style":
        raise ValueError(f"not an attribute that a page may have: {name!a}")
    if name in {"href", "src"} and not (is_address(str(value)) or _FRAGMENT.fullmatch(str(value))):
        raise ValueError(f"not an address: {str(value)[:80]!a}")
    return f" {name}" if value is True else f' {name}="{escape_html(value)}"'
