"""Weights that are a program."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.file_content import FileContent

RULE = Rule(
    id="llamafile-exec",
    severity=Severity.WARNING,
    title="the weights are an executable program",
    manual="A llamafile is a program for several systems with a GGUF file inside; opening it runs it.",
    why="Many users and platforms refuse to run third-party executables.",
    remedy="Publish the GGUF file inside it as well.",
    example=Example(
        files={"tiny.llamafile": "a llamafile"},
        mended={"tiny.llamafile": None, "tiny.gguf": "a GGUF file with blk.0.weight [8, 4]"},
    ),
    sources=("https://github.com/mozilla-ai/llamafile",),
)


def check_file(file: FileContent) -> Iterator[Fault]:
    """Report a llamafile."""
    if file.found is not None and file.found.format == "llamafile":
        yield RULE.make_finding(file.path, "is an executable program, which runs when it is opened")
