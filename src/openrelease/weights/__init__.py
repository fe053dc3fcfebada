"""What a weight file is and holds, by its name, its first bytes and its header; tensors are never read."""

from openrelease.weights.file_sample import SAMPLE_BYTES
from openrelease.weights.format_table import find_format, list_suffixes, load_formats, suffix_pattern
from openrelease.weights.header import Header, Reference, Tensor
from openrelease.weights.model_words import has_model_word
from openrelease.weights.pickle_tracing.pickle_values import find_unusual_imports
from openrelease.weights.read_header import read_header
from openrelease.weights.recognize_format import recognize_format
from openrelease.weights.recognize_name import (
    find_exclusive_format,
    list_graph_suffixes,
    list_required_graphs,
    may_be_text,
    may_be_weights,
    name_pattern,
    recognize_by_name,
)
from openrelease.weights.recognized_format import UNKNOWN_FORMAT, Recognition
from openrelease.weights.source import MAX_READS, Source, source_from_bytes
from openrelease.weights.weight_format import FileNames, WeightFormat

__all__ = [
    "MAX_READS",
    "SAMPLE_BYTES",
    "UNKNOWN_FORMAT",
    "FileNames",
    "Header",
    "Recognition",
    "Reference",
    "Source",
    "Tensor",
    "WeightFormat",
    "find_exclusive_format",
    "find_format",
    "find_unusual_imports",
    "has_model_word",
    "list_graph_suffixes",
    "list_required_graphs",
    "list_suffixes",
    "load_formats",
    "may_be_text",
    "may_be_weights",
    "name_pattern",
    "read_header",
    "recognize_by_name",
    "recognize_format",
    "source_from_bytes",
    "suffix_pattern",
]
