"""Evidence and counterparts -> the pairs of a release: links that are verified or dead, and claims of the Hub."""

from collections.abc import Iterator, Mapping, Sequence

from openrelease.model import NOTHING, Claim, Counterpart, Evidence, Location, Problem, WeightFile
from openrelease.scan.hub_pair.hub_links import drop_dead, find_links, is_own
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
    """Return the pairs of the links that were followed; without counterparts the evidence is as it was."""
    if not reader.counterparts:
        return PairReading(pairs=(), found=found)
    links, by_link = find_links(found), {each.link: each for each in reader.counterparts}
    sides = {link: read_hub_side(by_link[link], reader) for link in links if link in by_link}
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
        found=dict(_verify_evidence(found, {each: side for link, side in sides.items() for each in links[link]})),
        claims=tuple(claim for pair in pairs if pair.own for claim in pair.side.claims),
        problems=tuple(_report_failures(pairs)),
    )


def _verify_evidence(
    found: Mapping[str, tuple[Evidence, ...]], sides: Mapping[Evidence, HubSide]
) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    dead = tuple(each for each, side in sides.items() if side.counterpart.missing)
    for id_, evidence in found.items():
        yield id_, tuple(_verify_link(each, sides.get(each)) for each in drop_dead(evidence, dead))


def _verify_link(evidence: Evidence, side: HubSide | None) -> Evidence:
    """Return evidence with the place on the Hub that confirms it: the files that it promises are there."""
    return replace(evidence, verified=side.counterpart.place) if side and side.confirms else evidence


def _report_failures(pairs: Sequence[Pair]) -> Iterator[Problem]:
    """Yield a notice for each link that could not be followed: it counts as it does offline."""
    for pair in pairs:
        if pair.counterpart.failure and not pair.counterpart.missing:
            message = f"{pair.counterpart.place} could not be verified: {pair.counterpart.failure}"
            yield Problem(location=pair.location, message=message, affects=NOTHING)
        for each in pair.side.problems:
            yield replace(each, location=place_on_hub(each.location, pair.counterpart), affects=NOTHING)
