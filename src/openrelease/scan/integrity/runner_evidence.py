"""WeightRelease -> evidence of the source that runs the weights, as configurations and GGUF files name it.

A model type that a well-known library implements is linked code; `auto_map` names code of the release, or of
another repository. Which types a library implements, and since when that is known: data/model_types.json.
"""

from collections.abc import Iterator, Mapping, Sequence

from openrelease.catalog.catalog_entries import Library
from openrelease.model import Evidence, Location, Status
from openrelease.scan.integrity.loading.auto_map import find_module_path, list_auto_map_classes
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.untrusted import Plain

RUNNER_COMPONENTS = ("architecture_code", "inference_code")
"""The components that such source is evidence of."""

_PIPELINES = frozenset({"diffusers", "transformers"})


def find_runners(release: WeightRelease, libraries: Sequence[Library]) -> tuple[Evidence, ...]:
    """Return each piece of evidence once."""
    known = {library.name: library for library in libraries}
    found = (each for path, value in release.json.items() for each in _read_configuration(release, path, value, known))
    return tuple(dict.fromkeys((*found, *_read_gguf_architecture(release, known))))


def _read_configuration(
    release: WeightRelease, path: str, value: Mapping[str, Plain], known: Mapping[str, Library]
) -> Iterator[Evidence]:
    folder, _, name = path.rpartition("/")
    auto = value.get("auto_map")
    if isinstance(auto, dict):
        yield from _read_auto_map(release, path, folder, list_auto_map_classes(auto))
    elif name in _MATCHERS and (library := _MATCHERS[name](value, known)):
        yield _link_to_library(path, known[library])


def _read_auto_map(release: WeightRelease, path: str, folder: str, named: tuple[str, ...]) -> Iterator[Evidence]:
    for each in named:
        repository, _, rest = each.rpartition("--")
        place = find_module_path(release, folder, rest.rpartition(".")[0])
        if repository:
            url = f"https://huggingface.co/{repository}"
            yield Evidence(location=Location(path=path), how="auto-map-remote", status=Status.LINKED, url=url)
        elif place:
            yield Evidence(location=Location(path=place), how="auto-map-module", status=Status.IN_REPO)


def _link_to_library(path: str, library: Library) -> Evidence:
    url = f"https://{library.source.partition(' ')[0]}"
    return Evidence(location=Location(path=path), how="library-model-type", status=Status.LINKED, url=url)


def _read_gguf_architecture(release: WeightRelease, known: Mapping[str, Library]) -> Iterator[Evidence]:
    library = known.get("llama.cpp")
    for file in release.files:
        if library and file.fact.metadata.get("general.architecture") in library.model_types:
            yield _link_to_library(file.fact.path, library)


def _match_transformers(value: Mapping[str, Plain], known: Mapping[str, Library]) -> str:
    if "pretrained_cfg" in value and "timm" in known:
        return "timm"
    library = known.get("transformers")
    return "transformers" if library and value.get("model_type") in library.model_types else ""


def _match_diffusers(value: Mapping[str, Plain], known: Mapping[str, Library]) -> str:
    """Return "diffusers" if all parts of a pipeline are classes of diffusers or transformers."""
    parts = [part for name, part in value.items() if not name.startswith("_") and isinstance(part, list)]
    own = all(part and (part[0] is None or str(part[0]) in _PIPELINES) for part in parts)
    return "diffusers" if parts and own and isinstance(value.get("_class_name"), str) and "diffusers" in known else ""


def _match_sentence_transformers(value: Mapping[str, Plain], known: Mapping[str, Library]) -> str:
    modules = value.get("modules")
    kinds = [str(each.get("type")) for each in modules if isinstance(each, dict)] if isinstance(modules, list) else []
    own = bool(kinds) and all(kind.startswith("sentence_transformers.") for kind in kinds)
    return "sentence-transformers" if own and "sentence-transformers" in known else ""


def _match_peft(value: Mapping[str, Plain], known: Mapping[str, Library]) -> str:
    return "PEFT" if value.get("peft_type") and "PEFT" in known else ""


_MATCHERS = {
    "config.json": _match_transformers,
    "model_index.json": _match_diffusers,
    "modules.json": _match_sentence_transformers,
    "adapter_config.json": _match_peft,
}
"""What names the library in each configuration."""
