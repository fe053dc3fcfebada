"""What a weight file is and holds, told from its first bytes and its header; tensors are never read."""

from __future__ import annotations

from openrelease.weights.header import Header, Reference, Tensor
from openrelease.weights.names import by_name, speaks_of_weights, weight_like
from openrelease.weights.pickle_values import beyond_tensors
from openrelease.weights.read_header import read_header
from openrelease.weights.recognize_format import recognize_format
from openrelease.weights.recognized_format import Recognition
from openrelease.weights.source import MOST_READS, Source, source_of

__all__ = [
    "MOST_READS",
    "Header",
    "Recognition",
    "Reference",
    "Source",
    "Tensor",
    "beyond_tensors",
    "by_name",
    "read_header",
    "recognize_format",
    "source_of",
    "speaks_of_weights",
    "weight_like",
]
