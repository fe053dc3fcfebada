"""Modules of auto_map that are not valid Python."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.loading.auto_map import CUSTOM_MODELS_URL, read_auto_maps
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="automap-malformed",
    severity=Severity.ERROR,
    title="the source that auto_map names is not valid Python",
    manual="Each module that auto_map leads to is parsed, without running it.",
    why="The model cannot be loaded.",
    remedy="Replace the module by the one that the model was saved with, and check that it can be imported.",
    example=Example(
        files={
            "config.json": '{"auto_map": {"AutoModel": "modeling_tiny.TinyModel"}}',
            "model.safetensors": "a safetensors file with w [8, 4]",
            "modeling_tiny.py": "class TinyModel(:\n",
        },
        mended={"modeling_tiny.py": "class TinyModel: ...\n"},
    ),
    sources=(CUSTOM_MODELS_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report the modules that could not be parsed."""
    for auto in read_auto_maps(release):
        yield from (RULE.make_finding(each.path, each.reason) for each in auto.unread if each.malformed)
