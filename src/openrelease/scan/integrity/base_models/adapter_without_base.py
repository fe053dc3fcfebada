"""Adapters (PEFT) without the configuration or the base model that they need."""

import re
from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.release_paths import join_path
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="adapter-without-base",
    severity=Severity.ERROR,
    title="an adapter does not say which base model it is for",
    manual=(
        "adapter_model.safetensors and adapter_model.bin need an adapter_config.json beside them, whose "
        "base_model_name_or_path names the base by its id on the Hub or by a folder of this release. A path "
        "of the machine that trained the adapter names nothing that others have."
    ),
    why="An adapter holds only the changes to a base model and is useless without it.",
    remedy="Name the base model by its id on the Hub in base_model_name_or_path of adapter_config.json.",
    example=Example(
        files={
            "adapter_model.safetensors": "a safetensors file with lora_A.weight [4, 8]",
            "adapter_config.json": '{"peft_type": "LORA", "base_model_name_or_path": "/mnt/models/base"}',
        },
        mended={"adapter_config.json": '{"peft_type": "LORA", "base_model_name_or_path": "acme/base"}'},
    ),
    sources=("https://huggingface.co/docs/peft/developer_guides/checkpoint",),
)

_ADAPTER_FILES = frozenset({"adapter_model.safetensors", "adapter_model.bin"})
_LOCAL_PATHS = (
    re.compile(r"^(?:[/.~\\]|[A-Za-z]:[\\/]|file:)|\\"),
    re.compile(r"^(?:outputs?|checkpoints?|results|runs|out|models?)(?:/|$)|/checkpoint-\d"),
    # An id on the Hub has one slash.
    re.compile(r"^(?!\w+://|(?:www\.)?(?:huggingface|hf)\.co/)[^/]*(?:/[^/]+){2,}"),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Read the configuration of each adapter, and the base that it names."""
    for file in release.files:
        if file.name not in _ADAPTER_FILES:
            continue
        place = join_path(file.folder, "adapter_config.json")
        if not release.has_file(place):
            message = "is an adapter, and there is no adapter_config.json beside it"
            yield RULE.make_finding(file.fact.path, message, "Add the adapter_config.json that was saved with it.")
        elif place in release.json:
            yield from _check_base_model(release, place)


def _check_base_model(release: WeightRelease, place: str) -> Iterator[Fault]:
    base = release.json[place].get("base_model_name_or_path")
    if not isinstance(base, str) or not base.strip():
        yield RULE.make_finding(place, "names no base model")
    elif _is_local_path(base) and base.strip("./") not in release.folders:
        yield RULE.make_finding(place, f"names the base model by a path of one machine: {base[:100]!a}")


def _is_local_path(base: str) -> bool:
    return any(pattern.search(base) for pattern in _LOCAL_PATHS)
