"""Weight files on the Hub that are the text of a pointer."""

from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-pointer-uploaded",
    severity=Severity.ERROR,
    title="weights on the Hub are the text of a Git LFS pointer",
    manual="Weight files on the Hub of less than 1,024 bytes are read: the text of a pointer is no weights.",
    why=(
        "`hf upload` and the actions that call it upload what is in the folder: after a checkout without LFS content "
        "that is the text of the pointers."
    ),
    remedy="Run `git lfs pull` (in a workflow: `lfs: true` at actions/checkout), and upload the folder again.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "hub:acme/tiny": "a model with card, license, configuration and weights",
            "hub:acme/tiny/model.safetensors": "the text of a Git LFS pointer",
        },
        mended={"hub:acme/tiny/model.safetensors": "the weights"},
    ),
    sources=("https://github.com/huggingface/diffusers/issues/13559",),
)


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding that names the first such file."""
    found = sorted(pair.counterpart.pointers)
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield f"where {found[0]}{more} is the text of a pointer"
