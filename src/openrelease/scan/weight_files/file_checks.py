"""Name, first bytes and header of a weight file -> what is wrong with that file alone, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from openrelease.model import Fault, Location, Severity
from openrelease.scan.weight_files.candidates import HEAD_BYTES
from openrelease.weights import (
    Header,
    Recognition,
    find_unusual_imports,
    has_model_word,
    read_header,
    source_from_bytes,
)

_MAX_PLACEHOLDER = 1_024  # bytes: no weights are smaller and text
_DOWNLOAD_ERRORS = re.compile(
    rb"entry not found|access to model|not found|restricted|forbidden|unauthorized|accessdenied"
)
_WITH_SIGNATURE = frozenset({"safetensors", "gguf", "onnx", "tflite", "keras", "flax"})  # whose beginning is known
_HTML_STARTS = (b"<!doctype html", b"<html")
_TEXT_SUFFIXES = (".pth", ".xml", ".weights")  # suffixes that text files have as well
# Those that have no sign of their own.
_WITHOUT_SIGNATURE = frozenset({"tf-checkpoint", "coreml", "openvino", "tfjs", "caffe", "mnn", "unknown"})
_SAFE_SUFFIXES = {
    ".safetensors": "safetensors",
    ".gguf": "gguf",
    ".onnx": "onnx",
    ".tflite": "tflite",
    ".mlmodel": "coreml",
    ".msgpack": "flax",
}
_SERIALISATION_NAMES = {"pickle": "a pickle", "executable": "a program"}

_UPLOAD_AGAIN = "Upload the whole file again, and compare its size and checksum with those of the original."
_WRITE_AGAIN = "Write the file again with the library of its format, and upload that."
_REMEDIES: Mapping[str, str] = {
    "lfs-oid-mismatch": "Fetch the object again (git lfs fetch), or commit a pointer that fits it.",
    "weights-placeholder": "Put the real file in its place (git lfs pull, or a new download), or remove it.",
    "weights-malformed": "Put the real file in its place, or give it the suffix of the format that it has.",
    "weights-disguised": "Give it the suffix of its format, and publish real tensors under this name.",
    "llamafile-exec": "Publish the GGUF file that it holds too, for those who do not run others' programs.",
}
_REMEDIES_BY_KIND: Mapping[str, str] = {
    "truncated": _UPLOAD_AGAIN,
    "trailing": _WRITE_AGAIN,
    "malformed": _WRITE_AGAIN,
    "text": "Remove the control characters from names and values, and write the file again.",
    "unknown": "Check it by hand with the library of its format.",
}
"""By the last word of a rule that a reader gives."""


def make_fault(path: str, rule: str, severity: Severity, message: str) -> Fault:
    """A fault of a file, with what to do where that is known."""
    return add_remedy(Fault(rule=rule, severity=severity, message=message, location=Location(path=path)))


def add_remedy(found: Fault) -> Fault:
    """The same with what to do, by its rule."""
    kind = found.rule.rpartition("-")[2]
    return replace(found, remedy=found.remedy or _REMEDIES.get(found.rule) or _REMEDIES_BY_KIND.get(kind, ""))


def is_failed_download(path: str, head: bytes, size: int) -> bool:
    """Whether nothing or an error page is there under a name that speaks of a model, whatever its suffix."""
    page = head.lstrip()[:20].lower().startswith(_HTML_STARTS)
    return (not size or page) and has_model_word(path.lower()) and not path.lower().endswith(_TEXT_SUFFIXES)


def check_content_mismatch(path: str, named: Recognition, head: bytes, size: int) -> Fault | None:
    """What is wrong with a file that is not what its name says, None where that is no news."""
    if told := _describe_placeholder(path.lower(), head, size):
        return make_fault(path, "weights-placeholder", Severity.ERROR, told)
    if named.format in _WITHOUT_SIGNATURE or (head.isascii() and named.format not in _WITH_SIGNATURE):
        return None
    header = read_header(named.format if named.format in _WITH_SIGNATURE else "", source_from_bytes(path, head))
    why = header.faults[0].message if header.faults and size <= HEAD_BYTES else "its first bytes say otherwise"
    rule, severity = ("malformed", Severity.ERROR) if named.format in _WITH_SIGNATURE else ("unknown", Severity.WARNING)
    return make_fault(path, f"weights-{rule}", severity, f"is named as {named.format}, and is not: {why}")


def _describe_placeholder(path: str, head: bytes, size: int) -> str:
    """What a small text in the place of weights is, "" for anything else.

    Where a name may be that of a text (Python has files with the suffix .pth too), a short text is told only
    if it says what a failed download does.
    """
    if size == 0:
        return "is empty"
    text = head.lstrip()[:200].lower()
    if text.startswith(_HTML_STARTS):
        return "is an HTML page, such as a failed download leaves"
    printable = head.isascii() and all(byte >= 32 or byte in b"\t\n\r" for byte in head)  # noqa: PLR2004 - a space
    doubt = path.endswith(_TEXT_SUFFIXES) and not has_model_word(path)
    short = size < _MAX_PLACEHOLDER and printable and (not doubt or _DOWNLOAD_ERRORS.search(text))
    return "is a short text" if short else ""


def check_recognized_file(path: str, found: Recognition, header: Header) -> Iterator[Fault]:
    """What is to be said of one sound file."""
    named = _SAFE_SUFFIXES.get(path[path.rfind(".") :].lower(), found.format)
    if found.format != named:
        kind = f"{_SERIALISATION_NAMES.get(found.serialisation, 'a file of the format')} ({found.format})"
        message = f"is {kind} under the name of {named}, a format that holds data alone"
        yield make_fault(path, "weights-disguised", Severity.ERROR, message)
    if imports := find_unusual_imports(header.imports):
        more = f" and {len(imports) - 5} more" if len(imports) > 5 else ""  # noqa: PLR2004 - five are told
        message = f"imports what tensors do not need: {', '.join(name[:100] for name in imports[:5])}{more}"
        yield make_fault(path, "pickle-imports", Severity.NOTE, message)
    if found.format == "llamafile":
        yield make_fault(path, "llamafile-exec", Severity.WARNING, "is a program, which runs when it is opened")
