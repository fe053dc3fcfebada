"""Evidence with URLs of the Hub -> the repositories there that belong to the release."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from openrelease.model import Evidence, Facts, HubLink, Status

MAX_LINKS = 5
"""Repositories of the Hub that are followed; those that the settings declare come first."""

FOLLOWED = ("weights", "datasets")
"""The components whose links are followed."""

_STATED = frozenset({"declared", "record"})
"""How evidence is known that somebody states on purpose: the settings, or a record of the Model Openness Tool."""

_PART = r"[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?"
_URL = re.compile(
    rf"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(datasets/)?({_PART}/{_PART})"
    r"(?:/(?:tree|blob|resolve|raw)/([\w.-]{1,200})(?:/([^?#]*))?)?(?:[/?#].*)?",
    re.ASCII | re.DOTALL,
)
_PAGES = frozenset(
    {"api", "blog", "collections", "datasets", "docs", "join", "learn", "models", "new", "organizations", "papers"}
    | {"posts", "pricing", "settings", "spaces", "tasks", "chat", "login", "tokens", "course", "front"}
)


def parse_hub_url(url: str) -> HubLink | None:
    """Return the repository of the Hub that a URL leads to, None for any other page."""
    match = _URL.fullmatch(url[:2_000])
    if match is None or match[2].partition("/")[0].lower() in _PAGES:
        return None
    revision = None if match[3] in {None, "main"} else match[3]
    return HubLink(name=match[2].removesuffix(".git"), dataset=bool(match[1]), revision=revision)


def find_path(url: str) -> str:
    """Return the path of the file or folder in a URL of the Hub, "" for the repository itself."""
    match = _URL.fullmatch(url[:2_000])
    return unquote(match[4] or "").strip("/") if match else ""


def find_links(found: Mapping[str, tuple[Evidence, ...]]) -> Mapping[HubLink, tuple[Evidence, ...]]:
    """Return the links that show components of the release on the Hub, each with its evidence."""
    links: dict[HubLink, tuple[Evidence, ...]] = {}
    for id_ in FOLLOWED:
        for each in found.get(id_, ()):
            link = parse_hub_url(each.url) if each.url and may_be_own(each) else None
            if link is not None:
                links[link] = (*links.get(link, ()), each)
    return links


def may_be_own(evidence: Evidence) -> bool:
    """Return whether a link shows a component of the release, and is not known to be somebody else's."""
    return evidence.status is Status.LINKED and evidence.owned is not False


def is_own(evidence: Evidence) -> bool:
    """Return whether a link is known to be the release's own: of its owner, or declared."""
    return evidence.owned is True or evidence.how in _STATED


def is_stated(evidence: Evidence) -> bool:
    """Return whether the settings or a record state a link."""
    return evidence.status is Status.LINKED and evidence.how in _STATED


def list_hub_links(facts: Facts) -> tuple[HubLink, ...]:
    """Return the repositories of the Hub that a release links, its own and the declared ones first."""
    views = (facts, *(release.facts for release in facts.releases))
    links: dict[HubLink, bool] = {}
    for each in views:
        for link, evidence in find_links(_list_evidence(each)).items():
            links[link] = links.get(link, False) or any(map(is_own, evidence))
        for stated in _list_stated_evidence(each):
            if link_of_file := parse_hub_url(stated.url or ""):
                links.setdefault(link_of_file, False)
    return tuple(sorted(links, key=lambda link: not links[link]))


def _list_stated_evidence(facts: Facts) -> Iterator[Evidence]:
    """Yield the links of components that the settings or a record state."""
    for component in facts.components.values():
        yield from filter(is_stated, component.evidence)


def _list_evidence(facts: Facts) -> Mapping[str, tuple[Evidence, ...]]:
    return {id_: facts.components[id_].evidence for id_ in FOLLOWED if id_ in facts.components}


def list_other_links(facts: Facts) -> tuple[str, ...]:
    """Return the other URLs that show components of a release: papers, and its own repositories.

    A repository of somebody else, such as that of a library, is there for others to look after.
    """
    views = (facts, *(release.facts for release in facts.releases))
    evidence = (each for view in views for component in view.components.values() for each in component.evidence)
    urls = (each.url for each in evidence if each.url and may_be_own(each) and _is_asked(each))
    return tuple(url for url in dict.fromkeys(urls) if parse_hub_url(url) is None)


def _is_asked(evidence: Evidence) -> bool:
    return is_own(evidence) or "github.com/" not in (evidence.url or "")
