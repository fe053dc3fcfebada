"""Claims with their scope: what the readers of files, prose, tables and keys return, and what they need."""

from collections.abc import Callable, Sequence

from openrelease.catalog.catalog_entries import Catalog
from openrelease.licenses import USER, Identification, LicenseTable, parse
from openrelease.model import Claim, FollowedLinks, Location, Permissive, Reason
from openrelease.scan.licensing.passages.release_names import ReleaseNames
from openrelease.values import dataclass, field

Identify = Callable[[str], Identification]


@dataclass(frozen=True, kw_only=True)
class ScopedClaim:
    """A license and what it is said of: `part` is weights, code, data, document, or "" for the whole.

    `folder` is that of a license file; `text`: it really holds a license, or the notice that grants one.
    `within` is the folder of a document that covers no more than that folder and what it links itself.
    `component` is the one component that it is about, "" for all of the part. `files` are the only files that
    it is about, empty where it is about all of the part. `model` is the name of the one of several models
    that a passage names.
    """

    part: str
    claim: Claim
    folder: str = ""
    text: bool = False
    within: str = ""
    component: str = ""
    files: frozenset[str] = frozenset()
    model: str = ""


def _of_all(_: str, __: Sequence[str]) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What reading statements needs: words, the license table, and the identifier of texts.

    `row_applies(label, labels)`: whether the row of a table that begins with `label`, one of `labels`, may be about
    the scanned model.
    `release` is all that the release is called. `followed` is what is behind its links, empty where none was
    followed. `accepts_assumptions`: an assumed license counts like a stated one.
    """

    catalog: Catalog
    table: LicenseTable
    identify: Identify
    row_applies: Callable[[str, Sequence[str]], bool] = _of_all
    release: ReleaseNames = field(default_factory=ReleaseNames)
    accepts_assumptions: bool = True
    followed: FollowedLinks = field(default_factory=FollowedLinks)

    def make_claim(
        self,
        expression: str | None,
        how: str,
        location: Location,
        reason: Reason | None = None,
        detail: str = "",
    ) -> Claim:
        """Return a claim; how permissive it is comes from the license table alone."""
        row = self.table.facets(expression) if expression else None
        if row is not None and row.confidence == USER:
            detail = "; ".join(filter(None, (detail, f"facets from {row.source}")))
        return Claim(
            expression=expression,
            permissive=self.table.permissive(expression),
            how=how,
            location=location,
            reason=reason,
            detail=detail,
        )

    def parse_claim(self, text: str, how: str, location: Location) -> Claim:
        """Return the claim that a license key or name makes; one that is not understood has no expression."""
        parsed = parse(text, self.table)
        reason = Reason.UNKNOWN_NAME if parsed.problem else None
        return self.make_claim(parsed.expression, how, location, reason, parsed.problem or "")


def unnamed(how: str, place: Location, reason: Reason, detail: str = "") -> Claim:
    """Return the claim of terms that are mentioned but cannot be named."""
    return Claim(
        expression=None,
        permissive=Permissive.UNKNOWN,
        how=how,
        location=place,
        reason=reason,
        detail=detail,
    )
