"""Core ML packages whose weights are missing."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.external_data.data_references import ADD_DATA, check_data_files
from openrelease.scan.integrity.weight_release import WeightRelease

_FOLDER = "tiny.mlpackage/Data/com.apple.CoreML"

RULE = Rule(
    id="coreml-weights-missing",
    severity=Severity.ERROR,
    title="the weights of a Core ML package are missing",
    manual=(
        "The model of an ML package (.mlpackage) names the files that hold its constants, usually "
        "weights/weight.bin. They have to be there; one that is too small is reported as coreml-truncated."
    ),
    why="The package cannot be compiled or loaded without them.",
    remedy=ADD_DATA,
    example=Example(
        files={f"{_FOLDER}/model.mlmodel": "a Core ML model with its data in weights/weight.bin"},
        mended={f"{_FOLDER}/weights/weight.bin": "a file of 144 bytes"},
    ),
    sources=("https://apple.github.io/coremltools/mlmodel/Format/MIL.html",),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for the data files of Core ML models."""
    return check_data_files(release, RULE, RULE.id)
