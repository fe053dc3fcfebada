"""Repositories of the Hub that name a license and do not hold its text."""

from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-license-text-missing",
    severity=Severity.WARNING,
    title="a repository on the Hub has no license text",
    manual="The root of the repository on the Hub is searched for a file with the text or the notice of a license.",
    why=(
        "Most licenses, the permissive ones too, are given with their text and copyright notice; who gets the weights "
        "from the Hub does not see the text on GitHub."
    ),
    remedy="Upload the LICENSE of the repository, and its NOTICE if there is one, beside the weights.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "hub:acme/tiny": "a model with card, license, configuration and weights",
            "hub:acme/tiny/LICENSE": "no such file",
        },
        mended={"hub:acme/tiny/LICENSE": "the text of the Apache License 2.0"},
    ),
    sources=("https://huggingface.co/docs/hub/repositories-licenses",),
)


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding where no license file holds a license, and all files could be listed and read."""
    if not pair.own or not pair.opened or pair.counterpart.gated or not pair.side.terms_known:
        return
    if not any(each.text for each in pair.side.texts) and (pair.side.weights or pair.side.has_data):
        yield "which has no license text"
