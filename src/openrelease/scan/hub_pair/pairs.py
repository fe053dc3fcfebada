"""Evidence and counterparts -> the pairs of a release: links that are verified or dead, and claims of the Hub."""

from collections.abc import Iterator, Mapping, Sequence

from openrelease.model import (
    NOTHING,
    Claim,
    Counterpart,
    Evidence,
    FollowedLinks,
    HubLink,
    LinkedPage,
    Location,
    Problem,
    Status,
    WeightFile,
    is_inside,
)
from openrelease.scan.hub_pair.hub_links import FOLLOWED, find_links, find_path, is_own, is_stated, parse_hub_url
from openrelease.scan.hub_pair.hub_side import HubSide, place_on_hub, read_hub_side
from openrelease.scan.inputs.read_inputs import RepositoryInputs
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.values import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A link of the release and what is behind it; `weights` are those of the repository, `stated` its claims.

    `own` is false where the link may lead to somebody else's repository: then only what it promises is compared.
    """

    location: Location
    component: str
    side: HubSide
    gathered: RepositoryInputs
    own: bool = True
    stated: tuple[Claim, ...] = ()
    weights: tuple[WeightFile, ...] = ()

    @property
    def counterpart(self) -> Counterpart:
        """What was fetched."""
        return self.side.counterpart

    @property
    def opened(self) -> bool:
        """Whether the repository is there and was read."""
        return self.counterpart.snapshot is not None


@dataclass(frozen=True, kw_only=True)
class PairReading:
    """What the Hub adds to a scan: the pairs, and the evidence of each component with verified links.

    `dead` are links that lead to nothing; the components are then evaluated without them.
    """

    pairs: tuple[Pair, ...]
    found: Mapping[str, tuple[Evidence, ...]]
    claims: tuple[ScopedClaim, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_pairs(
    found: Mapping[str, tuple[Evidence, ...]],
    gathered: RepositoryInputs,
    reader: Reader,
) -> PairReading:
    """Return the pairs of the links that were followed; where none was, the evidence is as it was."""
    if reader.followed == FollowedLinks():
        return PairReading(pairs=(), found=found)
    links, by_link = find_links(found), {each.link: each for each in reader.followed.counterparts}
    sides = {link: read_hub_side(by_link[link], reader) for link in links if link in by_link}
    pages = {each.url: each for each in (*reader.followed.pages, *_look_up_files(found, by_link))}
    pairs = tuple(
        Pair(
            location=links[link][0].location,
            component="datasets" if link.dataset else "weights",
            side=side,
            gathered=gathered,
            own=any(map(is_own, links[link])),
        )
        for link, side in sides.items()
    )
    return PairReading(
        pairs=pairs,
        found=dict(_verify_evidence(found, {each: sides[link] for link in sides for each in links[link]}, pages)),
        claims=tuple(claim for pair in pairs if pair.own for claim in pair.side.claims),
        problems=(*_report_failures(pairs), *_report_pages(found, pages)),
    )


def _look_up_files(
    found: Mapping[str, tuple[Evidence, ...]], by_link: Mapping[HubLink, Counterpart]
) -> Iterator[LinkedPage]:
    """Yield the files on the Hub that the settings or a record state for other components than weights and data."""
    others = (each for id_, evidence in found.items() if id_ not in FOLLOWED for each in evidence if is_stated(each))
    for url in dict.fromkeys(each.url for each in others if each.url):
        link = parse_hub_url(url)
        counterpart = by_link.get(link) if link else None
        if counterpart is not None:
            yield _look_up_file(url, counterpart)


def _look_up_file(url: str, counterpart: Counterpart) -> LinkedPage:
    path = find_path(url)
    if counterpart.snapshot is None:
        return LinkedPage(url=url, found=False if counterpart.missing else None, detail=counterpart.failure)
    listed = counterpart.snapshot.entries()
    there = any(is_inside(entry.path, path) for entry in listed)
    known = there or not counterpart.snapshot.problems
    return LinkedPage(url=url, found=there if known else None, detail=f"{counterpart.place} has no such file")


def _verify_evidence(
    found: Mapping[str, tuple[Evidence, ...]], sides: Mapping[Evidence, HubSide], pages: Mapping[str, LinkedPage]
) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    dead = tuple(each for each, side in sides.items() if side.counterpart.missing)
    for id_, evidence in found.items():
        there = (each for each in evidence if each not in dead and not _is_gone(each, pages))
        known = [_verify_link(each, sides.get(each), pages.get(each.url or "")) for each in there]
        yield id_, tuple(sorted(known, key=_sort_key))


def _sort_key(evidence: Evidence) -> tuple[bool, bool, bool]:
    """Sort key of evidence: the strongest first, and of links those that are verified."""
    return evidence.status is not Status.IN_REPO, evidence.status is not Status.LINKED, not evidence.verified


def _is_gone(evidence: Evidence, pages: Mapping[str, LinkedPage]) -> bool:
    page = pages.get(evidence.url or "")
    return evidence.status is Status.LINKED and page is not None and page.found is False


def _verify_link(evidence: Evidence, side: HubSide | None, page: LinkedPage | None) -> Evidence:
    """Return evidence with what confirms it: the place on the Hub with the files that it promises, or the page."""
    if side is not None and side.confirms:
        return replace(evidence, verified=side.counterpart.place)
    return replace(evidence, verified=page.url) if page is not None and page.found else evidence


def _report_pages(found: Mapping[str, tuple[Evidence, ...]], pages: Mapping[str, LinkedPage]) -> Iterator[Problem]:
    """Yield a notice for each page that is not there, or of which that is not known."""
    linked = {each.url: each for evidence in found.values() for each in evidence if each.status is Status.LINKED}
    for url in linked.keys() & pages.keys():
        page, place = pages[url or ""], linked[url].location
        if page.found is False:
            message = f"links {page.url}, which is not there ({page.detail}): it shows nothing"
            yield Problem(location=place, message=message, affects=NOTHING)
        elif page.found is None:
            message = f"{page.url} could not be verified: {page.detail}"
            yield Problem(location=place, message=message, affects=NOTHING)


def _report_failures(pairs: Sequence[Pair]) -> Iterator[Problem]:
    """Yield a notice for each link that could not be followed: it counts as it does offline."""
    for pair in pairs:
        if pair.counterpart.failure and not pair.counterpart.missing:
            message = f"{pair.counterpart.place} could not be verified: {pair.counterpart.failure}"
            yield Problem(location=pair.location, message=message, affects=NOTHING)
        for each in pair.side.problems:
            yield replace(each, location=place_on_hub(each.location, pair.counterpart), affects=NOTHING)
