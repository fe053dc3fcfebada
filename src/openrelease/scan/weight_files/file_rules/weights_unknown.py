"""Files that are named for weights and are of no known format."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.content_mismatch import describe_mismatch, has_known_signature
from openrelease.scan.weight_files.file_rules.file_content import FileContent

RULE = Rule(
    id="weights-unknown",
    severity=Severity.WARNING,
    title="a file is named for weights and is of no known format",
    manual=(
        "Reported for binary files with names of weights (.pth, .ckpt, pytorch_model.bin and others) whose "
        "first bytes belong to no format that openrelease knows. Text and formats without a signature are left alone."
    ),
    why="Nothing can be said about the file, and users may not be able to load it either.",
    remedy="Say in the README which program reads the file, or replace it if it is broken.",
    example=Example(
        files={"tiny.ckpt": "a file of 4096 bytes"},
        mended={"tiny.ckpt": None, "tiny.safetensors": "a safetensors file with w [8, 4]"},
    ),
)


def check_file(file: FileContent) -> Iterator[Fault]:
    """Report binary content that was not recognized."""
    if not has_known_signature(file) and (message := describe_mismatch(file)):
        yield RULE.make_finding(file.path, message)
