"""Source of the release itself, which runs when the model is loaded."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.loading.auto_map import CUSTOM_MODELS_URL, read_auto_maps
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="remote-code",
    severity=Severity.NOTE,
    title="loading the model runs code from the release",
    manual=(
        "auto_map of a configuration names classes in modules of the release. transformers runs them only "
        "with trust_remote_code=True. This is a fact about the release, not a verdict on the code."
    ),
    why="Users who do not run third-party code cannot load the model with transformers alone.",
    remedy="State in the README that the model needs trust_remote_code, and what the code does.",
    example=Example(
        files={
            "config.json": '{"auto_map": {"AutoModel": "modeling_tiny.TinyModel"}}',
            "model.safetensors": "a safetensors file with w [8, 4]",
            "modeling_tiny.py": "class TinyModel: ...\n",
        },
        mended={"config.json": '{"model_type": "clip"}', "modeling_tiny.py": None},
    ),
    sources=(CUSTOM_MODELS_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report each configuration whose auto_map names modules of the release."""
    for auto in read_auto_maps(release):
        if auto.modules:
            modules = ", ".join(auto.modules)[:200]
            yield RULE.make_finding(auto.path, f"names code of the release to run ({modules})")
