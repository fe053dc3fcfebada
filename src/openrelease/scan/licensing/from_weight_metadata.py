"""Weight files -> what their own metadata says of the license, as GGUF, ONNX and safetensors files do.

https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (general.license),
https://github.com/onnx/onnx/blob/main/docs/IR.md (metadata_props) and
https://github.com/Stability-AI/ModelSpec (modelspec.license)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openrelease.licenses import parse
from openrelease.model import License, Location
from openrelease.scan.licensing.statement import Reader, Statement
from openrelease.scan.weight_files.headers import ReadFile

_KEYS = ("general.license", "modelspec.license", "license", "License", "model_license")
_LONGEST = 200  # characters; a longer value is a text
_NOTHING = frozenset({"", "none", "unknown", "n/a", "other"})


def from_weights(files: Sequence[ReadFile], reader: Reader) -> Iterator[Statement]:
    """One statement for each license that the files name, at the first that names it."""
    seen: set[str] = set()
    for file in files:
        for value in (file.fact.metadata.get(key, "").strip() for key in _KEYS):
            if value.lower() in _NOTHING or value in seen or len(value) > _LONGEST:
                continue
            seen.add(value)
            yield Statement(part="weights", license=_license(value, file.fact.path, reader))


def _license(value: str, path: str, reader: Reader) -> License:
    parsed = parse(value, reader.table)
    return reader.license(parsed.expression, "metadata", Location(path=path), parsed.problem or "")
