"""Models that take images or audio, and have no processor configuration."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.configuration.library_folders import find_library_folders
from openrelease.scan.integrity.configuration.model_inputs import find_other_input
from openrelease.scan.integrity.configuration.tokenizer_files import has_processor
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="processor-missing",
    severity=Severity.WARNING,
    title="a model takes images or audio, and its processor configuration is missing",
    manual=(
        "A model of transformers takes images or audio by its architecture, by the task of its card, or by a "
        "vision_config or audio_config. It needs preprocessor_config.json, processor_config.json or "
        "image_processor_config.json. Models with code of their own (auto_map) may do without."
    ),
    why="Users have to guess the size, the normalization or the sampling rate, and get worse results.",
    remedy="Add preprocessor_config.json, as saved by the processor of the model.",
    example=Example(
        files={
            "config.json": '{"model_type": "vit", "architectures": ["ViTForImageClassification"]}',
            "model.safetensors": "a safetensors file with w [8, 4]",
        },
        mended={"preprocessor_config.json": '{"image_processor_type": "ViTImageProcessor"}'},
    ),
    sources=("https://huggingface.co/docs/transformers/main_classes/image_processor",),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look beside weights of transformers."""
    for found in find_library_folders(release):
        if found.library == "transformers" and found.has_config:
            taken = find_other_input(release, found.folder)
            if taken and not has_processor(release, found.folder):
                message = f"takes {taken}, and there is no preprocessor_config.json beside it"
                yield RULE.make_finding(found.path, message)
