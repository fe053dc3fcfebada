"""Empty files, HTML pages and short texts in the place of weights."""

import re
from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.file_content import FileContent
from openrelease.weights import has_model_word, may_be_text

RULE = Rule(
    id="weights-placeholder",
    severity=Severity.ERROR,
    title="something else is in the place of weights",
    manual=(
        "A file whose name is that of weights is empty, an HTML page, or a text of less than 1 KiB. Suffixes "
        "that text files have as well, such as .pth, count only where the name or the text says more."
    ),
    why="A failed download or upload left an error page, and nobody can load the model.",
    remedy="Replace it by the real file (git lfs pull, or a new download), or remove it.",
    example=Example(
        files={"model.safetensors": "<!DOCTYPE html><html>Entry not found</html>"},
        mended={"model.safetensors": "a safetensors file with w [8, 4]"},
    ),
)

_MAX_TEXT_BYTES = 1_024  # no weights are smaller and text
_DOWNLOAD_ERRORS = re.compile(
    rb"entry not found|access to model|not found|restricted|forbidden|unauthorized|accessdenied"
)
_HTML_STARTS = (b"<!doctype html", b"<html")


def check_file(file: FileContent) -> Iterator[Fault]:
    """Report a small text or nothing under the name of weights."""
    if file.is_unrecognized and (message := describe_placeholder(file)):
        yield RULE.make_finding(file.path, message)


def is_failed_download(file: FileContent) -> bool:
    """Return whether it is empty or an HTML page under a name with a word for a model, whatever its suffix."""
    missing = not file.size or _is_html(file.head)
    return missing and has_model_word(file.path.lower()) and not may_be_text(file.path)


def describe_placeholder(file: FileContent) -> str:
    """Return what a small text in the place of weights is, "" for anything else.

    Where a text may have such a name (Python has files with the suffix .pth too), a short text counts only if
    it says what a failed download does.
    """
    if file.size == 0:
        return "is empty"
    if _is_html(file.head):
        return "is an HTML page, such as a failed download leaves"
    printable = file.head.isascii() and all(byte >= 32 or byte in b"\t\n\r" for byte in file.head)  # noqa: PLR2004 - a space
    ambiguous = may_be_text(file.path) and not has_model_word(file.path.lower())
    short = (file.size or 0) < _MAX_TEXT_BYTES and printable
    text = file.head.lstrip()[:200].lower()
    return "is a short text" if short and (not ambiguous or _DOWNLOAD_ERRORS.search(text)) else ""


def _is_html(head: bytes) -> bool:
    return head.lstrip()[:20].lower().startswith(_HTML_STARTS)
