"""Trace of a pickle: its imports and the tensors that it describes, by its opcodes.

Nothing is unpickled: only names, numbers and tuples are traced. Opcodes and their arguments:
https://github.com/python/cpython/blob/main/Lib/pickletools.py; how PyTorch writes tensors:
https://github.com/pytorch/pytorch/blob/main/torch/serialization.py and torch/_utils.py there.
"""

from openrelease.weights.pickle_tracing.opcodes import COUNTED_ARGUMENTS, FIXED_ARGUMENTS
from openrelease.weights.pickle_tracing.pickle_state import MAX_TEXT_BYTES, BrokenPickleError, PickleState
from openrelease.weights.pickle_tracing.pickle_steps import STEPS

MAX_OPCODES = 500_000
"""Limit of opcodes, which take less than a second; a model with thousands of tensors has a tenth of this."""

_MAX_LINE_BYTES = 65_536  # bytes of the text opcodes of protocol 0
_STOP = ord(".")


def trace_pickle(data: bytes, start: int = 0) -> PickleState:
    """Trace one pickle from `start`. Never raises: see `broken` and `cut`."""
    seen = PickleState(end=start)
    try:
        for _ in range(MAX_OPCODES):
            code = data[seen.end]
            argument, seen.end = _read_argument(code, data, seen.end + 1)
            if code == _STOP:
                return seen
            STEPS[code](seen, argument)
        seen.broken, seen.limited = f"has more than {MAX_OPCODES:,} opcodes", True
    except BrokenPickleError as error:
        seen.broken = str(error)
    except IndexError:
        seen.cut = True
    except KeyError:
        seen.broken = f"has the byte {data[seen.end]:#04x}, which is not an opcode"
    return seen


_LINE_ARGUMENTS = {**dict.fromkeys(b"FILSVgpP", 1), **dict.fromkeys(b"ci", 2)}


def _read_argument(code: int, data: bytes, at: int) -> tuple[bytes, int]:
    """Return the argument of an opcode and where it ends; raises IndexError if that is beyond the data."""
    if (lines := _LINE_ARGUMENTS.get(code)) is not None:
        return _read_lines(data, at, lines)
    width = COUNTED_ARGUMENTS.get(code)
    if width is None:
        end = at + FIXED_ARGUMENTS[code]
        if end > len(data):
            raise IndexError
        return data[at:end], end
    start = at + width
    end = start + int.from_bytes(data[at:start], "little")
    if end > len(data):
        raise IndexError
    return data[start : min(end, start + MAX_TEXT_BYTES + 1)], end


def _read_lines(data: bytes, at: int, count: int) -> tuple[bytes, int]:
    end = at
    for _ in range(count):
        found = data.find(b"\n", end, end + _MAX_LINE_BYTES)
        if found < 0:
            raise IndexError
        end = found + 1
    return data[at : end - 1], end
