"""WeightRelease -> the base models that its configurations and GGUF files name.

https://huggingface.co/docs/hub/model-cards (base_model) and
https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (general.base_model.*)
"""

import re
from collections.abc import Iterator, Mapping

from openrelease.scan.integrity.library_detection import detect_library
from openrelease.scan.integrity.release_paths import base_name, parent_folder
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.values import dataclass

_HOST = re.compile(r"^(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/", re.IGNORECASE)
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
_GGUF_BASE_KEY = re.compile(r"general\.base_model\.(\d+)\.(repo_url|name)")
_GGUF_NAME_KEYS = ("general.name", "general.basename", "general.finetune")
_FLOAT_TYPES = frozenset({"F32", "F16", "BF16", "F64"})
_CONFIG_KEYS = {"adapter_config.json": "base_model_name_or_path", "config.json": "_name_or_path"}


@dataclass(frozen=True, kw_only=True)
class NamedBase:
    """A base model that a file names, in lower case.

    `own_names` are names that a quantized file gives to itself, normalized.
    """

    path: str
    base: str
    own_names: frozenset[str] = frozenset()

    @property
    def folder(self) -> str:
        """The folder of the file, "" for the root."""
        return parent_folder(self.path)

    @property
    def is_model_config(self) -> bool:
        """Whether the file is a config.json, which may name the model itself."""
        return base_name(self.path) == "config.json"


def collect_named_bases(release: WeightRelease) -> Iterator[NamedBase]:
    """Yield the bases of configurations, then those of GGUF files."""
    for path, value in release.json.items():
        if detect_library(release, parent_folder(path)) == "diffusers":
            continue  # each part of a pipeline has an origin of its own
        for base in parse_hub_ids(value.get(_CONFIG_KEYS.get(base_name(path), ""))):
            yield NamedBase(path=path, base=base)
    for file in release.files:
        yield from _read_gguf_bases(file)


def parse_hub_ids(value: object) -> tuple[str, ...]:
    """Return ids on the Hub in lower case; paths and names without an owner cannot be compared."""
    values = value if isinstance(value, list) else [value]
    texts = (_HOST.sub("", each).strip().removesuffix("/").lower() for each in values if isinstance(each, str))
    return tuple(text for text in texts if _HUB_ID.fullmatch(text) and not text.startswith("."))


def normalize_name(name: str) -> str:
    """Return a name without case, hyphens and spaces, in which writers of GGUF files differ."""
    return re.sub(r"[\W_]+", "", name.lower())


def _read_gguf_bases(file: WeightFileHeader) -> Iterator[NamedBase]:
    """Yield the bases in the metadata of a GGUF file.

    A quantized file keeps the base of what it was made from, while its card names that model instead. So the
    names that the file gives to itself count as its base too, and a file without a name is not compared.
    """
    metadata = file.fact.metadata
    names = (metadata.get(key, "") for key in _GGUF_NAME_KEYS)
    own_names = frozenset(normalize_name(name) for name in names if name)
    full = max(file.fact.dtypes, key=file.fact.dtypes.__getitem__, default="") in _FLOAT_TYPES
    if full or own_names:
        for base in dict.fromkeys(_parse_gguf_base_keys(metadata)):
            own = frozenset() if full else own_names
            yield NamedBase(path=file.fact.path, base=base, own_names=own)


def _parse_gguf_base_keys(metadata: Mapping[str, str]) -> Iterator[str]:
    """Yield the id of each base, or its name where it has no id."""
    found: dict[str, dict[str, str]] = {}
    for key, value in metadata.items():
        if match := _GGUF_BASE_KEY.fullmatch(key):
            found.setdefault(match[1], {})[match[2]] = value
    for each in found.values():
        yield from parse_hub_ids(each.get("repo_url")) or ((each["name"].lower(),) if each.get("name") else ())
