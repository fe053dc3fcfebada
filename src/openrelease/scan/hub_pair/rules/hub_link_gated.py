"""Links to a repository of the Hub whose files are not for everybody."""

from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-link-gated",
    severity=Severity.WARNING,
    title="a linked repository of the Hub is gated",
    manual=(
        "The Hub states whether a repository is open, opened to everybody who accepts its terms (auto), or to those "
        "whom its owners approve (manual)."
    ),
    why="Who must ask for weights first, or agree to terms beside the license, has not got them openly.",
    remedy="Open the repository on the Hub, or describe in the README who gets access, and by which terms.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "hub:acme/tiny": "gated",
        },
        mended={"hub:acme/tiny": "a model with card, license, configuration and weights"},
    ),
    sources=("https://huggingface.co/docs/hub/models-gated",),
)


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding for a gated repository."""
    if pair.counterpart.gated:
        yield f"which is gated ({pair.counterpart.gated})"
