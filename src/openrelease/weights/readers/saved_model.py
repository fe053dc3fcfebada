"""Source -> Header: the graph of a SavedModel, a protobuf message; its variables lie beside it.

https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/saved_model.proto
"""

from __future__ import annotations

import re

from openrelease.weights.cursor import Cursor
from openrelease.weights.header import Header, Reference
from openrelease.weights.protobuf import read_fields
from openrelease.weights.source import Source

PREFIX = "saved-model"
_WINDOW_BYTES = 1_048_576  # bytes that are looked through for variables at once
_MAX_WINDOWS = 32
_VARIABLES = re.compile(rb"VarHandleOp|VariableV2")


def read(source: Source) -> Header:
    """See whether every field lies in the file; a graph that names variables needs them beside it."""
    for _ in read_fields(Cursor(source), 0, source.size):
        pass
    at, variables = 0, False
    while at < min(source.size, _MAX_WINDOWS * _WINDOW_BYTES) and not variables:
        variables = _VARIABLES.search(source.read(at, _WINDOW_BYTES)) is not None
        at += _WINDOW_BYTES - 16  # a word may lie on the border
    needed = (Reference(path="variables/variables.index"),) if variables else ()
    return Header(format="saved-model", references=needed, executable=True)
