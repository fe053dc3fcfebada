"""Links of a release -> what is behind them on the Hub, all within one set of limits."""

from collections.abc import Iterator, Sequence

from openrelease.hub.commit_reader import CommitReader
from openrelease.hub.hub_client import HubClient, HubLimits
from openrelease.hub.hub_errors import HubCause, HubError
from openrelease.hub.hub_snapshot import build_hub_tree
from openrelease.hub.hub_target import HubTarget
from openrelease.hub.kept_answers import KeptAnswers
from openrelease.hub.repository_info import fetch_repository
from openrelease.model import Counterpart, HubLink
from openrelease.scan.hub_pair.hub_links import MAX_LINKS

PAIR_LIMITS = HubLimits(requests=100, bytes=16_777_216, seconds=45)
"""What following the links of one release may take."""

_NOT_THERE = frozenset({HubCause.NOT_FOUND, HubCause.NO_REVISION, HubCause.DISABLED})


def fetch_counterparts(
    links: Sequence[HubLink], client: HubClient | None = None, kept: KeptAnswers | None = None
) -> tuple[Counterpart, ...]:
    """Return what is behind the first links; a failure is a value, as the release is then evaluated without it."""
    if not links:
        return ()
    try:
        reader = client or HubClient(limits=PAIR_LIMITS, kept=kept)
    except HubError as error:
        return tuple(Counterpart(link=link, failure=str(error)) for link in links[:MAX_LINKS])
    return (*_fetch_first(links[:MAX_LINKS], reader), *map(_leave_out, links[MAX_LINKS:]))


def _fetch_first(links: Sequence[HubLink], client: HubClient) -> Iterator[Counterpart]:
    """Yield counterparts; after a failure that concerns all of them, no more requests are sent."""
    failure: HubError | None = None
    for link in links:
        if failure is not None:
            yield Counterpart(link=link, failure=str(failure))
            continue
        try:
            yield _fetch(link, client)
        except HubError as error:
            failure = None if error.cause in _NOT_THERE else error
            yield Counterpart(link=link, failure=str(error), missing=error.cause in _NOT_THERE)


def _leave_out(link: HubLink) -> Counterpart:
    return Counterpart(link=link, failure=f"only the first {MAX_LINKS} repositories of the Hub are followed")


def _fetch(link: HubLink, client: HubClient) -> Counterpart:
    target = HubTarget(name=link.name, dataset=link.dataset, revision=link.revision)
    repository = fetch_repository(client, target)
    tree = build_hub_tree(CommitReader(client=client, repository=repository), headers=0)
    return Counterpart(
        link=link,
        snapshot=tree,
        moved_to=repository.target.name if repository.renamed else "",
        gated=repository.gated,
        pointers=tree.pointer_texts,
    )
