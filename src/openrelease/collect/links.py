"""Links -> what they lead to, and whose it is: this release's own, or somebody else's.

Links are told apart by the owner in the URL, by the name of the thing, and by the section that they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from openrelease.collect.rules import Lookout
from openrelease.collect.text import Block, Link

OWN, FOREIGN, OPEN = "own", "foreign", "open"  # open: nothing says whose it is

_FILLER = re.compile(r"^the|(ai|labs?|inc|org|hq|team|official|research|project|models?|community)$")


@dataclass(frozen=True, kw_only=True)
class Target:
    """A link with what it leads to: `kind` as in components.yaml, `owner` and `name` where the URL has them."""

    link: Link
    path: str  # the document or source file that holds the link
    kind: str
    owner: str = ""
    name: str = ""
    whose: str = OPEN


def targets(path: str, links: Iterable[Link], lookout: Lookout, subject: str | None) -> tuple[Target, ...]:
    """Tell what each link of the file at `path` leads to; placeholders and empty links are left out."""
    found = (_target(path, link, lookout, subject) for link in links)
    return tuple(target for target in found if target is not None)


def named_ids(block: Block, lookout: Lookout) -> tuple[Link, ...]:
    """Give a link for each Hub id that a code block names, such as `from_pretrained("owner/name")`."""
    found: list[Link] = []
    for number, row in enumerate(block.text.splitlines(), start=block.line + bool(block.info)):
        for pattern in lookout.ids:
            for match in pattern.pattern.finditer(row):
                prefix = "datasets/" if pattern.kind == "hub-dataset" else ""
                url = f"https://huggingface.co/{prefix}{match['id']}"
                link = Link(url=url, label="", line=number, where="code", section=block.section, context=row)
                found.append(link)
    return tuple(found)


def settle(found: Sequence[Target], lookout: Lookout, subject: str | None) -> tuple[Target, ...]:
    """Say of each target whose it is, once all of them are known.

    An owner related to the repository's owner makes a thing our own. Only where no such link of that kind
    exists does a name that shares a word with the repository's name do so: others publish variants under
    the same name.
    """
    settled = tuple(_replace(target, _by_owner(target, lookout, subject)) for target in found)
    own_kinds = {target.kind for target in settled if target.whose == OWN}
    return tuple(
        _replace(target, _by_name(target, lookout, subject))
        if target.whose == OPEN and target.kind not in own_kinds
        else target
        for target in settled
    )


def related(owner: str, other: str) -> bool:
    """Tell whether two owner names are those of one organisation: `Snowflake-Labs` and `Snowflake`."""
    one, two = _core(owner), _core(other)
    if not one or not two:
        return False
    short, long = sorted((one, two), key=len)
    return one == two or (len(short) >= 4 and (long.startswith(short) or long.endswith(short)))


def _target(path: str, link: Link, lookout: Lookout, subject: str | None) -> Target | None:
    url = link.url.strip()
    if not url or url.startswith("#") or lookout.placeholder.search(url):
        return None
    if re.fullmatch(r"[\w.-]+/[\w.-]+", url) and link.where == "code":
        return Target(link=link, path=path, kind="hub-id", owner=url.split("/")[0], name=url.split("/")[1])
    bare = re.sub(r"^[a-z][a-z0-9+.-]*://(www\.)?", "", url, flags=re.IGNORECASE)
    if bare == url and not url.startswith("magnet:"):
        return Target(link=link, path=path, kind="local", name=unquote(url).split("#")[0])
    for kind in lookout.url_kinds:
        if match := kind.pattern.search(bare if kind.kind != "magnet" else url):
            groups = {key: value or "" for key, value in match.groupdict().items()}
            owner, name = groups.get("owner", ""), groups.get("name", "").removesuffix(".git")
            own_tree = (
                kind.kind.startswith("github-") and f"{owner}/{name}".casefold() == (subject or "").casefold()
            )
            if own_tree and kind.kind == "github-file":
                rest = re.sub(r"^[^/]+/", "", groups.get("rest", ""))
                return Target(link=link, path=path, kind="local", name="/" + unquote(rest).split("#")[0])
            if own_tree and kind.kind == "github-repo":
                return None
            return Target(link=link, path=path, kind=kind.kind, owner=owner, name=name)
    return Target(link=link, path=path, kind="web", owner=bare.split("/")[0])


def _replace(target: Target, whose: str) -> Target:
    return Target(
        link=target.link,
        path=target.path,
        kind=target.kind,
        owner=target.owner,
        name=target.name,
        whose=whose,
    )


def _by_owner(target: Target, lookout: Lookout, subject: str | None) -> str:
    if target.kind == "local":
        return OWN
    owner = (subject or "").split("/")[0]
    if target.owner and related(target.owner, owner):
        return OWN
    sections = " / ".join(target.link.section)
    return FOREIGN if lookout.foreign_sections.search(sections) else OPEN


def _by_name(target: Target, lookout: Lookout, subject: str | None) -> str:
    words = _words((subject or "").split("/")[-1], lookout)
    return OWN if words & _words(f"{target.owner} {target.name}", lookout) else OPEN


def _words(name: str, lookout: Lookout) -> set[str]:
    """Split a name into the words that make it particular: letters only, four or more, none of the generic ones."""
    words = re.findall(r"[a-z]+", name.casefold())
    return {word for word in words if len(word) >= 4 and word not in lookout.generic_words}


def _core(owner: str) -> str:
    """Strip an owner's name to what makes it particular: no case, no punctuation, no `labs` or `research`."""
    words = [word for word in re.split(r"[^a-z0-9]+", owner.casefold()) if word]
    kept = [word for word in words if not _FILLER.fullmatch(word)] or words
    return "".join(kept)
