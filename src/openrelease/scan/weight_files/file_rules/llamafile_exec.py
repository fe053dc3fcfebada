"""Weights that are a program."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.file_content import FileContent

RULE = Rule(
    id="llamafile-exec",
    severity=Severity.WARNING,
    title="the weights are a program",
    manual="A llamafile is a program for several systems with a GGUF file inside; opening it runs it.",
    why="Many users and platforms do not run the programs of others.",
    remedy="Publish the GGUF file that it holds too, for those who do not run the programs of others.",
    example=Example(
        files={"tiny.llamafile": "a llamafile"},
        mended={"tiny.llamafile": None, "tiny.gguf": "a GGUF file with blk.0.weight [8, 4]"},
    ),
    sources=("https://github.com/mozilla-ai/llamafile",),
)


def check_file(file: FileContent) -> Iterator[Fault]:
    """Report a llamafile."""
    if file.found is not None and file.found.format == "llamafile":
        yield RULE.make_finding(file.path, "is a program, which runs when it is opened")
