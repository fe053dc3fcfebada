"""The first bytes of a pickle -> is it one; opcodes are listed, and nothing is ever unpickled.

https://docs.python.org/3/library/pickletools.html
"""

from __future__ import annotations

import io
import pickletools

from openrelease.untrusted.plain import FOREIGN
from openrelease.weights.sample import Sample

_PROTOCOLS = tuple(bytes((0x80, protocol)) for protocol in (2, 3, 4, 5))
_ENOUGH = 8  # opcodes in a row: token data may begin with the same two bytes, but soon leaves the language


def is_pickle(sample: Sample) -> bool:
    """Whether the head is a pickle of protocol 2 to 5: opcodes to its STOP, or to the end of the head.

    The text of protocols 0 and 1 has no signature; it is not recognised.
    """
    if not sample.head.startswith(_PROTOCOLS):
        return False
    stream, count, name = io.BytesIO(sample.head), 0, ""
    try:
        for opcode, _, _ in pickletools.genops(stream):
            count, name = count + 1, opcode.name
    except FOREIGN:
        return count >= _ENOUGH and stream.tell() == len(sample.head)
    return name == "STOP"
