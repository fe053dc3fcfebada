"""Read and write safetensors files of 32-bit floats with the standard library only.

A file is the length of its header (8 bytes, little-endian), the header (JSON, padded with spaces to a
multiple of 8 bytes), then the values. Format: https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

Matrix = Sequence[Sequence[float]]


def write(path: Path, name: str, matrix: Matrix, metadata: Mapping[str, str]) -> None:
    """Write one matrix; the same matrix and metadata give the same bytes on every machine."""
    rows, columns = len(matrix), len(matrix[0])
    tensor = {"dtype": "F32", "shape": [rows, columns], "data_offsets": [0, 4 * rows * columns]}
    header = json.dumps({"__metadata__": dict(metadata), name: tensor}, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    values = [value for row in matrix for value in row]
    path.write_bytes(struct.pack("<Q", len(header)) + header + struct.pack(f"<{len(values)}f", *values))


def read(path: Path, name: str) -> list[list[float]]:
    """Read the matrix `name`."""
    content = path.read_bytes()
    (length,) = struct.unpack_from("<Q", content)
    tensor = json.loads(content[8 : 8 + length])[name]
    rows, columns = tensor["shape"]
    start = 8 + length + tensor["data_offsets"][0]
    values = struct.unpack_from(f"<{rows * columns}f", content, start)
    return [list(values[row * columns : (row + 1) * columns]) for row in range(rows)]
