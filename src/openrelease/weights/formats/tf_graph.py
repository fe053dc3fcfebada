"""Frozen graphs of TensorFlow: programs with their weights as constants; the graph is not read."""

from openrelease.weights.signature_tests import head_matches
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

# A GraphDef begins with a node, and a node with its name and its operation.
_FIRST_NODE = head_matches(rb"\A\x0a[\x01-\xff][\0-\xff]{0,3}?\x0a[\x01-\x7f][\w./:-]{1,120}\x12[\x03-\x20][A-Z]\w+")

FORMAT = WeightFormat(
    id="tf-graph",
    title="TensorFlow graph",
    serialisation="executable",
    specification="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/graph.proto",
    names=(FileNames(suffixes=(".pb",)),),
    signatures=(Signature(test=_FIRST_NODE, named=True),),
    manual=__doc__,
)
