"""A claim of one place about a license: its subject, its owner and its scope."""

from openrelease.model import Location, Permissive
from openrelease.values import dataclass

WHOLE = "whole"

GRANTS = "grants"  # names a license
RESTRICTS = "restricts"  # limits use, with the kind of limit
PERMITS = "permits"  # allows use, and names no license
POINTS = "points"  # says that terms apply, and not which
DIFFERS = "differs"  # says that parts are under several licenses


@dataclass(frozen=True, kw_only=True)
class PassageClaim:
    """What a passage says.

    `about` is weights, code, data, document, outputs, thing (a demo, a font) or whole; `own` separates the
    release's from somebody else's. `scope` is the model, version or folder that it is limited to, "" for the
    release. `reason` is the kind of a restriction or doubt, such as "non-commercial". `words` are those that
    it was taken from. `how` is prose, table, badge or heading. `made_from`: it is about what this was made from.
    """

    about: str
    effect: str
    permissive: Permissive
    location: Location
    words: str
    how: str = "prose"
    own: bool = True
    expression: str | None = None
    name: str = ""
    reason: str = ""
    scope: str = ""
    made_from: bool = False
