"""Licenses of the weights that differ between the repository and the Hub."""

import re
from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-license-differs",
    severity=Severity.WARNING,
    title="the repository and the Hub name different licenses for the weights",
    manual=(
        "What the repository states of its weights, or what they inherit from it, is compared with the license key "
        "and the license files on the Hub. A claim that names no license is left alone. The claims of the Hub also "
        "count for the license of the weights, where they are listed with their places."
    ),
    why="Which of two licenses holds is for a court to say; users have to assume the stricter one.",
    remedy="Name the same license in both places, or say in the README which one covers the weights.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "LICENSE": "the text of the Apache License 2.0",
            "hub:acme/tiny": "a model with card, license, configuration and weights",
            "hub:acme/tiny/README.md": "---\nlicense: mit\nlibrary_name: transformers\n---\n# Tiny\n",
        },
        mended={"hub:acme/tiny/README.md": "---\nlicense: apache-2.0\nlibrary_name: transformers\n---\n# Tiny\n"},
    ),
)


_OPERATORS = frozenset({"AND", "OR", "WITH"})


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield a finding for the first license of the Hub that the repository does not name."""
    stated = {each.expression for each in pair.stated if each.expression}
    if not pair.own or not stated:
        return
    there = (each.claim for each in (*pair.side.texts, *pair.side.keys) if each.claim.expression)
    named = frozenset[str]().union(*map(_list_ids, stated))
    other = next((each for each in there if not _list_ids(each.expression or "") <= named), None)
    if other is not None:
        yield f"where {other.location.path} says {other.expression}; the repository says {', '.join(sorted(stated))}"


def _list_ids(expression: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w.+-]+", expression)) - _OPERATORS
