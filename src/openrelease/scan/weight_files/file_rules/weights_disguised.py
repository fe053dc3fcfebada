"""Pickles, programs and other formats under the suffix of a format that holds data alone."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.file_content import FileContent
from openrelease.weights import find_exclusive_format

RULE = Rule(
    id="weights-disguised",
    severity=Severity.ERROR,
    title="a weight file has the suffix of another, safe format",
    manual=(
        "A file with the suffix of a format that holds data only, such as safetensors or GGUF, is of another weight "
        "format by its content, such as a pickle."
    ),
    why="Users trust the suffix: a pickle that is loaded as such can run any code.",
    remedy="Give it the suffix of its format, and publish the tensors in the format of this name.",
    example=Example(
        files={"model.safetensors": "a pickle with w [2, 2]"},
        mended={"model.safetensors": "a safetensors file with w [2, 2]"},
    ),
    sources=("https://huggingface.co/docs/hub/security-pickle",),
)

_SERIALISATION_NAMES = {"pickle": "a pickle", "executable": "a program"}


def check_file(file: FileContent) -> Iterator[Fault]:
    """Compare the format of the content with that of the suffix."""
    if (found := file.found) is None:
        return
    named = find_exclusive_format(file.path)
    if named is not None and named.id != found.format:
        kind = f"{_SERIALISATION_NAMES.get(found.serialisation, 'a file of the format')} ({found.format})"
        message = f"is {kind} under the name of {named.id}, a format that holds data alone"
        yield RULE.make_finding(file.path, message)
