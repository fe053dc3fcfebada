"""Facts -> lines for the README: the sentence that states the license of the weights, and the badge."""

from collections.abc import Iterator
from urllib.parse import quote

from openrelease.model import Facts, Kind, Permissive

_PART = {Kind.MODEL: "weights", Kind.DATASET: "datasets"}
_NOUN = {Kind.MODEL: "The weights are", Kind.DATASET: "The data is"}


def render_readme_lines(facts: Facts, policy: str) -> Iterator[str]:
    """Yield what the README of a model or data set should say; `policy` is the title of the definition on the badge.

    The license is the one that governs now; where none is settled, its place is left to fill in. The badge is the
    endpoint that the recipe in docs/survey.md publishes to the Pages of the repository.
    """
    kind = facts.subject.kind
    if kind not in _PART:
        return
    found = facts.components[_PART[kind]].license
    settled = found is not None and found.permissive is not Permissive.UNKNOWN and found.expression
    yield f"{_NOUN[kind]} licensed under {settled or '<SPDX id>'}."
    owner, slash, name = (facts.subject.name or "").partition("/")
    if slash:
        page = f"https://{quote(owner.casefold())}.github.io/{quote(name)}"
        endpoint = f"https://img.shields.io/endpoint?url={quote(f'{page}/badge.json', safe='')}"
        yield f"[![{policy}]({endpoint})]({page}/)"
