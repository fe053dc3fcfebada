"""Modules of auto_map that are too large to parse, or whose content is not here."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.loading.auto_map import CUSTOM_MODELS_URL, read_auto_maps
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="automap-unread",
    severity=Severity.UNKNOWN,
    title="the source that auto_map names could not be read",
    manual="A module of more than 1 MiB, or whose content is not in the clone, is not parsed.",
    why="What it imports is unknown, so it is unknown whether all of the source is here.",
    remedy="Check the module by hand, or fetch its content (git lfs pull).",
    example=Example(
        files={
            "config.json": '{"auto_map": {"AutoModel": "modeling_tiny.Tiny"}}',
            "modeling_tiny.py": "a file of 1048577 bytes",
            "model.safetensors": "a safetensors file with w [2, 2]",
        },
        mended={"modeling_tiny.py": "class Tiny: ...\n"},
    ),
    sources=(CUSTOM_MODELS_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report the modules that were not read."""
    for auto in read_auto_maps(release):
        yield from (RULE.make_finding(each.path, each.reason) for each in auto.unread if not each.malformed)
