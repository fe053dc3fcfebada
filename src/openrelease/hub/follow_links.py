"""Links of a release -> what is behind them: repositories of the Hub, and other pages that are asked for."""

from collections.abc import Sequence

from openrelease.hub.hub_client import HubClient
from openrelease.hub.kept_answers import KeptAnswers
from openrelease.hub.linked_pages import PageFollower
from openrelease.hub.linked_repositories import fetch_counterparts
from openrelease.model import Counterpart, FollowedLinks, HubLink
from openrelease.values import dataclass, field


@dataclass(kw_only=True)
class LinkFollower:
    """Follows links, each once, for the states of a release that link the same; `kept` are answers of earlier runs."""

    client: HubClient | None = None
    kept: KeptAnswers | None = None
    pages: PageFollower = field(default_factory=PageFollower)
    known: dict[HubLink, Counterpart] = field(default_factory=dict)

    def __call__(self, links: Sequence[HubLink], urls: Sequence[str]) -> FollowedLinks:
        """Return what is behind the links."""
        asked = [link for link in links if link not in self.known]
        self.known.update({each.link: each for each in fetch_counterparts(asked, self.client, self.kept)})
        return FollowedLinks(counterparts=tuple(self.known[link] for link in links), pages=self.pages(urls))
