"""Links for weights to a repository of the Hub that has none."""

from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-link-empty",
    severity=Severity.ERROR,
    title="a repository of the Hub that is linked for its weights or data holds none",
    manual=(
        "The files that the Hub lists are searched for weight files by name and content, in a repository of data for "
        "any file that is not empty. A listing that is not complete is left alone."
    ),
    why="A page without files announces a release; it is none.",
    remedy="Upload the weights, or link the repository that has them.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "hub:acme/tiny": "a model with card, license, configuration and weights",
            "hub:acme/tiny/model.safetensors": "no such file",
        },
        mended={"hub:acme/tiny/model.safetensors": "the weights"},
    ),
)


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding where nothing of what the link promises is listed."""
    if not pair.opened or (pair.counterpart.snapshot and pair.counterpart.snapshot.problems):
        return
    there = pair.side.has_data if pair.component == "datasets" else pair.side.weights or pair.counterpart.pointers
    if not there:
        yield "which has no weight file" if pair.component == "weights" else "which has no data"
