"""Release -> evidence of the source that runs the weights, as their configurations name it.

A model type that a well-known library implements is linked code; `auto_map` names code of the release, or of
another repository. Which types a library implements, and since when that is known: data/model_types.json.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openrelease.catalog.component_rules import Library
from openrelease.model import Evidence, Location, Status
from openrelease.scan.integrity.remote_code import classes, place_of
from openrelease.scan.integrity.weight_release import Release
from openrelease.untrusted import Plain

RUN = ("architecture_code", "inference_code")
"""The components that such source is evidence of."""

_PIPELINES = frozenset({"diffusers", "transformers"})


def find_runners(release: Release, libraries: Sequence[Library]) -> tuple[Evidence, ...]:
    """Give each piece of evidence once."""
    known = {library.name: library for library in libraries}
    found = (each for path, value in release.json.items() for each in _of(release, path, value, known))
    return tuple(dict.fromkeys((*found, *_gguf(release, known))))


def _of(
    release: Release, path: str, value: Mapping[str, Plain], known: Mapping[str, Library]
) -> Iterator[Evidence]:
    folder, _, name = path.rpartition("/")
    auto = value.get("auto_map")
    if isinstance(auto, dict):
        yield from _auto_map(release, path, folder, classes(auto))
    elif library := _LOOKS.get(name, _nothing)(value, known):
        yield _linked(path, known[library])


def _auto_map(release: Release, path: str, folder: str, named: tuple[str, ...]) -> Iterator[Evidence]:
    for each in named:
        repository, _, rest = each.rpartition("--")
        place = place_of(release, folder, rest.rpartition(".")[0])
        if repository:
            url = f"https://huggingface.co/{repository}"
            yield Evidence(location=Location(path=path), how="auto-map-remote", status=Status.LINKED, url=url)
        elif place:
            yield Evidence(location=Location(path=place), how="auto-map-module", status=Status.IN_REPO)


def _linked(path: str, library: Library) -> Evidence:
    url = f"https://{library.source.partition(' ')[0]}"
    return Evidence(location=Location(path=path), how="library-model-type", status=Status.LINKED, url=url)


def _gguf(release: Release, known: Mapping[str, Library]) -> Iterator[Evidence]:
    library = known.get("llama.cpp")
    for file in release.files:
        if library and file.fact.metadata.get("general.architecture") in library.model_types:
            yield _linked(file.fact.path, library)


def _nothing(_: Mapping[str, Plain], __: Mapping[str, Library]) -> str:
    return ""


def _transformers(value: Mapping[str, Plain], known: Mapping[str, Library]) -> str:
    if "pretrained_cfg" in value and "timm" in known:
        return "timm"
    library = known.get("transformers")
    return "transformers" if library and value.get("model_type") in library.model_types else ""


def _pipeline(value: Mapping[str, Plain], known: Mapping[str, Library]) -> str:
    """A pipeline is diffusers' own where all of its parts are classes of libraries."""
    parts = [part for name, part in value.items() if not name.startswith("_") and isinstance(part, list)]
    own = all(part and part[0] in {None, *_PIPELINES} for part in parts)
    return (
        "diffusers"
        if parts and own and isinstance(value.get("_class_name"), str) and "diffusers" in known
        else ""
    )


def _sentences(value: Mapping[str, Plain], known: Mapping[str, Library]) -> str:
    modules = value.get("modules")
    kinds = (
        [str(each.get("type")) for each in modules if isinstance(each, dict)]
        if isinstance(modules, list)
        else []
    )
    own = bool(kinds) and all(kind.startswith("sentence_transformers.") for kind in kinds)
    return "sentence-transformers" if own and "sentence-transformers" in known else ""


def _adapter(value: Mapping[str, Plain], known: Mapping[str, Library]) -> str:
    return "PEFT" if value.get("peft_type") and "PEFT" in known else ""


_LOOKS = {
    "config.json": _transformers,
    "model_index.json": _pipeline,
    "modules.json": _sentences,
    "adapter_config.json": _adapter,
}
"""What each configuration tells."""
