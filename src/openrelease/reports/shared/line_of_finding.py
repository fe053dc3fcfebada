"""Finding -> its line: for something missing, the line where it belongs.

A missing license belongs into the front matter of the card, a missing part under the heading about
such things, and what has no heading at the title: nobody looks for it in line 1.
"""

import re
from collections.abc import Iterable

from openrelease.model import Card, Component, Facts, Finding, Location, Requirement

_LICENSE, _DOCUMENTED = "license", "documented"
_ABOUT_LICENSES = ("licensed", "suitable", "consistent", "compatible")


def find_line(finding: Finding, requirement: Requirement, facts: Facts) -> Location | None:
    """The place that the finding names; of none, or of a document as a whole, the line that is meant."""
    given = finding.location
    path = _find_document(facts, given, requirement)
    if path is None:
        return given
    card = next((card for card in facts.cards if card.path == path), None)
    asked = tuple(getattr(requirement.options, "components", ()))
    if requirement.check in _ABOUT_LICENSES or asked == (_LICENSE,):
        return _license_line(card, facts, path) or _find_heading(card, (facts.catalog[_LICENSE],), path)
    return _find_heading(card, [facts.catalog[each] for each in asked], path)


def _find_document(facts: Facts, given: Location | None, requirement: Requirement) -> str | None:
    """The document that the finding belongs to; None to keep its own location."""
    if given is None:
        return _main_document(facts)
    whole = given.line is None or (given.line == 1 and requirement.check == _DOCUMENTED)
    return given.path if whole and any(doc.path == given.path for doc in facts.documents) else None


def _main_document(facts: Facts) -> str | None:
    """The card or README that is nearest to the root; a card that is one by its front matter first."""
    named = [card.path for card in facts.cards if card.named and card.keys]
    readmes = [doc.path for doc in facts.documents if doc.role == "readme"]
    return next(iter((*_sort_by_depth(named), *_sort_by_depth(readmes))), None)


def _sort_by_depth(paths: Iterable[str]) -> list[str]:
    return sorted(paths, key=lambda path: (path.count("/"), path))


def _license_line(card: Card | None, facts: Facts, path: str) -> Location | None:
    """The `license` key, else the first key of the front matter, else the license section."""
    keys = card.keys if card else {}
    if keys:
        named = next((keys[name] for name in ("license", "license_name") if name in keys), None)
        first = min(keys.values(), key=lambda key: key.location.line or 1)
        return (named or first).location
    return next((doc.topics[_LICENSE] for doc in facts.documents if doc.path == path and _LICENSE in doc.topics), None)


def _find_heading(card: Card | None, asked: Iterable[Component], path: str) -> Location:
    """The first heading that covers the component, else the title."""
    sections = card.sections if card else ()
    wanted = [re.compile("|".join(each.heading), re.IGNORECASE) for each in asked if each.heading]
    titled = (section.location for words in wanted for section in sections[1:] if words.search(section.title))
    title = (section.location for section in sections[:1])
    return next(iter((*titled, *title, Location(path=path, line=1))))
