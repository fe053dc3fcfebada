"""Claims and the passages that are declared to be misread -> the claims, with those of the passages set aside."""

from collections.abc import Iterable, Iterator, Sequence

from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.model import NOTHING, MisreadPassage, Problem, SetAside, format_location
from openrelease.scan.inputs.read_inputs import MOST_BYTES, RepositoryInputs, read_entire_file
from openrelease.scan.licensing.statement import ScopedClaim
from openrelease.untrusted import decode_text
from openrelease.values import replace

_WORDED = frozenset({"prose", "table", "badge"})
"""How claims are made that words may be misread in: neither texts nor keys."""
_LONGEST = 60  # lines of one passage


def set_aside_misread(
    claims: Iterable[ScopedClaim], misread: Sequence[MisreadPassage], gathered: RepositoryInputs
) -> Iterator[ScopedClaim | Problem]:
    """Yield all claims, and a problem for each passage: that it is set aside, or why it is not."""
    known = tuple(claims)
    holding = {each.passage: each for each in misread if _holds_words(each, gathered)}
    for claim in known:
        aside = claim.claim.how in _WORDED and claim.claim.location in holding
        yield replace(claim, claim=replace(claim.claim, set_aside=SetAside.MISREAD)) if aside else claim
    made = {each.claim.location for each in known if each.claim.how in _WORDED}
    for each in misread:
        yield Problem(
            location=each.location,
            message=_describe(each, holds=each.passage in holding, claims=each.passage in made),
            affects=NOTHING,
        )


def _describe(entry: MisreadPassage, *, holds: bool, claims: bool) -> str:
    place = format_location(entry.passage)
    if not holds:
        return f"{place} does not hold the words of this entry: the passage counts; correct the entry, or remove it"
    if not claims:
        return f"no claim begins at {place}: nothing is set aside; take the line from the report, or remove the entry"
    return f"{place} is set aside as misread, by {entry.owner}: {entry.reason}"


def _holds_words(entry: MisreadPassage, gathered: RepositoryInputs) -> bool:
    """Return whether the paragraph that begins on the line of an entry holds its words."""
    try:
        text = decode_text(read_entire_file(gathered.snapshot, entry.passage.path, MOST_BYTES))
    except (UnreadableError, UntrustedInputError):
        return False
    first = (entry.passage.line or 1) - 1
    rows = text.split("\n")[first : first + _LONGEST]
    end = next((at for at, row in enumerate(rows) if not row.strip()), len(rows))
    return _squash(entry.words) in _squash(" ".join(rows[:end]))


def _squash(text: str) -> str:
    return " ".join(text.casefold().split())
