"""The prefix of a reader -> the rules of its findings: cut, trailing bytes, malformed, control characters, unread."""

from collections.abc import Mapping, Sequence
from functools import cache

from openrelease.model import Example, Rule, Severity
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """What the rules of one kind have in common; texts take the name of the format with its article.

    `fails` and `mended` describe the file of the example. Only the readers that say so find what is `rare`.
    """

    severity: Severity
    title: str
    manual: str
    why: str
    remedy: str
    fails: str
    mended: str
    rare: bool = False


_WRITE_AGAIN = "Write the file again with the library of its format, and upload that."

_KINDS: Mapping[str, _Kind] = {
    "truncated": _Kind(
        severity=Severity.ERROR,
        title="{format} file is cut off",
        manual="The header of {format} file, or of the file that has its data, names bytes beyond the end.",
        why="The last tensors are missing: an upload or download was interrupted.",
        remedy="Upload the whole file again, and compare its size and checksum with those of the original.",
        fails="{format} file without its last bytes",
        mended="the whole file",
    ),
    "trailing": _Kind(
        severity=Severity.ERROR,
        title="{format} file has bytes after its end",
        manual="{format} file is longer than its header says.",
        why="Bytes that no tensor owns can hide something else, and strict readers refuse the file.",
        remedy=_WRITE_AGAIN,
        fails="{format} file with bytes of something else after its end",
        mended="the same file without them",
        rare=True,
    ),
    "malformed": _Kind(
        severity=Severity.ERROR,
        title="{format} file is broken",
        manual="The header of {format} file does not follow the format.",
        why="No library of the format can load it.",
        remedy=_WRITE_AGAIN,
        fails="{format} file with a wrong byte in its header",
        mended="the same file, as its library writes it",
    ),
    "text": _Kind(
        severity=Severity.WARNING,
        title="names or values in {format} file have control characters",
        manual="Names of tensors and metadata of {format} file consist of printable characters.",
        why="No writer puts them there by itself; they can deceive whoever prints the names.",
        remedy="Remove the control characters from names and values, and write the file again.",
        fails="{format} file with an escape sequence for terminals in the name of a tensor",
        mended="the same file with a plain name",
        rare=True,
    ),
    "unknown": _Kind(
        severity=Severity.UNKNOWN,
        title="{format} file could not be read",
        manual=(
            "The header of {format} file is beyond a limit, uses a feature that is not read here, or its "
            "content is not in the clone."
        ),
        why="The file may be sound or not, so nothing that depends on it counts as met.",
        remedy="Check it by hand with the library of its format.",
        fails="{format} file whose header takes more reads than the limit",
        mended="the same model in files with smaller headers",
    ),
}


@cache
def make_header_rules(prefix: str, title: str, path: str, rare: Sequence[str] = ()) -> Mapping[str, Rule]:
    """Return the rules of a reader by their kind; those of rare kinds only as far as they are asked for.

    `title` is the name of the format, and `path` that of a file of it.
    """
    kinds = {kind: shared for kind, shared in _KINDS.items() if not shared.rare or kind in rare}
    return {kind: _make_rule(f"{prefix}-{kind}", _add_article(title), path, shared) for kind, shared in kinds.items()}


def _make_rule(id_: str, name: str, path: str, shared: _Kind) -> Rule:
    manual = shared.manual.format(format=name)
    return Rule(
        id=id_,
        severity=shared.severity,
        title=shared.title.format(format=name),
        manual=f"{manual[0].upper()}{manual[1:]}",
        why=shared.why,
        remedy=shared.remedy,
        example=Example(
            files={path: shared.fails.format(format=name)}, mended={path: shared.mended.format(format=name)}
        ),
    )


def _add_article(name: str) -> str:
    return f"{'an' if name.startswith(_VOWELS) else 'a'} {name}"


_VOWELS = ("A", "E", "HDF", "I", "MNN", "O")  # as they are spoken
