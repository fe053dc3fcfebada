"""A word that a report prints -> its pages of the manual."""

import difflib
import re
from functools import cache

from openrelease.catalog.load_licenses import load_license_table
from openrelease.errors import UsageError
from openrelease.manual.catalog_pages import list_catalog_pages
from openrelease.manual.format_pages import list_format_pages
from openrelease.manual.license_pages import find_license_pages
from openrelease.manual.manual_page import ManualPage
from openrelease.manual.policy_pages import list_policy_pages
from openrelease.manual.report_words import list_word_pages
from openrelease.manual.rule_pages import list_rule_pages
from openrelease.policies.decode_options import quote_short

_SIMILARITY = 0.75  # of 1: two letters in a word of eight may differ
_MAX_SUGGESTIONS = 3
_WHAT_IS_KNOWN = "; try a word of a report, the SPDX id of a license, or an id that `openrelease policies` lists"


def explain(name: str) -> tuple[ManualPage, ...]:
    """Return every page about a word of a report, such as a rule, a requirement, a status or a license.

    Raises UsageError, with similar words, where there is none.
    """
    wanted = _normalize_name(name)
    pages = tuple(page for page in _list_pages() if _normalize_name(page.name) == wanted)
    found = pages or tuple(find_license_pages(name))
    if found:
        return found
    raise UsageError(f"no manual page for {quote_short(name)}{_suggest_names(wanted)}")


@cache
def _list_pages() -> tuple[ManualPage, ...]:
    """Return every page but those of licenses, which are made when they are asked for."""
    lists = (list_policy_pages, list_catalog_pages, list_word_pages, list_rule_pages, list_format_pages)
    return tuple(page for pages in lists for page in pages())


def _suggest_names(wanted: str) -> str:
    licenses = load_license_table().rows
    names = {_normalize_name(name): name for name in (*licenses, *(page.name for page in _list_pages()))}
    close = difflib.get_close_matches(wanted, names, n=_MAX_SUGGESTIONS, cutoff=_SIMILARITY)
    return f"; did you mean {', '.join(names[each] for each in close)}?" if close else _WHAT_IS_KNOWN


def _normalize_name(name: str) -> str:
    """Return a name without case, and with one "-" for each run of spaces, "-" and "_"."""
    return re.sub(r"[ _-]+", "-", name.strip().casefold())
