"""Links -> targets, and whether a target belongs to this release or to somebody else.

The owner in the URL decides, then the name of the target, then the section of the link.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import unquote

from openrelease.catalog.catalog_entries import Catalog, UrlKind
from openrelease.scan.components.pattern_search import is_found
from openrelease.scan.inputs.owner_names import SHORTEST_WORD, is_related_owner
from openrelease.scan.inputs.parsed_document import Block, Link
from openrelease.values import dataclass, replace

# open: no sign of an owner; untold: the owner of the repository itself is unknown
OWN, FOREIGN, OPEN, NO_OWNER = "own", "foreign", "open", "untold"

_PAPERS = frozenset({"arxiv", "hub-paper", "paper-page", "doi"})
_LONG_NAME = 8  # letters; an account with a shorter name of a repository may be anybody's
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//(?:www\.)?", re.IGNORECASE)
_BUCKET = re.compile(r"^gs://", re.IGNORECASE)
LONGEST_URL = 2_000  # characters; a longer one is data or an attack
_NOT_A_LOCATION = re.compile(r"(?!magnet:)[a-z][a-z0-9+.-]{1,20}:(?!//)", re.IGNORECASE)  # mailto:, data:
_HUB_ID = re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}")


@dataclass(frozen=True, kw_only=True)
class Target:
    """A link with its target: `kind` as in catalog/url_kinds.yaml, `owner` and `name` from its URL."""

    link: Link
    path: str  # the document or source file that holds the link
    kind: str
    owner: str = ""
    name: str = ""
    whose: str = OPEN


def find_targets(path: str, links: Iterable[Link], catalog: Catalog, subject: str | None) -> tuple[Target, ...]:
    """Resolve the target of each link of the file at `path`, without placeholders and empty links."""
    found = (_resolve_target(path, link, catalog, subject) for link in links)
    return tuple(target for target in found if target is not None)


def find_hub_ids(block: Block, catalog: Catalog) -> tuple[Link, ...]:
    """Return a link for each Hub id in a code block, such as `from_pretrained("owner/name")`."""
    found: list[Link] = []
    for number, row in enumerate(block.text.split("\n"), start=block.line + bool(block.info)):
        shown = row.strip()[:500]
        for pattern in catalog.ids:
            for match in pattern.pattern.finditer(row):
                prefix = "datasets/" if pattern.kind == "hub-dataset" else ""
                url = f"https://huggingface.co/{prefix}{match['id']}"
                link = Link(url=url, label="", line=number, where="code", section=block.section, context=shown)
                found.append(link)
    return tuple(found)


def resolve_owners(found: Sequence[Target], catalog: Catalog, subject: str | None) -> tuple[Target, ...]:
    """Decide for each target whether it belongs to this release, once all targets are known.

    An owner related to the repository's owner makes a thing our own. Only where no such link of that kind
    exists does a name that shares a word with the repository's name do so: others publish variants under
    the same name.
    """
    settled = tuple(replace(target, whose=_whose_by_owner(target, catalog, subject)) for target in found)
    own_kinds = {target.kind for target in settled if target.whose == OWN}
    return tuple(
        replace(target, whose=_whose_by_name(target, catalog, subject))
        if target.whose == OPEN and target.kind not in own_kinds
        else target
        for target in settled
    )


def is_owned(target: Target, subject: str | None) -> bool | None:
    """Return whether a link leads to the owner's own things, None where that is unknown.

    What only shares a word of the repository's name may be somebody else's, under terms of its own.
    """
    if target.whose == FOREIGN:
        return False
    related = not target.owner or is_related_owner(target.owner, (subject or "").partition("/")[0])
    return True if target.whose == OWN and related else None


def _resolve_target(path: str, link: Link, catalog: Catalog, subject: str | None) -> Target | None:
    url = link.url.strip()
    if not 0 < len(url) <= LONGEST_URL or url.startswith("#"):
        return None
    if _NOT_A_LOCATION.match(url) or is_found(catalog.placeholder, url):
        return None
    url = _BUCKET.sub("https://storage.googleapis.com/", url)
    bare = _SCHEME.sub("", url)
    if link.where == "code" and _HUB_ID.fullmatch(url):
        owner, _, name = url.partition("/")
        return Target(link=link, path=path, kind="hub-id", owner=owner, name=name)
    if bare == url and not url.startswith("magnet:"):
        return Target(link=link, path=path, kind="local", name=unquote(url).partition("#")[0])
    kind, groups = _find_kind(catalog.url_kinds, bare)
    return _build_target(kind, groups, link, path, subject)


@lru_cache(maxsize=16_384)  # lists of downloads name the same places in many files
def _find_kind(kinds: tuple[UrlKind, ...], bare: str) -> tuple[str, Mapping[str, str]]:
    """Return the first kind that a URL without scheme is of, and the groups of its pattern."""
    found = ((kind.kind, match) for kind in kinds if (match := kind.pattern.search(bare)))
    kind, match = next(found, ("web", None))
    groups = match.groupdict("") if match else {"owner": bare.partition("/")[0]}
    return kind, groups


def _build_target(kind: str, groups: Mapping[str, str], link: Link, path: str, subject: str | None) -> Target | None:
    """Build the target; a forge URL of a file of this repository becomes a link to that file."""
    owner, name = groups.get("owner", ""), groups.get("name", "").removesuffix(".git")
    if kind.startswith("github-") and subject and f"{owner}/{name}".casefold() == subject.casefold():
        if kind == "github-repo":
            return None
        if kind == "github-file":
            inside = groups["rest"].partition("/")[2]  # behind the branch
            return Target(link=link, path=path, kind="local", name="/" + unquote(inside).partition("#")[0])
    return Target(link=link, path=path, kind=kind, owner=owner, name=name)


def _whose_by_owner(target: Target, catalog: Catalog, subject: str | None) -> str:
    if target.kind == "local":
        return OWN
    owner = (subject or "").split("/")[0]
    if target.owner and (is_related_owner(target.owner, owner) or _is_named_like(target.owner, subject)):
        return OWN
    section = " / ".join(target.link.section)
    if catalog.foreign_sections.search(section) or _is_network_of_others(section, catalog, subject or ""):
        return FOREIGN
    return OPEN if owner else NO_OWNER


def _is_network_of_others(section: str, catalog: Catalog, subject: str) -> bool:
    """Return whether a heading names a network that training begins with, and that the release is not named for."""
    found = catalog.foreign_networks.search(section)
    name = found["network"] or "" if found else ""
    return found is not None and not (name and name.casefold() in _squash(subject))


def _is_named_like(owner: str, subject: str | None) -> bool:
    """Return whether an account has the name of the repository, which is how projects name theirs on other sites."""
    name = _squash((subject or "").rpartition("/")[2])
    return len(name) >= _LONG_NAME and name == _squash(owner)


def _squash(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _whose_by_name(target: Target, catalog: Catalog, subject: str | None) -> str:
    """Compare words of the repository's name with those of the target; a paper is named by its title alone.

    A name of short words, such as `Time-Lm`, is compared without what parts them: `TimeLM-50M` begins with it.
    """
    name = (subject or "").split("/")[-1]
    paper = target.kind in _PAPERS
    named = target.link.label if paper else f"{target.owner} {target.name}"
    whole = len(name) > SHORTEST_WORD and (
        _squash(name) in _squash(named) if paper else _begins_with(target.name, name, catalog)
    )
    return OWN if whole or _distinctive_words(name, catalog) & _distinctive_words(named, catalog) else OPEN


def _begins_with(page: str, name: str, catalog: Catalog) -> bool:
    parts = [each for each in re.split(r"[\W_]+", name.casefold()) if each not in catalog.generic_words]
    return len(parts) > 1 and _squash(page).startswith(_squash(name))


def _distinctive_words(name: str, catalog: Catalog) -> set[str]:
    """Split a name into its distinctive words: letters only, neither short nor generic."""
    words = re.findall(r"[a-z]+", name.casefold())
    return {word for word in words if len(word) >= SHORTEST_WORD and word not in catalog.generic_words}
