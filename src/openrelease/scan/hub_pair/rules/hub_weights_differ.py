"""Pointers in git and files on the Hub of the same path that are not the same."""

from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-weights-differ",
    severity=Severity.ERROR,
    title="weights on the Hub are not those that git points to",
    manual=(
        "The size and SHA-256 in each Git LFS pointer of the repository are compared with those that the Hub lists "
        "for a file of the same path, and the sizes of weight files that are no pointers. Files that only one side "
        "has are left alone."
    ),
    why="Two files under one name: nobody knows which of them the card, the license and the results are about.",
    remedy="Push the same files to both, or give one of them another name.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "config.json": "{}",
            "model.safetensors": "a Git LFS pointer to other weights",
            "hub:acme/tiny": "a model with card, license, configuration and weights",
        },
        mended={"model.safetensors": "the Git LFS pointer of the weights on the Hub"},
    ),
)


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding that names the first file that differs."""
    there = {each.path: each for each in pair.side.weights}
    found = [(own, there[own.path]) for own in pair.weights if own.path in there]
    differing = [
        (own, other) for own, other in found if _differ(own.size, other.size) or _differ(own.digest, other.digest)
    ]
    if differing:
        own, other = differing[0]
        more = f" (and {len(differing) - 1} more files)" if len(differing) > 1 else ""
        here, said = (own.size, other.size) if _differ(own.size, other.size) else (own.digest, other.digest)
        yield f"where {own.path} differs from that in git{more}: {said} there, {here} here"


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other
