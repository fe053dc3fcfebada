"""Release -> faults: parameters, dtype and vocabulary of the weights that differ from what is said of them.

Only warnings: a card may round, and count otherwise. Packed weights (quantised) are not compared at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openrelease.collect.weight_files import ReadFile
from openrelease.collect.whole.kinds import library
from openrelease.collect.whole.release import Release, fault, join, quantized
from openrelease.collect.whole.shards import index_targets
from openrelease.model import Fault, Severity
from openrelease.untrusted import Plain
from openrelease.weights import Tensor

_TOLERANCE = 0.15
_UNITS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
# A size in a name: not "8x7B" (experts), not "A3B" (active), not "v2.5B".
_SIZE = re.compile(r"(?<![\w.\u00d7])(\d{1,4}(?:\.\d{1,3})?)\s?([KMBT])(?![\w%])")
_SAID = re.compile(
    r"(\d{1,4}(?:\.\d{1,3})?)\s?([KMBT]|million|billion|trillion)[- ](?:model )?param", re.IGNORECASE
)
_MIXTURE = re.compile(r"\d\s?[x\u00d7]\s?\d|\bA\d+(?:\.\d+)?B\b|active|per token", re.IGNORECASE)
_PACKED = frozenset({"U8", "I8", "I32", "U32", "U4", "I4", "F4"})
_FLOATS = {
    "float32": "F32",
    "float16": "F16",
    "bfloat16": "BF16",
    "float64": "F64",
    "half": "F16",
    "float": "F32",
}
_EMBEDDING = re.compile(
    r"(?:^|\.)(?:embed_tokens|wte|word_embeddings|tok_embeddings|shared|embed_in|token_embd|word_embedding)\.weight$"
)
_FULL = (".safetensors", ".bin")


def find(release: Release) -> Iterator[Fault]:
    """Compare where there is one model whose tensors are all known."""
    chosen = {folder: model_files(release, folder, files) for folder, files in release.folders().items()}
    models = {folder: files for folder, files in chosen.items() if files}
    for folder, files in models.items():
        config = release.config(folder)
        tensors = tuple(tensor for file in files if file.header for tensor in file.header.tensors or ())
        if quantized(config) or _packed(tensors):
            continue
        yield from _dtype(files, config, join(folder, "config.json"))
        yield from _vocabulary(files, tensors, config)
        if len(models) == 1 and library(release, folder) != "peft":
            yield from _parameters(release, files, tensors)
    yield from _gguf_vocabulary(release)


def model_files(release: Release, folder: str, files: tuple[ReadFile, ...]) -> tuple[ReadFile, ...]:
    """The files of one model in one form, all of them read: those that an index lists, else the only one."""
    indexes = (
        index_targets(path, value)
        for path, value in sorted(release.json.items(), key=lambda item: not item[0].endswith(_BEST))
        if path.rpartition("/")[0] == folder and "weight_map" in value
    )
    listed = next(indexes, None)
    found = files if listed is None else tuple(file for file in files if file.fact.path in listed)
    whole = len(found) == 1 if listed is None else len(found) == len(listed)
    sound = all(file.header and file.header.tensors and not file.fact.faults for file in found)
    return found if whole and sound and not any(map(_is_adapter, found)) else ()


_BEST = "safetensors.index.json"


def _is_adapter(file: ReadFile) -> bool:
    return file.fact.metadata.get("general.type", "model") != "model"


def _packed(tensors: tuple[Tensor, ...]) -> bool:
    """Whether a tenth of the elements are of a type that weights are packed into."""
    packed = sum(tensor.elements for tensor in tensors if tensor.dtype in _PACKED)
    return packed * 10 > sum(tensor.elements for tensor in tensors)


def _dtype(files: tuple[ReadFile, ...], config: Mapping[str, Plain], place: str) -> Iterator[Fault]:
    value = config.get("torch_dtype") or config.get("dtype")
    said = _FLOATS.get(value.removeprefix("torch.")) if isinstance(value, str) else None
    counts: dict[str, int] = {}
    for file in files:
        for dtype, count in file.fact.dtypes.items():
            counts[dtype] = counts.get(dtype, 0) + count
    main = max(counts, key=counts.__getitem__, default="")
    if said and main in _FLOATS.values() and main != said:
        message = f"says {value}, and most of the weights are {main}"
        remedy = "Name the dtype that the weights have, or save them in the one that is named."
        yield fault("dtype-conflict", Severity.WARNING, place, message, remedy)


def _vocabulary(
    files: tuple[ReadFile, ...], tensors: tuple[Tensor, ...], config: Mapping[str, Plain]
) -> Iterator[Fault]:
    inner = config.get("text_config")
    size = config.get("vocab_size") or (inner.get("vocab_size") if isinstance(inner, dict) else None)
    rows = [tensor.shape[0] for tensor in tensors if _EMBEDDING.search(tensor.name) and tensor.shape]
    if isinstance(size, int) and rows and max(rows) < size and files[0].name.endswith(_FULL):
        message = f"has an embedding of {max(rows):,} rows, and config.json a vocabulary of {size:,}"
        remedy = "Correct vocab_size, or publish the weights with the whole embedding."
        yield fault("vocab-conflict", Severity.WARNING, files[0].fact.path, message, remedy)


def _gguf_vocabulary(release: Release) -> Iterator[Fault]:
    for file in release.files:
        tokens = file.header.metadata.get("tokenizer.ggml.tokens", "") if file.header else ""
        rows = [
            t.shape[1] for t in (file.header.tensors or () if file.header else ()) if _is_gguf_embedding(t)
        ]
        count = int(tokens[1:-1]) if re.fullmatch(r"\[\d{1,12}\]", tokens) else 0
        if rows and rows[0] < count:
            message = f"has an embedding of {rows[0]:,} rows, and {count:,} tokens"
            remedy = "Convert the model again, from a checkpoint whose tokenizer fits."
            yield fault("vocab-conflict", Severity.WARNING, file.fact.path, message, remedy)


def _is_gguf_embedding(tensor: Tensor) -> bool:
    return tensor.name == "token_embd.weight" and len(tensor.shape) == 2  # noqa: PLR2004 - a matrix


def _parameters(
    release: Release, files: tuple[ReadFile, ...], tensors: tuple[Tensor, ...]
) -> Iterator[Fault]:
    said = _claim(release)
    real = sum(tensor.elements for tensor in tensors)
    if said is not None and abs(real - said) > _TOLERANCE * said:
        path = release.card_path or files[0].fact.path
        message = f"says {_told(said)} parameters, and the weights have {_told(real)}"
        remedy = "Correct the figure, or say what it leaves out."
        yield fault("params-conflict", Severity.WARNING, path, message, remedy)


def _claim(release: Release) -> float | None:
    """The one size that the title, else the text, gives; None where there is none, or more than one."""
    if _MIXTURE.search(release.title):
        return None
    sizes = {float(number) * _UNITS[unit.lower()] for number, unit in _SIZE.findall(release.title)}
    if not sizes and not _MIXTURE.search(release.text):
        sizes = {float(number) * _UNITS[unit[0].lower()] for number, unit in _SAID.findall(release.text)}
    return sizes.pop() if len(sizes) == 1 else None


def _told(count: float) -> str:
    size, unit = next(((size, unit) for unit, size in reversed(_UNITS.items()) if count >= size), (1.0, ""))
    return f"{count / size:.3g}{unit.upper()}"
