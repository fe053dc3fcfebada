"""Pickles that import more than tensors need."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.file_content import FileContent
from openrelease.weights import find_unusual_imports

RULE = Rule(
    id="pickle-imports",
    severity=Severity.NOTE,
    title="a pickle imports more than tensors need",
    manual=(
        "The globals that a pickle names are listed without running it, and those that tensors and their "
        "containers need are left out. This is a fact about the file, not a verdict on malware."
    ),
    why="Loading the file imports these modules and may call them; torch.load refuses them by default.",
    remedy="Save a state_dict of plain tensors, or publish safetensors.",
    example=Example(
        files={
            "tiny.pth": "a pickle with w [2, 2] that imports os.system",
            "tiny.safetensors": "a safetensors file with w [2, 2]",
        },
        mended={"tiny.pth": "a pickle with w [2, 2]"},
    ),
    sources=(
        "https://huggingface.co/docs/hub/security-pickle",
        "https://docs.pytorch.org/docs/stable/notes/serialization.html#weights-only",
    ),
)

_MAX_NAMED = 5


def check_file(file: FileContent) -> Iterator[Fault]:
    """Report the imports beyond those of tensors."""
    imports = find_unusual_imports(file.header.imports) if file.header else ()
    if imports:
        more = f" and {len(imports) - _MAX_NAMED} more" if len(imports) > _MAX_NAMED else ""
        named = ", ".join(name[:100] for name in imports[:_MAX_NAMED])
        yield RULE.make_finding(file.path, f"imports what tensors do not need: {named}{more}")
