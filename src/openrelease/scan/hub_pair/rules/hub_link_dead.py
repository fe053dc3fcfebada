"""Links to a repository of the Hub that is not there."""

from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-link-dead",
    severity=Severity.ERROR,
    title="a link leads to a repository of the Hub that nobody can open",
    manual=(
        "Each repository of the Hub that shows weights or data of the release is looked up. The Hub gives the same "
        "answer for one that is private and one that does not exist: to the public, both are not there. Such a link "
        "shows no component."
    ),
    why="A release whose weights nobody can get is none.",
    remedy="Make the repository public, or correct the link.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "hub:acme/tiny": "no such repository",
        },
        mended={"hub:acme/tiny": "a model with card, license, configuration and weights"},
    ),
    sources=("https://huggingface.co/docs/hub/api",),
)


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding where the Hub says that there is no such repository or revision."""
    if pair.counterpart.missing:
        yield f"where nothing can be opened: {pair.counterpart.failure}"
