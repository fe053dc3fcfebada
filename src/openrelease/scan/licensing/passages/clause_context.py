"""What a clause is read with, and what is known of it before it is decided what it claims."""

from openrelease.catalog.load_phrases import Phrases
from openrelease.licenses import LicenseTable
from openrelease.model import Location, Permissive
from openrelease.scan.licensing.passages.license_mentions import LicenseName
from openrelease.scan.licensing.passages.passage_claim import WHOLE, PassageClaim
from openrelease.scan.licensing.passages.release_names import ReleaseNames
from openrelease.scan.licensing.passages.subjects import Subject
from openrelease.values import dataclass, field

LONGEST_QUOTE = 240  # characters of a clause that a claim keeps
OTHERS_PARTS = frozenset({"thing", "outputs", "document"})
"""Parts that a clause may be about without a word on what is released."""
OTHERS_TERMS = ("weights", "data")
"""Parts whose terms others may set, so that a license of the whole may end before them."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What stands around a passage, and decides what its silence means.

    `titled`: it is in a section about licenses. `legal`: in a file of terms. `foreign`: in a section about
    others' work. `advice`: in one on good use. `notice`: in a file of third-party notices. `parts`: what it
    is about where it names nothing, by its headings and its file; `only` of them, whatever it names, as in a
    MODEL_LICENSE. `names`: the headings, whose words are no strangers.
    """

    location: Location
    titled: bool = False
    legal: bool = False
    foreign: bool = False
    advice: bool = False
    notice: bool = False
    parts: tuple[str, ...] = (WHOLE,)
    only: bool = False
    names: tuple[str, ...] = ()
    how: str = "prose"


@dataclass(frozen=True, kw_only=True)
class ClauseContext:
    """Phrases, license names, the names of the release, and what stands around.

    `carried` are the subjects of the clause before, for one that names none; a passage has its own.
    """

    phrases: Phrases
    table: LicenseTable
    release: ReleaseNames
    around: Surroundings
    carried: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ParsedClause:
    """A clause with its mentions.

    `text` is without denied limits, `parts` what it is about, `own` whether that is the release's, `names_terms`
    whether it says that a license applies to something. `limit` is the reason of the restriction whose words
    it holds, from `limit_start`; `allows` says that it holds words of permission.
    """

    text: str
    sentence: str
    names: tuple[LicenseName, ...]
    subjects: tuple[Subject, ...]
    parts: tuple[str, ...]
    own: bool
    carried: bool
    names_terms: bool
    limit: str
    limit_start: int
    allows: bool
    around: Surroundings

    @property
    def first_part(self) -> str:
        """The part that its first noun names, or nothing."""
        return self.subjects[0].part if self.subjects else ""

    def claim(
        self,
        about: str,
        effect: str,
        permissive: Permissive = Permissive.UNKNOWN,
        reason: str = "",
    ) -> PassageClaim:
        """Make a claim of this clause."""
        return PassageClaim(
            about=about,
            effect=effect,
            permissive=permissive,
            reason=reason,
            location=self.around.location,
            words=self.text[:LONGEST_QUOTE],
            how=self.around.how,
            own=self.own,
        )


def merge_whole(parts: list[str]) -> tuple[str, ...]:
    """Give each part once; beside another part, the whole is only where that part is, or the code.

    "The code in this repository" is the code; "the weights and the project" are the weights and the code.
    """
    unique = list(dict.fromkeys(parts))
    if len(unique) > 1 and "code" in unique:
        unique = [each for each in unique if each != WHOLE]
    if len(unique) > 1:
        unique = ["code" if each == WHOLE else each for each in unique]
    return tuple(unique)
