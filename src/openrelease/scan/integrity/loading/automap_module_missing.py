"""Modules that auto_map names, or that these import from beside themselves, and that are missing."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.loading.auto_map import CUSTOM_MODELS_URL, read_auto_maps
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="automap-module-missing",
    severity=Severity.ERROR,
    title="the source that auto_map names is missing",
    manual=(
        "Each class of auto_map in a config.json, tokenizer_config.json or processor configuration names a "
        "module beside it. The module is looked for, and so is every module that it imports by a relative "
        "import. Source is parsed and never run; at most 200 modules of 1 MiB are followed."
    ),
    why="The model cannot be loaded, and nobody can read what its code would do.",
    remedy="Add the module beside config.json, or remove it from auto_map if a library has the class.",
    example=Example(
        files={
            "config.json": '{"auto_map": {"AutoModel": "modeling_tiny.TinyModel"}}',
            "model.safetensors": "a safetensors file with w [8, 4]",
        },
        mended={"modeling_tiny.py": "class TinyModel: ...\n"},
    ),
    sources=(CUSTOM_MODELS_URL,),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Report the missing modules of each auto_map."""
    for auto in read_auto_maps(release):
        for module in auto.missing:
            file = f"{module.name.replace('.', '/')[:100]}.py"
            remedy = f"Add {file}, or remove what names it if a library has the class."
            yield RULE.make_finding(module.path, f"needs {file}, which is missing", remedy)
