"""Release -> faults: files that hold the data of another (ONNX, TensorFlow, OpenVINO) and are not there.

https://github.com/onnx/onnx/blob/main/docs/ExternalData.md, https://www.tensorflow.org/guide/saved_model
"""

from __future__ import annotations

from collections.abc import Iterator

from openrelease.errors import UnreadableError
from openrelease.model import Fault, Pointer, Severity
from openrelease.repository import pointer_of
from openrelease.scan.integrity.weight_release import Release, fault, inside
from openrelease.scan.weight_files.headers import ReadFile
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


def find(release: Release) -> Iterator[Fault]:
    """Look for every file that another needs, and whether it is long enough."""
    for file in release.files:
        for reference in file.header.references[:_MOST] if file.header else ():
            yield from _reference(release, file, reference)


def _reference(release: Release, file: ReadFile, reference: Reference) -> Iterator[Fault]:
    rule = _RULES.get(file.fact.format, "external-missing")
    path = inside(file.folder, reference.path)
    if path is None:
        message = f"keeps its data in {reference.path[:200]!a}, which is no place in this release"
        yield fault(rule, Severity.ERROR, file.fact.path, message, _RESTORE)
    elif not release.keeps(path):
        message = f"needs {reference.path[:200]}, which is not there"
        yield fault(rule, Severity.ERROR, file.fact.path, message, _RESTORE)
    elif (size := _size(release, path)) is not None and size < reference.least:
        message = f"has {size:,} bytes, and {file.name} needs {reference.least:,} of it"
        yield fault(f"{rule.partition('-')[0]}-truncated", Severity.ERROR, path, message, _RESTORE)


def _size(release: Release, path: str) -> int | None:
    """The size of the content, also where a pointer stands for it; None where it is not known."""
    entry = release.paths.get(path)
    if entry is None:
        return None
    try:
        pointer: Pointer | None = pointer_of(release.snapshot, entry)
    except UnreadableError:
        return None
    return entry.size if pointer is None else pointer.size
