"""Badges of documents -> claims: the license that a picture shows, of this repository or of another."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from openrelease.model import Location, Permissive
from openrelease.scan.inputs.parsed_document import Link
from openrelease.scan.licensing.passages.license_mentions import LicenseName, find_license_names
from openrelease.scan.licensing.passages.passage_claim import GRANTS, POINTS, WHOLE, PassageClaim
from openrelease.scan.licensing.passages.read_passages import PassageReader

_STATIC = re.compile(r"/badge/(?:(?:static|label)/)?([^?]{0,200})")
_LIVE = re.compile(r"/(?:github|pypi|badge|npm)/l(?:icense)?/([\w.-]{1,60})(?:/([\w.-]{1,80}?))?(?:\.svg|\?|$)")
_PICTURE = re.compile(r"\.(?:svg|png)|shields|badgen|/badge", re.IGNORECASE)
_COLOR = re.compile(r"-(?:blue|green|lightgrey|red|yellow|orange|brightgreen|[0-9a-f]{3,6}|\w{4,12})$", re.IGNORECASE)
_PARTS = (("code", "code"), ("model", "weights"), ("weight", "weights"), ("data", "data"))


def read_badges(reader: PassageReader) -> Iterator[PassageClaim]:
    """Yield what the pictures of a document show of a license."""
    links = reader.document.links
    around = {link.line: link.url for link in links if link.where != "image"}
    for link in links:
        if link.where == "image":
            yield from _read_badge(link, around.get(link.line, ""), reader)


def _read_badge(link: Link, leads_to: str, reader: PassageReader) -> Iterator[PassageClaim]:
    shown, live = _shown_text(link.url), _LIVE.search(link.url)
    label = link.label.replace("_", " ").replace("-", " ")
    if not (shown or live or _PICTURE.search(link.url)):
        return
    says_license = reader.phrases.has("license_word", f"{shown} {label}") or live is not None
    names = _names(shown, reader) or (_names(label, reader) if says_license or not shown else ())
    if not (says_license or names):
        return
    both = {each.expression or each.text: each for each in (*names[:1], *_names(label, reader)[:1])}
    values = {each.permissive for each in both.values()}
    yield PassageClaim(
        about=_part_of_badge(f"{shown} {label}"),
        effect=GRANTS if names else POINTS,
        permissive=values.pop() if len(values) == 1 else Permissive.UNKNOWN,
        expression=names[0].expression if names else None,
        name=names[0].text if names else "",
        reason="" if names else "badge-without-name",
        location=Location(path=reader.path, line=link.line),
        words=(shown or label)[:240],
        how="badge",
        own=_is_own(live, leads_to, reader),
    )


def _names(text: str, reader: PassageReader) -> Sequence[LicenseName]:
    found = find_license_names(text.replace("apache2", "apache 2"), reader.table, bare=True)
    return sorted(found, key=lambda each: each.expression is None)


def _shown_text(url: str) -> str:
    """Give the words of a badge whose address holds them, without its color."""
    found = _STATIC.search(url)
    if not found:
        return ""
    words = re.sub(r"\.(?:svg|png)$", "", unquote(found[1]))
    words = words.replace("--", "\0").replace("_", " ")
    return _COLOR.sub("", words).replace("-", " ").replace("\0", "-")


def _part_of_badge(text: str) -> str:
    low = text.casefold()
    return next((part for word, part in _PARTS if word in low), WHOLE)


def _is_own(live: re.Match[str] | None, leads_to: str, reader: PassageReader) -> bool:
    if live is None or not live[2]:
        return True
    release = reader.release
    same = live[1].casefold() == release.owner and live[2].casefold() == release.name
    return same or not release.name or (release.repository.casefold() in leads_to.casefold())
