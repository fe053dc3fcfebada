"""Git LFS pointers whose object in this clone has another size."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.weight_files.file_rules.file_content import FileContent

RULE = Rule(
    id="lfs-oid-mismatch",
    severity=Severity.ERROR,
    title="the Git LFS object has a different size than its pointer states",
    manual=(
        "Where the clone has the object of a pointer (.git/lfs/objects), its size is compared with the size in "
        "the pointer. The content is not hashed."
    ),
    why="The object is truncated or another version; git lfs checkout would write it in the place of the weights.",
    remedy="Fetch the object again (git lfs fetch), or commit a pointer that fits it.",
    example=Example(
        files={"model.safetensors": "a Git LFS pointer to 1000 bytes, of which the clone has 999"},
        mended={"model.safetensors": "a Git LFS pointer to 1000 bytes, of which the clone has 1000"},
    ),
    sources=("https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md",),
)


def check_file(file: FileContent) -> Iterator[Fault]:
    """Compare the two sizes where both are known."""
    if file.stored is not None and file.stored != file.size:
        message = f"stands for {file.size:,} bytes, and Git LFS keeps {file.stored:,} for it in this clone"
        yield RULE.make_finding(file.path, message)
