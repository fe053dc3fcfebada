"""Files whose first bytes are not those of the format in their name."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.content_mismatch import describe_mismatch, has_known_signature
from openrelease.scan.weight_files.file_rules.file_content import FileContent

RULE = Rule(
    id="weights-malformed",
    severity=Severity.ERROR,
    title="the content of a weight file is not of the format in its name",
    manual=(
        "Formats whose files all begin in a known way, such as safetensors and GGUF, are looked for in files "
        "with their suffixes. Content of another known weight format is the matter of weights-disguised."
    ),
    why="No library of the format can load the file.",
    remedy="Replace it by the real file, or give it the suffix of the format that it has.",
    example=Example(
        files={"model.safetensors": "a file of 4096 bytes"},
        mended={"model.safetensors": "a safetensors file with w [8, 4]"},
    ),
)


def check_file(file: FileContent) -> Iterator[Fault]:
    """Report content that does not begin as the format in its name does."""
    if has_known_signature(file) and (message := describe_mismatch(file)):
        yield RULE.make_finding(file.path, message)
