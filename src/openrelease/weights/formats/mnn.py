"""Models of Alibaba's MNN, recognized by their name: the format has no magic number."""

from __future__ import annotations

from openrelease.weights.weight_format import FileNames, WeightFormat

FORMAT = WeightFormat(
    id="mnn",
    title="MNN",
    serialisation="safe",
    specification="https://github.com/alibaba/MNN/tree/master/schema",
    names=(FileNames(suffixes=(".mnn",), certainty="certain", raw=True),),
    manual=__doc__,
)
