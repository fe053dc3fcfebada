"""Release -> faults: adapters (PEFT) without the configuration or the base that they need.

https://huggingface.co/docs/peft/developer_guides/checkpoint
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.weight_release import WeightRelease, join_path, make_fault

_ADAPTERS = frozenset({"adapter_model.safetensors", "adapter_model.bin"})
_LOCAL = re.compile(
    r"^(?:[/.~\\]|[A-Za-z]:[\\/]|file:)|^(?:outputs?|checkpoints?|results|runs|out|models?)(?:/|$)|/checkpoint-\d"
    r"|^(?!\w+://|(?:www\.)?(?:huggingface|hf)\.co/)[^/]*(?:/[^/]+){2,}|\\"  # an id of the Hub has one slash
)
_NAME = "Name the base model by its id on the Hub in base_model_name_or_path of adapter_config.json."


def find(release: WeightRelease) -> Iterator[Fault]:
    """Look at each adapter's configuration, and at the base that it names."""
    for file in release.files:
        if file.name not in _ADAPTERS:
            continue
        place = join_path(file.folder, "adapter_config.json")
        if not release.has(place):
            message = "is an adapter, and no adapter_config.json is beside it"
            remedy = "Add the adapter_config.json that was saved with it."
            yield make_fault("adapter-without-base", Severity.ERROR, file.fact.path, message, remedy)
        elif place in release.json:
            yield from _check_base_model(release, place)


def _check_base_model(release: WeightRelease, place: str) -> Iterator[Fault]:
    base = release.json[place].get("base_model_name_or_path")
    if not isinstance(base, str) or not base.strip():
        yield make_fault("adapter-without-base", Severity.ERROR, place, "names no base model", _NAME)
    elif _LOCAL.search(base) and base.strip("./") not in release.places:
        message = f"names the base model by a path of the machine that made it: {base[:100]!a}"
        yield make_fault("adapter-without-base", Severity.ERROR, place, message, _NAME)
