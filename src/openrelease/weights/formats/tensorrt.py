"""Engines of TensorRT: programs compiled for one kind of GPU; the header is not read."""

from openrelease.weights.signature_tests import all_of, is_binary, starts_with
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="tensorrt",
    title="TensorRT",
    serialisation="executable",
    specification="https://docs.nvidia.com/deeplearning/tensorrt/latest/",
    names=(FileNames(suffixes=(".engine", ".plan", ".trt")),),
    signatures=(Signature(test=all_of(starts_with(b"ftrt", b"ptrt"), is_binary)),),
    manual=__doc__,
)
