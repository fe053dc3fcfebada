"""The values of a traced pickle: names, storages and tensors of PyTorch."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Global:
    """A name that a pickle imports."""

    module: str
    name: str

    def __str__(self) -> str:
        """Return `module.name`."""
        return f"{self.module}.{self.name}"


@dataclass(frozen=True, kw_only=True)
class Storage:
    """The data of one or more tensors: its `key` in the file, its dtype and number of elements."""

    key: str
    dtype: str | None
    elements: int

    @property
    def nbytes(self) -> int | None:
        """The size in bytes, None for an unknown dtype."""
        bits = BITS.get(self.dtype or "")
        return None if bits is None else self.elements * bits // 8


@dataclass(frozen=True, kw_only=True)
class TensorView:
    """A tensor: a view of a storage."""

    storage: Storage
    shape: tuple[int, ...]


class _Marker:
    """A value that is compared by identity."""


MARK: Final = _Marker()
OPAQUE: Final = _Marker()
"""A value that is not traced."""

# A tuple may hold any of these; the recursion stands in quotes for the type checker's sake.
Value: TypeAlias = "str | int | Global | Storage | TensorView | _Marker | tuple[Value, ...]"

DTYPES: Mapping[str, str] = {
    "Float": "F32", "Half": "F16", "BFloat16": "BF16", "Double": "F64", "Long": "I64", "Int": "I32",
    "Short": "I16", "Char": "I8", "Byte": "U8", "Bool": "BOOL", "ComplexFloat": "C64",
    "ComplexDouble": "C128", "QInt8": "I8", "QUInt8": "U8", "QInt32": "I32",
}  # fmt: skip
"""The dtypes of storage classes of PyTorch, by name without "Storage"."""

BITS: Mapping[str, int] = {
    "F32": 32, "F16": 16, "BF16": 16, "F64": 64, "I64": 64, "I32": 32, "I16": 16, "I8": 8, "U8": 8, "BOOL": 8,
    "C64": 64, "C128": 128,
}  # fmt: skip

_STORAGE_FIELDS = 5  # "storage", class, key, location, number of elements; legacy files have a sixth
_MAX_ELEMENTS = 2**62
_REBUILD_FUNCTIONS = frozenset({"_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3", "_rebuild_qtensor"})
_WRAP_FUNCTIONS = frozenset({"_rebuild_parameter", "_rebuild_parameter_with_state"})

_DTYPE_NAMES = (
    *("float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"),
    *("complex64", "complex128", "float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz"),
)
_TENSOR_IMPORTS = frozenset(
    {
        "collections.OrderedDict",
        *(f"torch._utils.{name}" for name in (*_REBUILD_FUNCTIONS, *_WRAP_FUNCTIONS, "_rebuild_sparse_tensor")),
        "torch._tensor._rebuild_from_type_v2",
        "torch.serialization._get_layout",
        "torch.nn.parameter.Parameter",
        *(f"torch.{name}" for name in ("Size", "device", "Tensor")),
        *(f"torch.storage.{name}" for name in ("TypedStorage", "UntypedStorage")),
        *(
            f"{module}.multiarray.{name}"
            for module in ("numpy.core", "numpy._core")
            for name in ("_reconstruct", "scalar")
        ),
        "numpy.dtype",
        "numpy.ndarray",
        "_codecs.encode",
    }
    | {f"torch.{name}Storage" for name in (*DTYPES, "Untyped")}
    | {f"torch.{name}" for name in _DTYPE_NAMES}
)


_ARRAY_CALLS = re.compile(
    r"(?:numpy\.core|numpy\._core)\.(?:multiarray\.(?:_reconstruct|scalar)|numeric\._frombuffer)|numpy\.ndarray"
    r"|joblib\.numpy_pickle\.NumpyArrayWrapper|torch\._utils\._rebuild_\w+|torch\._tensor\._rebuild_\w+"
    r"|torch\.storage\._load_from_bytes|jax\._src\.array\._reconstruct_array|(?:xgboost\.core|lightgbm\.basic)\.Booster"
    r"|catboost\.core\.\w+|sklearn\.tree\._tree\.Tree|mxnet\.ndarray\.ndarray\.NDArray"
)


def builds_arrays(called: Iterable[str]) -> bool:
    """Return whether a pickle calls something that makes an array, a tensor or a model of trees."""
    return any(_ARRAY_CALLS.fullmatch(name) for name in called)


def find_unusual_imports(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the imports that a file of tensors does not need."""
    return tuple(name for name in names if name not in _TENSOR_IMPORTS)


def resolve_storage(value: Value) -> Value:
    """Return the storage that a persistent id of PyTorch names; OPAQUE for anything else."""
    if not isinstance(value, tuple) or len(value) < _STORAGE_FIELDS or value[0] != "storage":
        return OPAQUE
    kind, key, elements = value[1], value[2], value[4]
    if not isinstance(kind, Global) or not isinstance(key, (str, int)):
        return OPAQUE
    if not isinstance(elements, int) or not 0 <= elements < _MAX_ELEMENTS:
        return OPAQUE
    dtype = DTYPES.get(kind.name.removesuffix("Storage"))
    return Storage(key=str(key), dtype=dtype, elements=elements)


def rebuild_tensor(function: Value, arguments: Value) -> Value:
    """Return the tensor that a call rebuilds; OPAQUE for any other call. Nothing is called."""
    if not isinstance(function, Global) or not isinstance(arguments, tuple) or not arguments:
        return OPAQUE
    first = arguments[0]
    if function.name in _WRAP_FUNCTIONS and isinstance(first, TensorView):
        return first
    shape = arguments[2] if len(arguments) > 2 else ()  # noqa: PLR2004 - storage, offset, shape
    if function.name in _REBUILD_FUNCTIONS and isinstance(first, Storage) and isinstance(shape, tuple):
        sizes = tuple(size for size in shape if isinstance(size, int) and size >= 0)
        return TensorView(storage=first, shape=sizes) if len(sizes) == len(shape) else OPAQUE
    return OPAQUE
