"""An opcode -> what it does to the stack, as far as names, numbers and tuples go; nothing is called.

https://github.com/python/cpython/blob/main/Lib/pickletools.py has every opcode.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from openrelease.weights.pickle_state import LONGEST_TEXT, BrokenError, Pickle
from openrelease.weights.pickle_values import MARK, OPAQUE, Global, Made, Storage, Value, reduced, stored

_LONGEST_NUMBER = 8  # bytes

Step: TypeAlias = Callable[[Pickle, bytes], None]


def _push(value: Value) -> Step:
    return lambda seen, _: seen.stack.append(value)


def _pop(seen: Pickle) -> Value:
    if not seen.stack or seen.stack[-1] is MARK:
        raise BrokenError("takes from an empty stack")
    return seen.stack.pop()


def _to_mark(seen: Pickle) -> tuple[Value, ...]:
    stack = seen.stack
    for position in range(len(stack) - 1, -1, -1):
        if stack[position] is MARK:
            items = tuple(stack[position + 1 :])
            del stack[position:]
            return items
    raise BrokenError("has no mark where one is needed")


def _text(seen: Pickle, argument: bytes) -> None:
    seen.stack.append(OPAQUE if len(argument) > LONGEST_TEXT else argument.decode("utf-8", "replace"))


def _quoted(seen: Pickle, argument: bytes) -> None:
    seen.stack.append(argument.decode("latin-1").strip("'\""))


def _number(seen: Pickle, argument: bytes) -> None:
    small = len(argument) <= _LONGEST_NUMBER
    seen.stack.append(int.from_bytes(argument, "little", signed=len(argument) > 2) if small else OPAQUE)  # noqa: PLR2004 - one and two bytes have no sign


def _digits(seen: Pickle, argument: bytes) -> None:
    digits = argument.removesuffix(b"L")
    seen.stack.append(int(digits) if digits.isdigit() and len(digits) < 20 else OPAQUE)  # noqa: PLR2004 - 2^63 has 19 digits


def _global(seen: Pickle, module: str, name: str) -> Global:
    found = Global(module=module, name=name)
    seen.imports[str(found)] = None
    return found


def _named_global(seen: Pickle, argument: bytes) -> None:
    module, _, name = argument.decode("utf-8", "replace").partition("\n")
    seen.stack.append(_global(seen, module, name))


def _instance(seen: Pickle, argument: bytes) -> None:
    _to_mark(seen)
    _named_global(seen, argument)
    seen.stack[-1] = OPAQUE


def _stack_global(seen: Pickle, _: bytes) -> None:
    name, module = _pop(seen), _pop(seen)
    known = isinstance(name, str) and isinstance(module, str)
    seen.stack.append(_global(seen, str(module), str(name)) if known else _global(seen, "?", "?"))


def _extension(seen: Pickle, argument: bytes) -> None:
    seen.stack.append(_global(seen, "copyreg extension", str(int.from_bytes(argument, "little"))))


def _object(seen: Pickle, _: bytes) -> None:
    _to_mark(seen)
    seen.stack.append(OPAQUE)


def _tuple(seen: Pickle, _: bytes) -> None:
    seen.stack.append(_to_mark(seen))


def _tuple_of(count: int) -> Step:
    def step(seen: Pickle, _: bytes) -> None:
        items = tuple(_pop(seen) for _ in range(count))
        seen.stack.append(items[::-1])

    return step


def _drop(count: int) -> Step:
    """Take `count` values; what lies below them stays."""

    def step(seen: Pickle, _: bytes) -> None:
        for _unused in range(count):
            _pop(seen)

    return step


def _replace(count: int) -> Step:
    """Make something of `count` values that is not followed."""

    def step(seen: Pickle, _: bytes) -> None:
        for _unused in range(count):
            _pop(seen)
        seen.stack.append(OPAQUE)

    return step


def _pop_any(seen: Pickle, _: bytes) -> None:
    if not seen.stack:
        raise BrokenError("takes from an empty stack")
    seen.stack.pop()


def _close(seen: Pickle, _: bytes) -> None:
    _to_mark(seen)


def _duplicate(seen: Pickle, _: bytes) -> None:
    value = _pop(seen)
    seen.stack += [value, value]


def _reduce(seen: Pickle, _: bytes) -> None:
    arguments, function = _pop(seen), _pop(seen)
    seen.stack.append(reduced(function, arguments))


def _item(seen: Pickle, _: bytes) -> None:
    value, key = _pop(seen), _pop(seen)
    _name(seen, key, value)


def _items(seen: Pickle, _: bytes) -> None:
    values = _to_mark(seen)
    for key, value in zip(values[::2], values[1::2], strict=False):
        _name(seen, key, value)


def _name(seen: Pickle, key: Value, value: Value) -> None:
    if isinstance(key, str) and isinstance(value, Made):
        seen.tensors[key] = value


def _persistent(seen: Pickle, _: bytes) -> None:
    found = stored(_pop(seen))
    if isinstance(found, Storage):
        seen.storages[found.key] = found
    seen.stack.append(found)


def _memoize(seen: Pickle, _: bytes) -> None:
    _put(seen, len(seen.memo))


def _put_number(seen: Pickle, argument: bytes) -> None:
    _put(seen, int.from_bytes(argument, "little"))


def _put_digits(seen: Pickle, argument: bytes) -> None:
    _put(seen, _index(argument))


def _put(seen: Pickle, index: int) -> None:
    if not seen.stack:
        raise BrokenError("keeps a value of an empty stack")
    seen.memo[index] = seen.stack[-1]


def _get_number(seen: Pickle, argument: bytes) -> None:
    _get(seen, int.from_bytes(argument, "little"))


def _get_digits(seen: Pickle, argument: bytes) -> None:
    _get(seen, _index(argument))


def _get(seen: Pickle, index: int) -> None:
    if index not in seen.memo:
        raise BrokenError("asks for a value that was not kept")
    seen.stack.append(seen.memo[index])


def _index(argument: bytes) -> int:
    if not argument.isdigit() or len(argument) > 18:  # noqa: PLR2004 - far more than there can be
        raise BrokenError("has an index that is no number")
    return int(argument)


def _nothing(_: Pickle, __: bytes) -> None:
    pass


STEPS: Mapping[int, Step] = {
    **dict.fromkeys(b"NFG\x88\x89]}\x8fBC\x8e\x96\x97P", _push(OPAQUE)),
    **dict.fromkeys(b"TUX\x8c\x8d", _text),
    **dict.fromkeys(b"SV", _quoted),
    **dict.fromkeys(b"KMJ\x8a\x8b", _number),
    **dict.fromkeys(b"IL", _digits),
    **dict.fromkeys(b"ld\x91o", _object),
    **dict.fromkeys(b"\x901", _close),
    **dict.fromkeys(b"\x82\x83\x84", _extension),
    **dict.fromkeys(b"qr", _put_number),
    **dict.fromkeys(b"hj", _get_number),
    **dict.fromkeys(b"\x80\x95\x98", _nothing),
    **dict.fromkeys(b"ab", _drop(1)),
    ord("("): _push(MARK),
    ord(")"): _push(()),
    ord("0"): _pop_any,
    ord("2"): _duplicate,
    ord("c"): _named_global,
    ord("i"): _instance,
    0x93: _stack_global,
    ord("t"): _tuple,
    0x85: _tuple_of(1),
    0x86: _tuple_of(2),
    0x87: _tuple_of(3),
    ord("R"): _reduce,
    0x81: _replace(2),
    0x92: _replace(3),
    ord("s"): _item,
    ord("u"): _items,
    ord("e"): _items,  # Python 2 wrote an ordered dictionary as a list of pairs
    ord("Q"): _persistent,
    0x94: _memoize,
    ord("p"): _put_digits,
    ord("g"): _get_digits,
}
"""Every opcode but STOP; PERSID of protocol 0, which names no storage, is not followed."""
