"""Weight files that are made to cost a reader much: depth, loops, counts that nothing bounds, bombs."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping

from support.flat_buffers import tflite
from support.hdf5_files import older
from support.weight_files import field, gguf, zipped


def _bomb(count: int) -> bytes:
    """A pickle in which the key of a storage is a tuple of twice the same tuple, and so on."""
    nested = b"X\x01\0\0\0a" + b"2\x86" * count
    return b"\x80\x02(X\x07\0\0\0storagectorch\nFloatStorage\n" + nested + b"X\x03\0\0\0cpuK\1tQ."


def _of_gguf(value: bytes) -> bytes:
    """A file with one pair, whose value these bytes are."""
    return b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 1) + b"a" + value


def _bombed() -> bytes:
    members = {"metadata.json": b"{}", "config.json": bytes(90_000_000), "model.weights.h5": b""}
    return zipped(members, zipfile.ZIP_DEFLATED)


def _deep() -> bytes:
    return struct.pack("<Q", 400_006) + b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}"


def _looped(order: bytes) -> bytes:
    """Groups of HDF5 whose node points at itself, or lists one object 9,000 times."""
    data = bytearray(older({f"w{n}": (1,) for n in range(9_000)}))
    tree = data.index(b"TREE")
    if order == b"tree":
        data[tree + 5] = 1
        data[tree + 32 : tree + 40] = struct.pack("<Q", tree)
    node = data.index(b"SNOD") + 8
    first = data[node : node + 40]
    data[node : node + 40 * 9_000] = first * 9_000
    return bytes(data)


def _endless_tar() -> bytes:
    return (b"a" * 257 + b"ustar").ljust(512, b"\0") * 10_000


def _pipelines(depth: int) -> bytes:
    """A model in a pipeline in a pipeline, and so on."""
    model = field(1, 6)
    for _ in range(depth):
        model = field(1, 6) + field(202, field(1, model))
    return model


GIANTS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "a header of 99 MB": ("safetensors", lambda: struct.pack("<Q", 99_000_000) + b"{" + bytes(99_000_000)),
    "a list 200,000 deep": ("safetensors", _deep),
    "200 kB of zeros as pairs": ("gguf", lambda: b"GGUF" + struct.pack("<IQQ", 3, 0, 2**62) + bytes(200_000)),
    "a value of 20 MB": ("gguf", lambda: _of_gguf(struct.pack("<IIQ", 9, 0, 20_000_000) + bytes(20_000_000))),
    "arrays in arrays": ("gguf", lambda: _of_gguf(b"\x09\0\0\0" + struct.pack("<IQ", 9, 1) * 100_000)),
    "3 million empty strings": ("gguf", lambda: gguf([("a", [""] * 3_000_000)])),
    "90,000 tensors": ("gguf", lambda: gguf(tensors={f"t{n}": (1,) for n in range(90_000)})),
    "6 million fields": ("onnx", lambda: b"\x08\x0a" * 6_000_000),
    "graphs in graphs": ("onnx", lambda: b"\x08\x0a" + b"\x3a\x10" * 100_000),
    "70,000 members": ("pytorch-zip", lambda: zipped({f"a/{n}": b"" for n in range(70_000)})),
    "a bomb": ("keras", _bombed),
    "8 MB of opcodes": ("pickle", lambda: b"\x80\x02" + b"N0" * 4_000_000 + b"."),
    "8 MB of lines": ("pickle", lambda: b"\x80\x02" + b"I1\n" * 2_600_000 + b"."),
    "no end of a line": ("pickle", lambda: b"\x80\x02" + b"c" + b"a" * 8_000_000),
    "tuples in tuples": ("pickle", lambda: _bomb(200_000)),
    "marks": ("pickle", lambda: b"\x80\x02" + b"(" * 400_000 + b"1" * 400_000 + b"."),
    "maps in maps": ("flax", lambda: b"\x81\xa1a" * 300_000),
    "a million arrays": ("flax", lambda: b"\xdd\0\x0f\x42\x40" + b"\x90" * 1_000_000),
    "90 MB of zeros": ("npz", lambda: zipped({"w.npy": bytes(90_000_000)}, zipfile.ZIP_DEFLATED)),
    "a tree in itself": ("hdf5", lambda: _looped(b"tree")),
    "one object 9,000 times": ("hdf5", lambda: _looped(b"")),
    "21,000 datasets": ("hdf5", lambda: older({f"w{n}": (1,) for n in range(21_000)})),
    "60,000 buffers": ("tflite", lambda: tflite({f"w{n}": (1,) for n in range(60_000)})),
    "models in pipelines": ("coreml", lambda: _pipelines(40)),
    "a million layers": ("coreml", lambda: field(1, 6) + field(500, b"\x0a\x03\x8a\x06\0" * 1_000_000)),
    "30 MB of constants": ("openvino", lambda: b'<net name="n" version="11">' + b"<data a=" * 3_900_000),
    "members without end": ("nemo", _endless_tar),
}
"""Their formats, and how they are made."""

SOUND_BUT_LARGE = frozenset(
    {
        *("90,000 tensors", "one object 9,000 times"),
        *("21,000 datasets", "a million layers"),
    }
)
"""Those in which nothing is wrong; of some no more than the structure is read."""

SUFFIXES = {"coreml": "mlmodel", "openvino": "xml"}
"""Of formats that are told by their names."""
