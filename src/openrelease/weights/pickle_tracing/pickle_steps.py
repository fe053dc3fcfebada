"""What each opcode does to the stack, for names, numbers and tuples; nothing is called.

https://github.com/python/cpython/blob/main/Lib/pickletools.py has every opcode.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from openrelease.weights.pickle_tracing.pickle_state import MAX_TEXT_BYTES, BrokenPickleError, PickleState
from openrelease.weights.pickle_tracing.pickle_values import (
    MARK,
    OPAQUE,
    Global,
    Storage,
    TensorView,
    Value,
    rebuild_tensor,
    resolve_storage,
)

_MAX_NUMBER_BYTES = 8  # bytes

Step: TypeAlias = Callable[[PickleState, bytes], None]


def _push_value(value: Value) -> Step:
    return lambda seen, _: seen.stack.append(value)


def _pop_value(seen: PickleState) -> Value:
    if not seen.stack or seen.stack[-1] is MARK:
        raise BrokenPickleError("pops from an empty stack")
    return seen.stack.pop()


def _pop_to_mark(seen: PickleState) -> tuple[Value, ...]:
    stack = seen.stack
    for position in range(len(stack) - 1, -1, -1):
        if stack[position] is MARK:
            items = tuple(stack[position + 1 :])
            del stack[position:]
            return items
    raise BrokenPickleError("has no mark to pop to")


def _push_text(seen: PickleState, argument: bytes) -> None:
    seen.stack.append(OPAQUE if len(argument) > MAX_TEXT_BYTES else argument.decode("utf-8", "replace"))


def _push_quoted(seen: PickleState, argument: bytes) -> None:
    seen.stack.append(argument.decode("latin-1").strip("'\""))


def _push_number(seen: PickleState, argument: bytes) -> None:
    small = len(argument) <= _MAX_NUMBER_BYTES
    seen.stack.append(int.from_bytes(argument, "little", signed=len(argument) > 2) if small else OPAQUE)  # noqa: PLR2004 - one and two bytes have no sign


def _push_digits(seen: PickleState, argument: bytes) -> None:
    digits = argument.removesuffix(b"L")
    seen.stack.append(int(digits) if digits.isdigit() and len(digits) < 20 else OPAQUE)  # noqa: PLR2004 - 2^63 has 19 digits


def _record_global(seen: PickleState, module: str, name: str) -> Global:
    found = Global(module=module, name=name)
    seen.imports[str(found)] = None
    return found


def _push_global(seen: PickleState, argument: bytes) -> None:
    module, _, name = argument.decode("utf-8", "replace").partition("\n")
    seen.stack.append(_record_global(seen, module, name))


def _push_instance(seen: PickleState, argument: bytes) -> None:
    _pop_to_mark(seen)
    _push_global(seen, argument)
    seen.stack[-1] = OPAQUE


def _push_stack_global(seen: PickleState, _: bytes) -> None:
    name, module = _pop_value(seen), _pop_value(seen)
    known = isinstance(name, str) and isinstance(module, str)
    seen.stack.append(_record_global(seen, str(module), str(name)) if known else _record_global(seen, "?", "?"))


def _push_extension(seen: PickleState, argument: bytes) -> None:
    seen.stack.append(_record_global(seen, "copyreg extension", str(int.from_bytes(argument, "little"))))


def _push_object(seen: PickleState, _: bytes) -> None:
    _pop_to_mark(seen)
    seen.stack.append(OPAQUE)


def _push_tuple(seen: PickleState, _: bytes) -> None:
    seen.stack.append(_pop_to_mark(seen))


def _push_tuple_of(count: int) -> Step:
    def step(seen: PickleState, _: bytes) -> None:
        items = tuple(_pop_value(seen) for _ in range(count))
        seen.stack.append(items[::-1])

    return step


def _drop_values(count: int) -> Step:
    """Pop `count` values."""

    def step(seen: PickleState, _: bytes) -> None:
        for _unused in range(count):
            _pop_value(seen)

    return step


def _replace_values(count: int) -> Step:
    """Replace `count` values by one that is not traced."""

    def step(seen: PickleState, _: bytes) -> None:
        for _unused in range(count):
            _pop_value(seen)
        seen.stack.append(OPAQUE)

    return step


def _pop_value_or_mark(seen: PickleState, _: bytes) -> None:
    if not seen.stack:
        raise BrokenPickleError("pops from an empty stack")
    seen.stack.pop()


def _discard_to_mark(seen: PickleState, _: bytes) -> None:
    _pop_to_mark(seen)


def _duplicate_top(seen: PickleState, _: bytes) -> None:
    value = _pop_value(seen)
    seen.stack += [value, value]


def _apply_reduce(seen: PickleState, _: bytes) -> None:
    arguments, function = _pop_value(seen), _pop_value(seen)
    _record_call(seen, function, arguments)
    seen.stack.append(rebuild_tensor(function, arguments))


def _make_object(seen: PickleState, _: bytes) -> None:
    """Make an object of a class; a function cannot be used like this, whatever its name."""
    arguments, class_ = _pop_value(seen), _pop_value(seen)
    if isinstance(class_, Global) and class_.name[:1].isupper():
        _record_call(seen, class_, arguments)
    seen.stack.append(OPAQUE)


def _record_call(seen: PickleState, function: Value, arguments: Value) -> None:
    """Record what is called; older pickles give the class to a function that makes an object of it."""
    first = arguments[0] if isinstance(arguments, tuple) and arguments else None
    seen.called |= {str(each) for each in (function, first) if isinstance(each, Global)}


def _set_item(seen: PickleState, _: bytes) -> None:
    value, key = _pop_value(seen), _pop_value(seen)
    _record_tensor(seen, key, value)


def _set_items(seen: PickleState, _: bytes) -> None:
    values = _pop_to_mark(seen)
    for key, value in zip(values[::2], values[1::2], strict=False):
        _record_tensor(seen, key, value)


def _record_tensor(seen: PickleState, key: Value, value: Value) -> None:
    if isinstance(key, str) and isinstance(value, TensorView):
        seen.tensors[key] = value


def _push_storage(seen: PickleState, _: bytes) -> None:
    found = resolve_storage(_pop_value(seen))
    if isinstance(found, Storage):
        seen.storages[found.key] = found
    seen.stack.append(found)


def _memoize_top(seen: PickleState, _: bytes) -> None:
    _put_memo(seen, len(seen.memo))


def _put_by_number(seen: PickleState, argument: bytes) -> None:
    _put_memo(seen, int.from_bytes(argument, "little"))


def _put_by_digits(seen: PickleState, argument: bytes) -> None:
    _put_memo(seen, _parse_memo_index(argument))


def _put_memo(seen: PickleState, index: int) -> None:
    if not seen.stack:
        raise BrokenPickleError("memoizes the top of an empty stack")
    seen.memo[index] = seen.stack[-1]


def _get_by_number(seen: PickleState, argument: bytes) -> None:
    _push_memo(seen, int.from_bytes(argument, "little"))


def _get_by_digits(seen: PickleState, argument: bytes) -> None:
    _push_memo(seen, _parse_memo_index(argument))


def _push_memo(seen: PickleState, index: int) -> None:
    if index not in seen.memo:
        raise BrokenPickleError("gets a value that was not memoized")
    seen.stack.append(seen.memo[index])


def _parse_memo_index(argument: bytes) -> int:
    if not argument.isdigit() or len(argument) > 18:  # noqa: PLR2004 - far more than there can be
        raise BrokenPickleError("has a memo index that is not a number")
    return int(argument)


def _do_nothing(_: PickleState, __: bytes) -> None:
    pass


STEPS: Mapping[int, Step] = {
    **dict.fromkeys(b"NFG\x88\x89]}\x8fBC\x8e\x96\x97P", _push_value(OPAQUE)),
    **dict.fromkeys(b"TUX\x8c\x8d", _push_text),
    **dict.fromkeys(b"SV", _push_quoted),
    **dict.fromkeys(b"KMJ\x8a\x8b", _push_number),
    **dict.fromkeys(b"IL", _push_digits),
    **dict.fromkeys(b"ld\x91o", _push_object),
    **dict.fromkeys(b"\x901", _discard_to_mark),
    **dict.fromkeys(b"\x82\x83\x84", _push_extension),
    **dict.fromkeys(b"qr", _put_by_number),
    **dict.fromkeys(b"hj", _get_by_number),
    **dict.fromkeys(b"\x80\x95\x98", _do_nothing),
    **dict.fromkeys(b"ab", _drop_values(1)),
    ord("("): _push_value(MARK),
    ord(")"): _push_value(()),
    ord("0"): _pop_value_or_mark,
    ord("2"): _duplicate_top,
    ord("c"): _push_global,
    ord("i"): _push_instance,
    0x93: _push_stack_global,
    ord("t"): _push_tuple,
    0x85: _push_tuple_of(1),
    0x86: _push_tuple_of(2),
    0x87: _push_tuple_of(3),
    ord("R"): _apply_reduce,
    0x81: _make_object,
    0x92: _replace_values(3),
    ord("s"): _set_item,
    ord("u"): _set_items,
    ord("e"): _set_items,  # Python 2 wrote an ordered dictionary as a list of pairs
    ord("Q"): _push_storage,
    0x94: _memoize_top,
    ord("p"): _put_by_digits,
    ord("g"): _get_by_digits,
}
"""Every opcode but STOP; PERSID of protocol 0, which names no storage, is not traced."""
