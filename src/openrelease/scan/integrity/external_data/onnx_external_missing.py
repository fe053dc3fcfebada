"""ONNX models whose external data is missing."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.external_data.data_references import ADD_DATA, check_data_files
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="onnx-external-missing",
    severity=Severity.ERROR,
    title="the external data of an ONNX model is missing",
    manual=(
        "A tensor of an ONNX model may keep its data in another file, by a location that is relative to the "
        "model. The file has to be in the repository; one that is too small is reported as onnx-truncated."
    ),
    why="ONNX Runtime cannot load the model without the data.",
    remedy=ADD_DATA,
    example=Example(
        files={"model.onnx": "an ONNX model with its data in model.onnx.data"},
        mended={"model.onnx.data": "a file of 256 bytes"},
    ),
    sources=("https://github.com/onnx/onnx/blob/main/docs/ExternalData.md",),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for the data files of ONNX models."""
    return check_data_files(release, RULE, RULE.id)
