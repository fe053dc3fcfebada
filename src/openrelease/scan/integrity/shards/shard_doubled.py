"""A single file beside the shard index of the same name."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="shard-doubled",
    severity=Severity.NOTE,
    title="the model is here both as one file and as shards",
    manual="A file such as model.safetensors stands beside model.safetensors.index.json.",
    why="Libraries load the single file and ignore the shards, which may hold something else.",
    remedy="Keep one of the two forms, or make sure that they hold the same tensors.",
    example=Example(
        files={
            "config.json": '{"model_type": "gpt2"}',
            "model.safetensors": "a safetensors file with wte.weight [8, 4]",
            "model-00001-of-00001.safetensors": "a safetensors file with wte.weight [8, 4]",
            "model.safetensors.index.json": ('{"weight_map": {"wte.weight": "model-00001-of-00001.safetensors"}}'),
        },
        mended={"model.safetensors": None},
    ),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for an index of the same name beside each weight file."""
    for file in release.files:
        if f"{file.fact.path}.index.json" in release.json:
            message = f"is beside {file.name}.index.json; libraries load this file and not the shards"
            yield RULE.make_finding(file.fact.path, message)
