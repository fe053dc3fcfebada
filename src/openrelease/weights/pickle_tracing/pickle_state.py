"""What is known while a pickle is followed: the stack, what was kept, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass, field

from openrelease.weights.pickle_tracing.pickle_values import Storage, TensorView, Value

MAX_TEXT_BYTES = 512
"""Bytes of a string that is kept; the names of modules and tensors are shorter."""


class BrokenPickleError(Exception):
    """The pickle cannot be followed any further; what was seen before stays seen."""


@dataclass(kw_only=True)
class PickleState:
    """What was seen, up to `end`: `imports` in their order, `storages` and named `tensors` of torch.

    `broken` says why the pickle could not be followed to its end, `cut` that only its beginning was given.
    """

    end: int = 0
    imports: dict[str, None] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)
    tensors: dict[str, TensorView] = field(default_factory=dict)
    broken: str = ""
    cut: bool = False
    stack: list[Value] = field(default_factory=list, repr=False)
    memo: dict[int, Value] = field(default_factory=dict, repr=False)
