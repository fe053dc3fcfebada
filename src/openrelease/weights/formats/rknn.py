"""Models compiled for the NPUs of Rockchip; the header is not read."""

from openrelease.weights.signature_tests import all_of, is_binary, starts_with
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="rknn",
    title="RKNN",
    serialisation="unknown",
    specification="https://github.com/airockchip/rknn-toolkit2",
    names=(FileNames(suffixes=(".rknn",)),),
    signatures=(Signature(test=all_of(starts_with(b"RKNN"), is_binary)),),
    manual=__doc__,
)
