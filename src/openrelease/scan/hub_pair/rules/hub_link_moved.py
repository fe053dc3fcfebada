"""Links to a repository of the Hub under a former name."""

from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-link-moved",
    severity=Severity.WARNING,
    title="a repository of the Hub was renamed since it was linked",
    manual="The name in the link is compared with the one that the Hub gives the repository now.",
    why="The old name redirects only until somebody else takes it, with weights of their own.",
    remedy="Link the present name.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "hub:acme/tiny": "renamed to acme/renamed",
        },
        mended={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/renamed.\n"
        },
    ),
    sources=("https://huggingface.co/docs/hub/repositories-settings",),
)


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding where the Hub has the repository under another name."""
    if pair.counterpart.moved_to:
        yield f"which was called {pair.counterpart.link.name} when it was linked"
