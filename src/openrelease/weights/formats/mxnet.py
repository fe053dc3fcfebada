"""Parameters of Apache MXNet; the header is not read."""

from openrelease.weights.signature_tests import starts_with
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="mxnet",
    title="MXNet",
    serialisation="safe",
    specification="https://github.com/apache/mxnet/blob/master/src/ndarray/ndarray.cc",
    names=(FileNames(suffixes=(".params",)),),
    signatures=(Signature(test=starts_with(b"\x12\x01\0\0\0\0\0\0"), named=True),),
    manual=__doc__,
)
