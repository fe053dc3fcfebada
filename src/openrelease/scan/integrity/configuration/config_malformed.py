"""Configurations and indexes that are not valid JSON objects."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="config-malformed",
    severity=Severity.ERROR,
    title="a configuration or index is not a valid JSON object",
    manual=(
        "Reads config.json, adapter_config.json, model_index.json, modules.json, tokenizer_config.json, the "
        "configurations of processors and the shard indexes beside weights or one folder above."
    ),
    why="Libraries read these files first, and fail on JSON that is cut or edited by hand.",
    remedy="Save the file again with the library that made the model, and upload that.",
    example=Example(
        files={
            "config.json": '{"model_type": "clip",',
            "model.safetensors": "a safetensors file with w [8, 4]",
        },
        mended={"config.json": '{"model_type": "clip"}'},
    ),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report the configurations that could not be parsed."""
    return (RULE.make_finding(each.path, each.reason) for each in release.unread if each.malformed)
