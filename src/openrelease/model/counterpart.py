"""A repository of the Hugging Face Hub that a release links, and what was fetched of it."""

from openrelease.model.entry import Snapshot
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class HubLink:
    """A repository of the Hub that a URL names: OWNER/NAME, whether it is a dataset, and the revision."""

    name: str
    dataset: bool = False
    revision: str | None = None


@dataclass(frozen=True, kw_only=True)
class Counterpart:
    """A repository of the Hub that a release links.

    `snapshot` is None where it could not be opened, and `failure` says why: with `missing`, because it is not there
    for anybody without a token. `moved_to` is its present name where the link has another, `gated` who may read it.
    `pointers` are weight files whose content there is the text of a pointer.
    """

    link: HubLink
    snapshot: Snapshot | None = None
    failure: str = ""
    missing: bool = False
    moved_to: str = ""
    gated: str = ""
    pointers: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """The words for it in locations: hub:OWNER/NAME@COMMIT."""
        kind = "datasets/" if self.link.dataset else ""
        name = self.moved_to or self.link.name
        revision = (self.snapshot.revision if self.snapshot else None) or self.link.revision
        return f"hub:{kind}{name}@{revision[:12]}" if revision else f"hub:{kind}{name}"
