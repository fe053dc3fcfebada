"""Weights and parts of pipelines without the configuration that their library needs."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.configuration.library_folders import find_library_folders
from openrelease.scan.integrity.configuration.pipeline_parts import Lack, find_incomplete_parts
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="config-missing",
    severity=Severity.ERROR,
    title="the configuration of a model or part is missing",
    manual=(
        "Weights that transformers or timm load need a config.json beside them, and each part of a diffusers "
        "pipeline needs the configuration of its class. GGUF, ONNX and other files that hold their own "
        "configuration need none, and neither do checkpoints that only the release's own code loads."
    ),
    why="Without it the library does not know which architecture the weights are for.",
    remedy="Add the configuration that was saved with these weights.",
    example=Example(
        files={
            "README.md": "---\nlibrary_name: transformers\n---\n# Tiny\n",
            "model.safetensors": "a safetensors file with w [8, 4]",
        },
        mended={"config.json": '{"model_type": "clip"}'},
    ),
    sources=(
        "https://huggingface.co/docs/transformers/main_classes/configuration",
        "https://huggingface.co/docs/diffusers/using-diffusers/loading",
    ),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look beside the weights of transformers and timm, and in the parts of pipelines."""
    for found in find_library_folders(release):
        if not found.has_config:
            remedy = "Add the config.json that was saved with these weights."
            message = f"is loaded by {found.library}, and there is no config.json beside it"
            yield RULE.make_finding(found.path, message, remedy)
    for part in find_incomplete_parts(release):
        if part.lack is Lack.CONFIGURATION:
            remedy = f"Add the configuration to {part.place[:100]}, as the pipeline saved it."
            yield RULE.make_finding(part.path, f"lists {part.part}, which has no configuration", remedy)
