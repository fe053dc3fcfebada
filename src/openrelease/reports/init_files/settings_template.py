"""Facts -> `.openrelease.yml`: the detected kind, name and components, and the policies."""

import json
import re
from collections.abc import Iterator, Sequence

from openrelease.model import ComponentFacts, Facts, Status

_PLAIN = re.compile(r"[A-Za-z0-9][\w./-]*")
_THERE = {Status.IN_REPO: "path", Status.LINKED: "url"}
_HEAD = """\
# Settings of openrelease; all keys are optional: https://github.com/openrelease/openrelease
"""


def render_settings(facts: Facts, policies: Sequence[str], *, declaring: bool = True) -> str:
    """The text of the file; `declaring`: with the places of components, or the folders of several models."""
    return "".join(f"{line}\n" for line in (_HEAD.rstrip(), *_settings_lines(facts, policies, declaring=declaring)))


def _settings_lines(facts: Facts, policies: Sequence[str], *, declaring: bool) -> Iterator[str]:
    yield f"kind: {facts.subject.kind.value} # {_explain_kind(facts)}"
    if facts.subject.name:
        yield f"name: {_quote_scalar(facts.subject.name)}"
    if policies:
        yield f"policies: [{', '.join(policies)}] # `openrelease policies` lists the others"
    if declaring:
        yield from _release_lines(facts) if facts.releases else _component_lines(facts)


def _release_lines(facts: Facts) -> Iterator[str]:
    """Several models; what is declared outside of them would count for each."""
    yield "releases: # the detected models; each one is checked with its own folder"
    for release in facts.releases:
        root = f", root: {_quote_scalar(release.root)}" if release.root else ""
        yield f"  - {{name: {_quote_scalar(release.name)}{root}}}"


def _component_lines(facts: Facts) -> Iterator[str]:
    places = {id_: place for id_, found in facts.components.items() if (place := _best_place(found))}
    if places:
        yield "components: # where they were found; correct what is wrong, and add what was not found"
        yield from (f"  {id_}: [{{{key}: {_quote_scalar(value)}}}]" for id_, (key, value) in places.items())


def _explain_kind(facts: Facts) -> str:
    return " ".join(facts.subject.kind_how.split())[:80].replace("\x00", "")


def _best_place(found: ComponentFacts) -> tuple[str, str] | None:
    """The best place of a component: a path of the tree, or an address."""
    best = next(iter(found.evidence), None)
    if best is None or found.status not in _THERE or best.status is not found.status:
        return None
    value = best.location.path if best.status is Status.IN_REPO else best.url
    return (_THERE[best.status], value) if value else None


def _quote_scalar(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value)
