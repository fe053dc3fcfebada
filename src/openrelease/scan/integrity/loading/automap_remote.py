"""auto_map entries that take source from another repository."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.loading.auto_map import CUSTOM_MODELS_URL, read_auto_maps
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="automap-remote",
    severity=Severity.WARNING,
    title="source is taken from another repository",
    manual="An entry of auto_map such as owner/name--module.Class makes transformers download that repository.",
    why=(
        "The code can change or vanish without a change here, and its license and content are not part of this release."
    ),
    remedy="Add the source to this release, so that it can be read, licensed and kept with the weights.",
    example=Example(
        files={
            "config.json": '{"auto_map": {"AutoModel": "acme/code--modeling_tiny.TinyModel"}}',
            "model.safetensors": "a safetensors file with w [8, 4]",
        },
        mended={
            "config.json": '{"auto_map": {"AutoModel": "modeling_tiny.TinyModel"}}',
            "modeling_tiny.py": "class TinyModel: ...\n",
        },
    ),
    sources=(CUSTOM_MODELS_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report each other repository that an auto_map names."""
    for auto in read_auto_maps(release):
        for repository in auto.repositories:
            message = f"takes source from {repository[:100]}, which is another repository"
            yield RULE.make_finding(auto.path, message)
