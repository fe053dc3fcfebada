"""Weights of Darknet (YOLO up to version 4); the header has no tensors and is not read."""

from openrelease.weights.signature_tests import head_matches
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_VERSION = head_matches(rb"\A[\0-\x02]\0{3}[\0-\x09]\0{3}")  # major and minor

FORMAT = WeightFormat(
    id="darknet",
    title="Darknet",
    serialisation="safe",
    specification="https://github.com/AlexeyAB/darknet/blob/master/src/parser.c",
    names=(FileNames(suffixes=(".weights",), text_too=True),),
    signatures=(Signature(test=_VERSION, named=True, confident=False),),
    manual=__doc__,
)
