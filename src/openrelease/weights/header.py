"""The types that readers return: a header, its tensors, references to other files, and a refusal."""

import math
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from openrelease.errors import OpenReleaseError
from openrelease.model import Fault, Rule
from openrelease.values import dataclass, field

RefusalKind: TypeAlias = Literal["malformed", "truncated", "trailing", "unknown"]
"""unknown: the file may be valid, but it is beyond a limit or uses a feature that is not read."""

MAX_ELEMENTS = 2**63


class RefusedError(OpenReleaseError):
    """A reader found the file broken, or could not read it. It never ends a run."""

    def __init__(self, kind: RefusalKind, message: str) -> None:
        """`message` is a clause about the file, such as "its header is longer than the file"."""
        super().__init__(message)
        self.kind = kind
        self.message = message


@dataclass(frozen=True, kw_only=True, slots=True)
class Tensor:
    """A tensor as the header describes it, with its size in bytes if that is known."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    nbytes: int | None = None

    def __post_init__(self) -> None:
        """Refuse a shape of more elements than any file can have."""
        if self.elements >= MAX_ELEMENTS:
            raise RefusedError("malformed", f"{self.name[:80] or 'a tensor'} has more elements than any file")

    @property
    def elements(self) -> int:
        """The product of the shape."""
        return math.prod(self.shape)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Another file with data of this one: its `path` from the folder, and its size in bytes at `least`."""

    path: str
    least: int = 0


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the header of a file says.

    `parameters` is the number of elements, None if unknown; `dtypes` has the number by dtype.
    `tensors` is None if they are not listed. `imports` are all globals that a pickle names.
    `executable`: whether loading would run code of the file, None if unknown.
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
        """The bytes of all tensors, None if the size of one is unknown."""
        sizes = [tensor.nbytes for tensor in self.tensors or ()]
        known = [size for size in sizes if size is not None]
        return sum(known) if self.tensors is not None and len(known) == len(sizes) else None


def count_elements(tensors: Iterable[Tensor]) -> Mapping[str, int]:
    """Return the number of elements by dtype, the largest first."""
    found: dict[str, int] = {}
    for tensor in tensors:
        found[tensor.dtype] = found.get(tensor.dtype, 0) + tensor.elements
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def make_header(name: str, tensors: tuple[Tensor, ...], metadata: Mapping[str, str] | None = None) -> Header:
    """Return a header with these tensors, and their elements counted."""
    dtypes = count_elements(tensors)
    parameters = sum(dtypes.values())
    return Header(format=name, parameters=parameters, dtypes=dtypes, tensors=tensors, metadata=metadata or {})


def check_control_characters(path: str, rule: Rule, texts: Iterable[str]) -> tuple[Fault, ...]:
    """Return a finding if names or values have control characters, which no writer puts there by itself."""
    odd = next((text for text in texts if not text.isprintable()), None)
    return () if odd is None else (rule.make_finding(path, f"names or values have control characters: {odd[:60]!a}"),)
