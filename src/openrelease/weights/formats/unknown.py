"""Files named for weights whose format is unknown: `.bin` is the suffix of several formats."""

from __future__ import annotations

from openrelease.weights.weight_format import FileNames, WeightFormat

FORMAT = WeightFormat(
    id="unknown",
    title="unknown format",
    serialisation="unknown",
    specification="",
    names=(FileNames(suffixes=(".bin", ".bin.gz"), certainty="likely"),),
    manual=__doc__,
)
