"""The result of recognizing a weight file by its name and first bytes."""

from typing import Literal, TypeAlias

from openrelease.values import dataclass

Serialisation: TypeAlias = Literal["safe", "pickle", "executable", "unknown"]
"""What loading such a file may do.

safe: it holds data only; pickle: it is unpickled, which may run code; executable: it is a program, or a graph that
its framework treats as one; unknown: it may hold code, which the first bytes do not show.
"""


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """The format of a weight file.

    `confident` is False if the content has no signature, so that the name decided.
    """

    format: str
    serialisation: Serialisation
    confident: bool = True


UNKNOWN_FORMAT = Recognition(format="unknown", serialisation="unknown", confident=False)
"""Weights whose format neither name nor content shows."""
