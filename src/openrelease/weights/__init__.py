"""What a weight file is and holds, told from its first bytes and its header; tensors are never read."""

from __future__ import annotations

from openrelease.weights.header import Header, Reference, Tensor
from openrelease.weights.names import has_model_word, may_be_weights, recognize_by_name
from openrelease.weights.pickle_values import find_unusual_imports
from openrelease.weights.read_header import read_header
from openrelease.weights.recognize_format import recognize_format
from openrelease.weights.recognized_format import Recognition
from openrelease.weights.source import MAX_READS, Source, source_from_bytes

__all__ = [
    "MAX_READS",
    "Header",
    "Recognition",
    "Reference",
    "Source",
    "Tensor",
    "find_unusual_imports",
    "has_model_word",
    "may_be_weights",
    "read_header",
    "recognize_by_name",
    "recognize_format",
    "source_from_bytes",
]
