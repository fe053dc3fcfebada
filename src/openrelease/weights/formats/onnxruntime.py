"""Models that ONNX Runtime has optimized for itself; the header is not read."""

from openrelease.weights.signature_tests import starts_with
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="onnxruntime",
    title="ONNX Runtime",
    serialisation="safe",
    specification="https://onnxruntime.ai/docs/performance/model-optimizations/ort-format-models.html",
    names=(FileNames(suffixes=(".ort",)),),
    signatures=(Signature(test=starts_with(b"ORTM", at=4)),),
    manual=__doc__,
)
