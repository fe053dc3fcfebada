"""Body of a page -> the whole document, with a policy under which a browser makes no request and runs our script alone.

https://www.w3.org/TR/CSP3/: styles and the script are allowed by their SHA-256, everything else is refused.
"""

import base64
import functools
import hashlib
from importlib import resources

from openrelease.reports.html.html_writer import Markup, element, join

_FOLDER = resources.files(__package__)


def render_document(title: str, body: Markup, *, script: str = "") -> str:
    """Return the document; `script` is the name of a script of this folder, "" for none."""
    style = _read_asset("page.css")
    code = _read_asset(script) if script else ""
    head = join(
        (
            element("meta", charset="utf-8"),
            element("meta", http_equiv="Content-Security-Policy", content=_make_policy(style, code)),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="referrer", content="no-referrer"),
            element("title", title),
            _ICON,
            Markup(f"<style>{style}</style>"),
        )
    )
    foot = Markup(f"<script>{code}</script>") if code else Markup("")
    return f'<!doctype html>\n<html lang="en"><head>{head.text}</head>\n<body>{body.text}{foot.text}</body></html>\n'


_ICON = Markup('<link rel="icon" href="data:,">')  # without it, a browser asks the server for one


def _make_policy(style: str, code: str) -> str:
    script = f"script-src {_hash_source(code)}; " if code else ""
    allowed = f"default-src 'none'; style-src {_hash_source(style)}; {script}img-src data:"
    return f"{allowed}; base-uri 'none'; form-action 'none'"


def _hash_source(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


@functools.cache
def _read_asset(name: str) -> str:
    return _FOLDER.joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")
