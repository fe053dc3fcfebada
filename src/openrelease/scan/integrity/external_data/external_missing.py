"""Weight files of any other format whose data files are missing."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.external_data.data_references import ADD_DATA, check_data_files
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="external-missing",
    severity=Severity.ERROR,
    title="a data file of the weights is missing",
    manual=(
        "A weight file refers to another one that has its data. Formats such as ONNX have a rule of their own; this "
        "one is for every other format whose reader finds such references."
    ),
    why="The weights are incomplete without the data.",
    remedy=ADD_DATA,
    example=Example(
        files={"model.bin": "a weight file with its data in model.data"},
        mended={"model.data": "the data"},
    ),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for the data files of formats that name no rule of their own."""
    return check_data_files(release, RULE, "")
