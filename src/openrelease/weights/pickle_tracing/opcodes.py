"""Recognition of pickles by their opcodes; nothing is unpickled.

https://peps.python.org/pep-0574/ and, for every opcode and its argument,
https://github.com/python/cpython/blob/main/Lib/pickletools.py
"""

from collections.abc import Iterator

from openrelease.weights.file_sample import Sample

_PROTOCOLS = tuple(bytes((0x80, protocol)) for protocol in (2, 3, 4, 5))
_STOP = ord(".")
_GLOBAL = ord("c")  # two lines of text follow
_MIN_OPCODES = 8  # token data may begin with the same two bytes, but soon has a byte that is no opcode

# Bytes of the argument. The text opcodes of protocol 0 are left out: no later protocol writes them.
FIXED_ARGUMENTS = {
    **dict.fromkeys(b"(.012NRb)]}aelostudQ\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x92\x93\x94\x97\x98", 0),
    **dict.fromkeys(b"Khq\x80\x82", 1),
    **dict.fromkeys(b"M\x83", 2),
    **dict.fromkeys(b"Jjr\x84", 4),
    **dict.fromkeys(b"G\x95", 8),
}
# Bytes of the length that comes before the argument.
COUNTED_ARGUMENTS = {
    **dict.fromkeys(b"UC\x8a\x8c", 1),
    **dict.fromkeys(b"TXB\x8b", 4),
    **dict.fromkeys(b"\x8d\x8e\x96", 8),
}


def is_pickle(sample: Sample) -> bool:
    """Return whether the head is a pickle of protocol 2 to 5: opcodes up to STOP, or up to the end of the head.

    Protocols 0 and 1 have no signature and are not recognized.
    """
    if not sample.head.startswith(_PROTOCOLS):
        return False
    opcodes = tuple(_iterate_opcodes(sample.head))
    start, end = opcodes[-1]
    stops = sample.head[start] == _STOP
    return (stops and end == sample.size) or (len(opcodes) >= _MIN_OPCODES and (stops or end >= len(sample.head)))


def _iterate_opcodes(head: bytes) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each opcode with its argument, up to STOP, the end of the head, or an unknown byte."""
    at = 0
    while at < len(head) and (end := _find_opcode_end(head, at)):
        yield at, end
        if head[at] == _STOP:
            return
        at = end


def _find_opcode_end(head: bytes, at: int) -> int:
    """Return where the opcode at `at` ends, which may be beyond the head; 0 if it is unknown."""
    code, after = head[at], at + 1
    if code == _GLOBAL:
        line = head.find(b"\n", after)
        return (head.find(b"\n", line + 1) + 1 or len(head) + 1) if line >= 0 else len(head) + 1
    if (width := COUNTED_ARGUMENTS.get(code)) is not None:
        return after + width + int.from_bytes(head[after : after + width], "little")
    return after + FIXED_ARGUMENTS[code] if code in FIXED_ARGUMENTS else 0
