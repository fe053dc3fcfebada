"""Graphs of ncnn, whose weights are the `.bin` file of the same name; the graph is not read."""

from openrelease.weights.signature_tests import starts_with
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="ncnn",
    title="ncnn",
    serialisation="safe",
    specification="https://github.com/Tencent/ncnn/wiki/param-and-model-file-structure",
    names=(FileNames(suffixes=(".param",), data_suffix=".bin"),),
    signatures=(Signature(test=starts_with(b"7767517\n", b"7767517\r\n"), named=True),),
    manual=__doc__,
)
