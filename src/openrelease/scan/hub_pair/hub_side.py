"""A counterpart -> its side of the pair: card, license claims and weight files, read from few files."""

from collections.abc import Iterable, Iterator, Mapping

from openrelease.model import Affects, Counterpart, Fault, Kind, Location, Permissive, Problem, Severity, WeightFile
from openrelease.repository import SubsetSnapshot
from openrelease.scan.inputs.parsed_document import ParsedDocument
from openrelease.scan.inputs.read_inputs import is_readme, read_inputs
from openrelease.scan.integrity import check_integrity, inspect_weight_release
from openrelease.scan.licensing.from_license_files import read_license_files
from openrelease.scan.licensing.from_metadata import read_front_matter_license
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.scan.weight_files.candidates import find_candidates
from openrelease.scan.weight_files.headers import read_weights
from openrelease.values import dataclass, replace
from openrelease.weights import may_be_weights

_READ_SUFFIXES = (".md", ".txt", ".rst", ".json")


@dataclass(frozen=True, kw_only=True)
class HubSide:
    """What the Hub says: the card, claims with their places there, weight files, and what could not be read.

    `texts` are the license files, `keys` the license keys of the card, `faults` the errors of
    integrity rules. `claims` are those of both that count for the release.
    """

    counterpart: Counterpart
    card: ParsedDocument | None = None
    claims: tuple[ScopedClaim, ...] = ()
    texts: tuple[ScopedClaim, ...] = ()
    keys: tuple[ScopedClaim, ...] = ()
    weights: tuple[WeightFile, ...] = ()
    faults: tuple[Fault, ...] = ()
    problems: tuple[Problem, ...] = ()
    has_data: bool = False

    @property
    def confirms(self) -> bool:
        """Whether anybody gets there what a link to it promises: weights without an error, or data."""
        told = self.counterpart
        open_ = told.snapshot is not None and not told.gated and not told.pointers and not self.faults
        return open_ and (self.has_data if told.link.dataset else bool(self.weights))

    @property
    def terms_known(self) -> bool:
        """Whether everything was read that may state terms."""
        return not any(Affects.TERMS in each.affects for each in self.problems)


def read_hub_side(counterpart: Counterpart, reader: Reader) -> HubSide:
    """Return what the Hub says in the files at the root, and in the listing of weights."""
    if counterpart.snapshot is None:
        return HubSide(counterpart=counterpart)
    gathered = read_inputs(SubsetSnapshot(snapshot=counterpart.snapshot, shows=_is_read), reader.catalog)
    card = next((each for each in gathered.documents if is_readme(each.path) and "/" not in each.path), None)
    files = tuple(read_license_files(gathered, reader))
    texts = tuple(each for each in files if isinstance(each, ScopedClaim))
    kind = Kind.DATASET if counterpart.link.dataset else Kind.MODEL
    keys = tuple(read_front_matter_license(card, reader, kind)) if card else ()
    candidates = tuple(find_candidates(gathered.snapshot, gathered.entries, gathered.weight_paths))
    headers, unread = read_weights(gathered.snapshot, candidates)
    around = inspect_weight_release(gathered, headers, counterpart.link.name)
    weights = tuple(each.fact for each in headers)
    faults = (*check_integrity(around), *(fault for each in weights for fault in each.faults))
    problems = (*gathered.problems, *(each for each in files if isinstance(each, Problem)), *unread)
    side = HubSide(
        counterpart=counterpart,
        card=card,
        texts=texts,
        keys=keys,
        weights=weights,
        faults=tuple(each for each in faults if each.severity is Severity.ERROR),
        problems=problems,
        has_data=any(entry.size for entry in gathered.snapshot.entries()),
    )
    return replace(side, claims=tuple(_make_claims((*texts, *keys), side)))


def _is_read(path: str) -> bool:
    name = path.rpartition("/")[2]
    at_root = "/" not in path and ("." not in name.strip(".") or name.lower().endswith(_READ_SUFFIXES))
    return at_root or may_be_weights(path) or path.endswith(".index.json")


def _make_claims(found: Iterable[ScopedClaim], side: HubSide) -> Iterator[ScopedClaim]:
    """Yield the claims on weights or data with their places on the Hub.

    A license file there may only limit: it often comes along with the code. What could not be read may limit, too;
    then nothing is permitted by the rest.
    """
    part, component = ("data", "datasets") if side.counterpart.link.dataset else ("weights", "weights")
    for each in found:
        permits = each.claim.permissive is Permissive.YES
        if permits and (each.claim.how == "file" or not side.terms_known):
            continue
        claim = replace(each.claim, location=place_on_hub(each.claim.location, side.counterpart))
        yield ScopedClaim(part=part, claim=claim, component=component)


def place_on_hub(location: Location, counterpart: Counterpart) -> Location:
    """Return a location of the counterpart: hub:OWNER/NAME@COMMIT PATH."""
    return replace(location, path=f"{counterpart.place} {location.path}")


def is_on_hub(location: Location) -> bool:
    """Return whether a location is one that `place_on_hub` made."""
    return location.path.startswith("hub:")


def read_keys(card: ParsedDocument | None) -> Mapping[str, object]:
    """Return the front matter of a card, empty without one."""
    return (card.metadata or {}) if card else {}
