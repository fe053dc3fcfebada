"""Release -> faults: files that hold the data of another (ONNX, TensorFlow, OpenVINO) and are not there.

https://github.com/onnx/onnx/blob/main/docs/ExternalData.md, https://www.tensorflow.org/guide/saved_model
"""

from __future__ import annotations

from collections.abc import Iterator

from openrelease.errors import UnreadableError
from openrelease.model import Fault, Pointer, Severity
from openrelease.repository import parse_pointer
from openrelease.scan.integrity.weight_release import WeightRelease, make_fault, resolve_inside
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.weights import Reference

_RULES = {
    "coreml": "coreml-weights-missing",
    "onnx": "onnx-external-missing",
    "openvino": "openvino-weights-missing",
    "saved-model": "tf-variables-missing",
    "tf-checkpoint": "tf-variables-missing",
}
_MOST = 50  # files named by one; more are not looked at
_RESTORE = "Add the file that holds the data, or write the model again with its data inside."


def find(release: WeightRelease) -> Iterator[Fault]:
    """Look for every file that another needs, and whether it is long enough."""
    for file in release.files:
        for reference in file.header.references[:_MOST] if file.header else ():
            yield from _check_reference(release, file, reference)


def _check_reference(release: WeightRelease, file: WeightFileHeader, reference: Reference) -> Iterator[Fault]:
    rule = _RULES.get(file.fact.format, "external-missing")
    path = resolve_inside(file.folder, reference.path)
    if path is None:
        message = f"keeps its data in {reference.path[:200]!a}, which is no place in this release"
        yield make_fault(rule, Severity.ERROR, file.fact.path, message, _RESTORE)
    elif not release.keeps(path):
        message = f"needs {reference.path[:200]}, which is not there"
        yield make_fault(rule, Severity.ERROR, file.fact.path, message, _RESTORE)
    elif (size := _read_content_size(release, path)) is not None and size < reference.least:
        message = f"has {size:,} bytes, and {file.name} needs {reference.least:,} of it"
        yield make_fault(f"{rule.partition('-')[0]}-truncated", Severity.ERROR, path, message, _RESTORE)


def _read_content_size(release: WeightRelease, path: str) -> int | None:
    """The size of the content, also where a pointer stands for it; None where it is not known."""
    entry = release.paths.get(path)
    if entry is None:
        return None
    try:
        pointer: Pointer | None = parse_pointer(release.snapshot, entry)
    except UnreadableError:
        return None
    return entry.size if pointer is None else pointer.size
