"""Pointers of Git LFS and the like behind which there can be no weights."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.file_content import FileContent

_POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {size}\n"
_OID = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"

RULE = Rule(
    id="pointer-implausible",
    severity=Severity.ERROR,
    title="a pointer cannot stand for weights",
    manual=(
        "A pointer whose size is less than 32 bytes or more than ten terabytes, or whose checksum is that of an empty "
        "file or all zeros, is not taken for weights."
    ),
    why="The pointer stands for nothing: the real file was never added, or the pointer was written by hand.",
    remedy="Add the real file (git lfs track, git add), or remove the pointer.",
    example=Example(
        files={"model.safetensors": _POINTER.format(oid=_OID, size=0)},
        mended={"model.safetensors": _POINTER.format(oid=_OID, size=12_345_678)},
    ),
)


def check_file(file: FileContent) -> Iterator[Fault]:
    """Report a pointer that stands for nothing."""
    if file.implausible:
        size = "an unknown number of" if file.size is None else f"{file.size:,}"
        yield RULE.make_finding(file.path, f"is a pointer to {size} bytes that cannot be weights")
