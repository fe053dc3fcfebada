"""Parts that a pipeline lists, and whose folder or weights are missing."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.configuration.pipeline_parts import Lack, find_incomplete_parts
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="pipeline-part-missing",
    severity=Severity.ERROR,
    title="a part of a pipeline is missing, or has no weights",
    manual=(
        "Each part that model_index.json (diffusers) or modules.json (sentence-transformers) lists needs its "
        "folder, and weights in it where its class has any. Parts that are null are optional and not looked for."
    ),
    why="The pipeline cannot be loaded without the part.",
    remedy="Add the whole folder, as the pipeline saved it.",
    example=Example(
        files={
            "model_index.json": '{"_class_name": "TinyPipeline", "unet": ["diffusers", "UNet2DModel"],\n'
            ' "vae": ["diffusers", "AutoencoderKL"]}',
            "unet/config.json": '{"_class_name": "UNet2DModel"}',
            "unet/diffusion_pytorch_model.safetensors": "a safetensors file with w [8, 4]",
        },
        mended={
            "vae/config.json": '{"_class_name": "AutoencoderKL"}',
            "vae/diffusion_pytorch_model.safetensors": "a safetensors file with w [8, 4]",
        },
    ),
    sources=(
        "https://huggingface.co/docs/diffusers/using-diffusers/loading",
        "https://www.sbert.net/docs/sentence_transformer/usage/custom_models.html",
    ),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report parts without a folder or without weights."""
    for part in find_incomplete_parts(release):
        if part.lack in {Lack.FOLDER, Lack.WEIGHTS}:
            message = f"lists {part.part}, which has no {part.lack.value}"
            yield RULE.make_finding(part.path, message[:400], f"Add {part.place[:100]} as the pipeline saved it.")
