"""OpenVINO graphs whose weights are missing."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.external_data.data_references import ADD_DATA, check_data_files
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="openvino-weights-missing",
    severity=Severity.ERROR,
    title="the weights of an OpenVINO graph are missing",
    manual=(
        "A graph such as openvino_model.xml needs the file of the same name with the suffix .bin beside it. "
        "One that is too small is reported as openvino-truncated."
    ),
    why="The graph describes the operations; its constants, the weights, are in the other file.",
    remedy=ADD_DATA,
    example=Example(
        files={"openvino_model.xml": "an OpenVINO graph"},
        mended={"openvino_model.bin": "a file of 32 bytes"},
    ),
    sources=("https://docs.openvino.ai/2025/documentation/openvino-ir-format/operation-sets.html",),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for the weights of OpenVINO graphs."""
    return check_data_files(release, RULE, RULE.id)
