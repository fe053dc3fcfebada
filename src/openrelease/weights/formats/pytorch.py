"""What torch.save writes: a zip archive, or the older sequence of pickles.

The pickle is traced for its imports and tensors, without running it, and the data of each storage is checked to be
there. torch.load runs what a pickle imports unless `weights_only` is set, which is the default since PyTorch 2.6.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from openrelease.values import replace
from openrelease.weights.decoding.zip_archive import ZipMember, list_zip_members, read_zip_member
from openrelease.weights.header import Header, RefusedError, Tensor
from openrelease.weights.pickle_tracing.pickle_state import PickleState
from openrelease.weights.pickle_tracing.pickle_values import BITS, Storage, builds_arrays
from openrelease.weights.pickle_tracing.trace_pickle import trace_pickle
from openrelease.weights.signature_tests import (
    all_of,
    any_of,
    has_suffix,
    head_matches,
    none_of,
    starts_with,
    zip_contains,
    zip_starts_with,
)
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAX_PICKLE_BYTES = 8_388_608  # that of a model with thousands of tensors has less than one megabyte
_FIRST_PICKLE_READ = 262_144  # bytes
_LEGACY_PICKLES = 5  # magic, version, system, object, keys of the storages; then the raw data
_LEGACY_COUNT = 8  # bytes of the number before each storage
_ZIP = b"PK"


def read_pytorch(source: Source) -> Header:
    """Trace the pickle for its imports and tensors, and check that the data of each storage is there."""
    header, seen = _read_zip(source) if source.read(0, 2) == _ZIP else _read_legacy(source)
    if seen.storages or builds_arrays(seen.called):
        return header
    rule = FORMAT.header_rules["unknown"]
    return replace(header, faults=(rule.make_finding(source.path, "has a pickle that is not seen to build a tensor"),))


def _read_zip(source: Source) -> tuple[Header, PickleState]:
    listed = {member.name: member for member in list_zip_members(source)}
    name, *others = [name for name in listed if name.rpartition("/")[2].casefold() == "data.pkl"] or [""]
    if not name or others:  # torch.load ignores case, and takes the folder of the first member
        raise RefusedError("malformed", "has two files named data.pkl" if others else "has no data.pkl")
    if listed[name].size > _MAX_PICKLE_BYTES:
        raise RefusedError("unknown", f"has a pickle of {listed[name].size:,} bytes, more than is read")
    root = name.removesuffix("data.pkl")
    script = any(member.startswith(f"{root}code/") for member in listed)
    seen = trace_pickle(read_zip_member(source, listed[name], _MAX_PICKLE_BYTES))
    _check_pickle(seen)
    if not script:
        _check_members(seen.storages, listed, root)
    return _build_header("torchscript" if script else "pytorch-zip", seen, executable=script), seen


def _check_members(storages: Mapping[str, Storage], listed: Mapping[str, ZipMember], root: str) -> None:
    """Refuse an archive that lacks the data of a storage."""
    for key, storage in storages.items():
        member = listed.get(f"{root}data/{key}")
        if member is None:
            raise RefusedError("truncated", f"lacks the data of storage {key[:40]}")
        if storage.nbytes is not None and member.size < storage.nbytes:
            raise RefusedError("truncated", f"has {member.size:,} bytes of {storage.nbytes:,} of storage {key[:40]}")


def _read_legacy(source: Source) -> tuple[Header, PickleState]:
    data = source.read(0, _FIRST_PICKLE_READ)
    rows = _trace_pickles(data)
    if rows[-1].cut and source.size > len(data):
        data = source.read(0, _MAX_PICKLE_BYTES)
        rows = _trace_pickles(data)
    imports = tuple(dict.fromkeys(name for row in rows for name in row.imports))
    if rows[-1].cut and source.size > len(data):
        raise RefusedError("unknown", f"has pickles of more than {_MAX_PICKLE_BYTES:,} bytes")
    _check_pickle(rows[-1], imports)
    seen, end = rows[3], rows[-1].end
    expected = _sum_storage_bytes(seen.storages)
    if expected is not None and end + expected > source.size:
        raise RefusedError("truncated", f"ends at byte {source.size:,}, and its tensors at byte {end + expected:,}")
    return _build_header("pytorch-legacy", seen, executable=False, imports=imports), seen


def _trace_pickles(data: bytes) -> tuple[PickleState, ...]:
    """Trace the pickles before the data, up to the first that is broken."""
    rows = [trace_pickle(data)]
    while len(rows) < _LEGACY_PICKLES and not (rows[-1].cut or rows[-1].broken):
        rows.append(trace_pickle(data, rows[-1].end))
    return tuple(rows)


def _sum_storage_bytes(storages: Mapping[str, Storage]) -> int | None:
    sizes = [storage.nbytes for storage in storages.values()]
    known = [size for size in sizes if size is not None]
    return sum(known) + _LEGACY_COUNT * len(known) if len(known) == len(sizes) else None


def _check_pickle(seen: PickleState, imports: tuple[str, ...] = ()) -> None:
    """Refuse a pickle that could not be traced to its end."""
    named = imports or tuple(seen.imports)
    imported = f" (it imports {', '.join(named[:5])})"[:300] if named else ""
    if seen.broken:
        raise RefusedError("unknown" if seen.limited else "malformed", f"its pickle {seen.broken}{imported}")
    if seen.cut:
        raise RefusedError("truncated", f"its pickle has no end{imported}")


def _list_tensors(seen: PickleState) -> Iterator[Tensor]:
    """Yield the tensors of a state dictionary; those that share a storage have no size of their own."""
    uses = Counter(made.storage.key for made in seen.tensors.values())
    for name, made in seen.tensors.items():
        bits = BITS.get(made.storage.dtype or "") if uses[made.storage.key] == 1 else None
        tensor = Tensor(name=name, dtype=made.storage.dtype or "?", shape=made.shape)
        yield tensor if bits is None else replace(tensor, nbytes=tensor.elements * bits // 8)


def _build_header(name: str, seen: PickleState, *, executable: bool, imports: tuple[str, ...] = ()) -> Header:
    known = all(storage.dtype for storage in seen.storages.values())
    dtypes: dict[str, int] = {}
    for storage in seen.storages.values():
        dtypes[storage.dtype or "?"] = dtypes.get(storage.dtype or "?", 0) + storage.elements
    return Header(
        format=name,
        parameters=sum(dtypes.values()) if known and seen.storages else None,
        dtypes=dtypes if known else {},
        tensors=tuple(_list_tensors(seen)) or None,
        imports=imports or tuple(seen.imports),
        executable=executable,
    )


_LEGACY_MAGIC = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19"  # LONG 0x1950a86a20f9469cfc6c as a pickle
HAS_PICKLE = zip_contains(r"[^/]+/data\.pkl")  # torch.save writes it first
# TorchScript writes its tensors first, each aligned to 64 bytes by an extra field FB.
STARTS_WITH_TENSOR = all_of(zip_starts_with(r"[^/]+/data/\d+"), head_matches(rb"\d+FB.\0Z"))
SCRIPT_SUFFIXES = (".jit", ".torchscript")
HAS_CODE = any_of(zip_contains(r"[^/]+/(?:code/.*|constants\.pkl)"), has_suffix(*SCRIPT_SUFFIXES))

FORMAT = WeightFormat(
    id="pytorch",
    title="PyTorch",
    serialisation="pickle",
    names=(
        FileNames(suffixes=(".pth",), certainty="certain", linked=True, text_too=True),
        FileNames(suffixes=(".ckpt",), certainty="certain", linked=True),
        FileNames(suffixes=(".distcp",), certainty="certain"),
        FileNames(
            pattern=r"(?:^|/)(?:[\w.-]*pytorch_model|adapter_model|lora_weights)[\w.-]*\.bin$",
            examples=("pytorch_model.bin", "adapter_model.bin"),
            certainty="certain",
        ),
        FileNames(suffixes=(".pt",), certainty="likely", linked=True),
        FileNames(suffixes=(".th",), certainty="likely"),
        FileNames(suffixes=(".bin",), indexed=True),
    ),
    signatures=(
        Signature(test=starts_with(_LEGACY_MAGIC), variant="pytorch-legacy"),
        Signature(test=all_of(HAS_PICKLE, none_of(STARTS_WITH_TENSOR, HAS_CODE)), variant="pytorch-zip"),
    ),
    reader=read_pytorch,
    rule_prefix="torch",
    specification="https://github.com/pytorch/pytorch/blob/main/torch/serialization.py",
    manual=__doc__,
)
