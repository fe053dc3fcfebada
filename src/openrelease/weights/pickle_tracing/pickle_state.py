"""The state of tracing a pickle: the stack, the memo, and what was found."""

from openrelease.values import dataclass, field
from openrelease.weights.pickle_tracing.pickle_values import Storage, TensorView, Value

MAX_TEXT_BYTES = 512
"""Limit of strings that are kept; names of modules and tensors are shorter."""


class BrokenPickleError(Exception):
    """The pickle cannot be traced any further; what was found before is kept."""


@dataclass(kw_only=True)
class PickleState:
    """What was found up to `end`: `imports` in order, which of them are `called`, `storages` and `tensors` of PyTorch.

    `broken` says why the pickle could not be traced to its end; `cut`: the bytes end before it does; `limited`: it has
    too many opcodes.
    """

    end: int = 0
    imports: dict[str, None] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    storages: dict[str, Storage] = field(default_factory=dict)
    tensors: dict[str, TensorView] = field(default_factory=dict)
    broken: str = ""
    cut: bool = False
    limited: bool = False
    stack: list[Value] = field(default_factory=list, repr=False)
    memo: dict[int, Value] = field(default_factory=dict, repr=False)
