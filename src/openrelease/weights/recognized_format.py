"""The noun of recognising: what a weight file is, as far as its name and first bytes tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Serialisation: TypeAlias = Literal["safe", "pickle", "executable", "unknown"]
"""What loading such a file may do.

safe: it holds data alone; pickle: it is unpickled; executable: it is a program, or its makers say that a
model in it is one; unknown: it may hold code, which the first bytes do not tell.
"""


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What a weight file is.

    `confident` is False where the content has no sign of its own and the name had to help, or stands alone.
    """

    format: str
    serialisation: Serialisation
    confident: bool = True
