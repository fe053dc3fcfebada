"""Weights on the Hub that are not complete."""

from collections.abc import Iterator

from openrelease.model import Example, Rule, Severity
from openrelease.scan.hub_pair.pairs import Pair

RULE = Rule(
    id="hub-weights-incomplete",
    severity=Severity.ERROR,
    title="weights on the Hub are not complete",
    manual="The integrity rules for weights are applied to what the Hub lists; of its files no header is read.",
    why="A shard that was not uploaded leaves nothing that anybody can run.",
    remedy="Upload what is missing, and check the repository with `openrelease check hub:OWNER/NAME`.",
    example=Example(
        files={
            "README.md": "# Tiny\n\nTiny is a language model. Its weights are at https://huggingface.co/acme/tiny.\n",
            "hub:acme/tiny": "a model in three shards",
            "hub:acme/tiny/model-00002-of-00003.safetensors": "no such file",
        },
        mended={"hub:acme/tiny/model-00002-of-00003.safetensors": "the shard"},
    ),
)


def check_pair(pair: Pair) -> Iterator[str]:
    """Yield the first error of the integrity rules."""
    if pair.side.faults:
        first = pair.side.faults[0]
        more = f" (and {len(pair.side.faults) - 1} more)" if len(pair.side.faults) > 1 else ""
        yield f"where {first.location.path} {first.message} ({first.rule}){more}"
