"""Weight files -> what their own metadata says of the license, as GGUF, ONNX and safetensors files do.

https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (general.license),
https://github.com/onnx/onnx/blob/main/docs/IR.md (metadata_props) and
https://github.com/Stability-AI/ModelSpec (modelspec.license)
"""

from collections.abc import Iterator, Sequence

from openrelease.model import Claim, Location
from openrelease.scan.licensing.statement import Reader, ScopedClaim
from openrelease.scan.weight_files.headers import WeightFileHeader

_KEYS = ("general.license", "general.license.name", "modelspec.license", "license", "License", "model_license")
_LONGEST = 200  # characters; a longer value is a text
_NOTHING = frozenset({"", "none", "unknown", "n/a", "other"})


def read_weight_metadata(files: Sequence[WeightFileHeader], reader: Reader) -> Iterator[ScopedClaim]:
    """One statement for each license that the files name, at the first that names it."""
    seen: set[str] = set()
    for file in files:
        for value in (file.fact.metadata.get(key, "").strip() for key in _KEYS):
            if value.lower() in _NOTHING or value in seen or len(value) > _LONGEST:
                continue
            seen.add(value)
            yield ScopedClaim(part="weights", claim=_parse_license(value, file.fact.path, reader))


def _parse_license(value: str, path: str, reader: Reader) -> Claim:
    return reader.parse_claim(value, "metadata", Location(path=path))
