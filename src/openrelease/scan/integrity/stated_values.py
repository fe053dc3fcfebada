"""Release -> faults: dtype, vocabulary and parameters of the weights that differ from what is said of them.

Only warnings: a card may round, and count otherwise. Packed weights (quantised) are not compared at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.library_detection import detect_library
from openrelease.scan.integrity.parameter_counts import compare_parameter_count
from openrelease.scan.integrity.shard_index import resolve_index_targets
from openrelease.scan.integrity.weight_release import WeightRelease, is_quantized, join_path, make_fault
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.untrusted import Plain
from openrelease.weights import Tensor

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
    r"(?:^|\.)(?:embed_tokens|wte|word_embeddings?|tok_embeddings|shared|embed_in|token_embd"
    r"|embeddings?|emb|tok(?:en)?_emb(?:edding)?s?)\.weight$"
)
_FULL = (".safetensors", ".bin")
_LAYER = re.compile(r"(?P<row>(?:[^.]+\.)*?(?:layers|layer|h|blocks|block))\.(?P<number>\d{1,5})\.")
_LAYER_KEYS = ("num_hidden_layers", "n_layer", "num_layers", "n_layers")


def find(release: WeightRelease) -> Iterator[Fault]:
    """Compare where there is one model whose tensors are all known."""
    chosen = {folder: select_model_files(release, folder, files) for folder, files in release.by_folder.items()}
    models = {folder: files for folder, files in chosen.items() if files}
    main = "" if "" in models else next(iter(models), "") if len(models) == 1 else None
    for folder, files in models.items():
        config = release.config(folder)
        tensors = tuple(tensor for file in files if file.header for tensor in file.header.tensors or ())
        if is_quantized(config) or _is_packed(tensors):
            continue
        yield from _check_dtype(files, config, join_path(folder, "config.json"))
        yield from _check_vocabulary(files, tensors, config)
        yield from _check_layers(files, tensors, config, join_path(folder, "config.json"))
        if folder == main and detect_library(release, folder) != "peft":
            yield from compare_parameter_count(release, files, tensors)
    yield from _check_gguf_vocabulary(release)


def select_model_files(
    release: WeightRelease, folder: str, files: tuple[WeightFileHeader, ...]
) -> tuple[WeightFileHeader, ...]:
    """The files of one model in one form, all of them read; none where it cannot be told which they are.

    The form is that which libraries load first: the single file, the shards of an index, or the only file.
    """
    named = {file.name: file for file in files}
    for single, index in _FORMS:
        if single in named:
            return _accept_known_files((named[single],))
        value = release.json.get(join_path(folder, index))
        if value is not None and "weight_map" in value:
            targets = resolve_index_targets(join_path(folder, index), value)
            listed = tuple(file for file in release.files if file.fact.path in targets)
            return _accept_known_files(listed) if len(listed) == len(targets) else ()
    return _accept_known_files(files) if len(files) == 1 else ()


# The order in which transformers and diffusers look for weights.
_FORMS = tuple(
    (f"{stem}.{suffix}", f"{stem}.{suffix}.index.json")
    for stem, suffix in (
        ("model", "safetensors"),
        ("diffusion_pytorch_model", "safetensors"),
        ("pytorch_model", "bin"),
        ("diffusion_pytorch_model", "bin"),
    )
)


def _accept_known_files(files: tuple[WeightFileHeader, ...]) -> tuple[WeightFileHeader, ...]:
    sound = all(file.header and file.header.tensors and not _is_broken(file) for file in files)
    return files if files and sound and not any(map(_is_gguf_adapter, files)) else ()


def _is_broken(file: WeightFileHeader) -> bool:
    return any(fault.severity in {Severity.ERROR, Severity.UNKNOWN} for fault in file.fact.faults)


def _is_gguf_adapter(file: WeightFileHeader) -> bool:
    return file.fact.metadata.get("general.type", "model") != "model"


def _is_packed(tensors: tuple[Tensor, ...]) -> bool:
    """Whether a tenth of the elements are of a type that weights are packed into."""
    packed = sum(tensor.elements for tensor in tensors if tensor.dtype in _PACKED)
    return packed * 10 > sum(tensor.elements for tensor in tensors)


def _check_dtype(files: tuple[WeightFileHeader, ...], config: Mapping[str, Plain], place: str) -> Iterator[Fault]:
    inner = config.get("text_config")
    places = (config, inner) if isinstance(inner, dict) else (config,)
    value = next((each[key] for each in places for key in ("torch_dtype", "dtype") if each.get(key)), None)
    said = _FLOATS.get(value.removeprefix("torch.")) if isinstance(value, str) else None
    counts: dict[str, int] = {}
    for file in files:
        for dtype, count in file.fact.dtypes.items():
            counts[dtype] = counts.get(dtype, 0) + count
    main = max(counts, key=counts.__getitem__, default="")
    if said and main in _FLOATS.values() and main != said:
        message = f"says {value}, and most of the weights are {main}"
        remedy = "Name the dtype that the weights have, or save them in the one that is named."
        yield make_fault("dtype-conflict", Severity.WARNING, place, message, remedy)


def _check_vocabulary(
    files: tuple[WeightFileHeader, ...], tensors: tuple[Tensor, ...], config: Mapping[str, Plain]
) -> Iterator[Fault]:
    inner = config.get("text_config")
    size = config.get("vocab_size") or (inner.get("vocab_size") if isinstance(inner, dict) else None)
    rows = [tensor.shape[0] for tensor in tensors if _EMBEDDING.search(tensor.name) and tensor.shape]
    if isinstance(size, int) and rows and max(rows) < size and files[0].name.endswith(_FULL):
        message = f"has an embedding of {max(rows):,} rows, and config.json a vocabulary of {size:,}"
        remedy = "Correct vocab_size, or publish the weights with the whole embedding."
        yield make_fault("vocab-conflict", Severity.WARNING, files[0].fact.path, message, remedy)


def _check_layers(
    files: tuple[WeightFileHeader, ...], tensors: tuple[Tensor, ...], config: Mapping[str, Plain], place: str
) -> Iterator[Fault]:
    """Fewer layers than are said: some were lost. More are no fault, as parts for training stand beside them.

    Models of more than one row of layers (encoder and decoder, text and pictures) are not compared.
    """
    rows: dict[str, set[int]] = {}
    for match in (_LAYER.match(tensor.name) for tensor in tensors):
        if match:
            rows.setdefault(match["row"], set()).add(int(match["number"]))
    said = next((config[key] for key in _LAYER_KEYS if isinstance(config.get(key), int)), None)
    real = len(next(iter(rows.values()))) if len(rows) == 1 else None
    if isinstance(said, int) and real is not None and real < said and files[0].name.endswith(_FULL):
        message = f"says {said:,} layers, and the weights have {real:,}"
        remedy = "Publish the weights of all layers, or correct the number."
        yield make_fault("layers-conflict", Severity.WARNING, place, message, remedy)


def _check_gguf_vocabulary(release: WeightRelease) -> Iterator[Fault]:
    for file in release.files:
        tokens = file.header.metadata.get("tokenizer.ggml.tokens", "") if file.header else ""
        rows = [t.shape[1] for t in (file.header.tensors or () if file.header else ()) if _is_gguf_embedding(t)]
        count = int(tokens[1:-1]) if re.fullmatch(r"\[\d{1,12}\]", tokens) else 0
        if rows and rows[0] < count:
            message = f"has an embedding of {rows[0]:,} rows, and {count:,} tokens"
            remedy = "Convert the model again, from a checkpoint whose tokenizer fits."
            yield make_fault("vocab-conflict", Severity.WARNING, file.fact.path, message, remedy)


def _is_gguf_embedding(tensor: Tensor) -> bool:
    return tensor.name == "token_embd.weight" and len(tensor.shape) == 2  # noqa: PLR2004 - a matrix
