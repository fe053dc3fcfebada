"""Files named for weights whose format is unknown: `.bin` is the suffix of several formats."""

from openrelease.weights.recognized_format import UNKNOWN_FORMAT
from openrelease.weights.weight_format import FileNames, WeightFormat

FORMAT = WeightFormat(
    id=UNKNOWN_FORMAT.format,
    title="unknown format",
    serialisation=UNKNOWN_FORMAT.serialisation,
    specification="",
    names=(FileNames(suffixes=(".bin", ".bin.gz"), certainty="likely"),),
    manual=__doc__,
)
