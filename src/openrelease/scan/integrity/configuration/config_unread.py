"""Configurations and indexes that are too large to read, or whose content is not here."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="config-unread",
    severity=Severity.UNKNOWN,
    title="a configuration or index could not be read",
    manual=(
        "A configuration may have 4 MiB and an index 32 MiB, with limits on depth and numbers of values. A "
        "file beyond that, or whose content is not in the clone, is not checked."
    ),
    why="What the file says is unknown, so nothing that depends on it counts as met.",
    remedy="Check the file by hand: it is larger than such files are, or its content is not in this clone.",
    example=Example(
        files={"config.json": "a file of 4194305 bytes", "model.safetensors": "a safetensors file with w [2, 2]"},
        mended={"config.json": '{"model_type": "gpt2"}', "tokenizer.json": "{}"},
    ),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report the configurations that were not read."""
    return (RULE.make_finding(each.path, each.reason) for each in release.unread if not each.malformed)
