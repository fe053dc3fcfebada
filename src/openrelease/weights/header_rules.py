"""The prefix of a reader -> the rules of its findings: cut, trailing bytes, malformed, control characters, unread."""

from collections.abc import Mapping
from functools import cache

from openrelease.model import Rule, Severity
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """What the rules of one kind have in common; `title` and `manual` take the name of the format."""

    severity: Severity
    title: str
    manual: str
    why: str
    remedy: str


_WRITE_AGAIN = "Write the file again with the library of its format, and upload that."

_KINDS: Mapping[str, _Kind] = {
    "truncated": _Kind(
        severity=Severity.ERROR,
        title="a {format} file is cut off",
        manual="The header of a {format} file, or of the file that has its data, names bytes beyond the end.",
        why="The last tensors are missing: an upload or download was interrupted.",
        remedy="Upload the whole file again, and compare its size and checksum with those of the original.",
    ),
    "trailing": _Kind(
        severity=Severity.ERROR,
        title="a {format} file has bytes after its end",
        manual="A {format} file is longer than its header says.",
        why="Bytes that no tensor owns can hide something else, and strict readers refuse the file.",
        remedy=_WRITE_AGAIN,
    ),
    "malformed": _Kind(
        severity=Severity.ERROR,
        title="a {format} file is broken",
        manual="The header of a {format} file does not follow the format.",
        why="No library of the format can load it.",
        remedy=_WRITE_AGAIN,
    ),
    "text": _Kind(
        severity=Severity.WARNING,
        title="names or values in a {format} file have control characters",
        manual="Names of tensors and metadata of a {format} file consist of printable characters.",
        why="No writer puts them there by itself; they can deceive whoever prints the names.",
        remedy="Remove the control characters from names and values, and write the file again.",
    ),
    "unknown": _Kind(
        severity=Severity.UNKNOWN,
        title="a {format} file could not be read",
        manual=(
            "The header of a {format} file is beyond a limit, uses a feature that is not read here, or its "
            "content is not in the clone."
        ),
        why="The file may be sound or not, so nothing that depends on it counts as met.",
        remedy="Check it by hand with the library of its format.",
    ),
}


@cache
def make_header_rules(prefix: str, title: str = "") -> Mapping[str, Rule]:
    """Return the rules of a reader by their kind; `title` is the name of the format, the prefix without one."""
    name = title or prefix
    return {
        kind: Rule(
            id=f"{prefix}-{kind}",
            severity=shared.severity,
            title=shared.title.format(format=name),
            manual=shared.manual.format(format=name),
            why=shared.why,
            remedy=shared.remedy,
        )
        for kind, shared in _KINDS.items()
    }
