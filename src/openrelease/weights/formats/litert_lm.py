"""Language models packed for LiteRT-LM; the header is not read."""

from openrelease.weights.signature_tests import starts_with
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="litert-lm",
    title="LiteRT-LM",
    serialisation="safe",
    specification="https://github.com/google-ai-edge/LiteRT-LM",
    names=(FileNames(suffixes=(".litertlm",)),),
    signatures=(Signature(test=starts_with(b"LITERTLM")),),
    manual=__doc__,
)
