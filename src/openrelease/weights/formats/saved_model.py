"""SavedModels of TensorFlow: the graph, a program whose variables are files beside it."""

import re

from openrelease.weights.decoding.cursor import Cursor
from openrelease.weights.decoding.protobuf import read_fields
from openrelease.weights.header import Header, Reference
from openrelease.weights.signature_tests import head_matches
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_WINDOW_BYTES = 1_048_576  # searched for variables at once
_MAX_WINDOWS = 32
_VARIABLES = re.compile(rb"VarHandleOp|VariableV2")


def read_saved_model(source: Source) -> Header:
    """Check that every field is in the file; a graph with variables refers to those beside it."""
    for _ in read_fields(Cursor(source), 0, source.size):
        pass
    at, variables = 0, False
    while at < min(source.size, _MAX_WINDOWS * _WINDOW_BYTES) and not variables:
        variables = _VARIABLES.search(source.read(at, _WINDOW_BYTES)) is not None
        at += _WINDOW_BYTES - 16  # a word may be across the border
    needed = (Reference(path="variables/variables.index"),) if variables else ()
    return Header(format="saved-model", references=needed, executable=True)


FORMAT = WeightFormat(
    id="saved-model",
    title="TensorFlow SavedModel",
    serialisation="executable",
    names=(FileNames(pattern=r"(?:^|/)saved_model\.pb$", examples=("saved_model.pb",), certainty="certain"),),
    signatures=(Signature(test=head_matches(rb"\A\x08\x01\x12"), named=True),),
    reader=read_saved_model,
    rule_prefix="saved-model",
    external_data_rule="tf-variables-missing",
    specification="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/saved_model.proto",
    manual=__doc__,
)
