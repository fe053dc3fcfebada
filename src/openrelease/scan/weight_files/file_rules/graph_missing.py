"""Raw data of weights without the file that says what it means."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.file_content import FileContent
from openrelease.weights import list_required_graphs

RULE = Rule(
    id="graph-missing",
    severity=Severity.ERROR,
    title="the graph that describes a data file is missing",
    manual=(
        "Data files without a header (of ONNX, TensorFlow, TensorFlow.js, OpenVINO and Core ML) are taken for weights "
        "only where the file that describes them is in their folder, or at most two above."
    ),
    why="Nobody can tell where a tensor begins in such a file, and any bytes could be in it.",
    remedy="Add the graph that the data was saved with, or remove the file.",
    example=Example(
        files={"openvino_model.bin": "a file of 4096 bytes"},
        mended={"openvino_model.bin": None, "model.safetensors": "a safetensors file with w [8, 4]"},
    ),
)


def check_file(file: FileContent) -> Iterator[Fault]:
    """Report a data file that nothing describes."""
    if file.undescribed:
        graphs = " or ".join(list_required_graphs(file.path))
        yield RULE.make_finding(file.path, f"is data of a graph ({graphs}), and there is none beside it")
