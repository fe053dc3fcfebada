"""The nouns of reading: a header, its tensors, and why a reader refused a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from openrelease.errors import OpenReleaseError
from openrelease.model import Fault
from openrelease.weights.header_rules import make_header_rules
from openrelease.weights.source import Source

RefusalKind: TypeAlias = Literal["malformed", "truncated", "trailing", "unknown"]
"""unknown: the file may be sound, but a limit of ours or a feature that we do not read is in the way."""


class RefusedError(OpenReleaseError):
    """A reader found the file broken, or cannot tell: ends one file, never a run."""

    def __init__(self, kind: RefusalKind, message: str) -> None:
        """`message` is a clause about the file, such as "its header is longer than the file"."""
        super().__init__(message)
        self.kind = kind
        self.message = message


@dataclass(frozen=True, kw_only=True, slots=True)
class Tensor:
    """A tensor as the header describes it: `dtype` is the format's own name of the type."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    nbytes: int | None = None

    @property
    def elements(self) -> int:
        """The product of the shape."""
        count = 1
        for size in self.shape:
            count *= size
        return count


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Another file that holds data of this one: `path` from its folder, at least `least` bytes long."""

    path: str
    least: int = 0


@dataclass(frozen=True, kw_only=True)
class Header:
    """What a file says of its weights.

    `parameters` counts elements, None where the format does not tell; `dtypes` how many there are of each.
    `tensors` is None where they are not listed. `imports` are all globals that a pickle names.
    `executable`: it holds code that loading would run, None where that was not looked at.
    """

    format: str
    parameters: int | None = None
    dtypes: Mapping[str, int] = field(default_factory=dict)
    tensors: tuple[Tensor, ...] | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    imports: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    executable: bool | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def nbytes(self) -> int | None:
        """The bytes of all tensors, None where one of them does not tell."""
        sizes = [tensor.nbytes for tensor in self.tensors or ()]
        known = [size for size in sizes if size is not None]
        return sum(known) if self.tensors is not None and len(known) == len(sizes) else None


class Reader(Protocol):
    """A reader of one format: `PREFIX` begins the ids of its rules."""

    @property
    def PREFIX(self) -> str:  # noqa: N802 - the name of a constant
        """Such as "st" for rules st-malformed, st-truncated and st-trailing."""

    def read(self, source: Source) -> Header:
        """Read the header; raises `RefusedError`, `UnreadableError` or `UntrustedInputError` alone."""


def count_elements(tensors: Iterable[Tensor]) -> Mapping[str, int]:
    """Elements of each dtype, the most frequent first."""
    found: dict[str, int] = {}
    for tensor in tensors:
        found[tensor.dtype] = found.get(tensor.dtype, 0) + tensor.elements
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def make_header(name: str, tensors: tuple[Tensor, ...], metadata: Mapping[str, str] | None = None) -> Header:
    """A header of listed tensors."""
    dtypes = count_elements(tensors)
    parameters = sum(dtypes.values())
    return Header(format=name, parameters=parameters, dtypes=dtypes, tensors=tensors, metadata=metadata or {})


def check_control_characters(path: str, prefix: str, texts: Iterable[str]) -> tuple[Fault, ...]:
    """A finding where names or values have control characters, which no writer puts there by itself."""
    odd = next((text for text in texts if not text.isprintable()), None)
    if odd is None:
        return ()
    message = f"names or values have control characters: {odd[:60]!a}"
    return (make_header_rules(prefix)["text"].make_finding(path, message),)
