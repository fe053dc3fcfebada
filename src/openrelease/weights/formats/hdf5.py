"""HDF5 files of Keras (weights, or whole models of Keras 2), by their superblock and groups.

Where a file uses a feature that is not read (dense groups, other layouts) its parameters are not known. A model of
Keras 2 may hold code in a Lambda layer.
"""

from openrelease.weights.decoding.hdf5_headers import Sizes
from openrelease.weights.decoding.hdf5_objects import read_datasets
from openrelease.weights.decoding.random_access import Pages
from openrelease.weights.header import Header, RefusedError, make_header
from openrelease.weights.signature_tests import all_of, head_matches, is_named_for_model, starts_with
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAGIC = b"\x89HDF\r\n\x1a\n"
_SUPERBLOCK_BYTES = 128  # the largest superblock
_BASES = {0: 24, 1: 28, 2: 12, 3: 12}
"""The position of the base address, by version of the superblock."""
_OFFSET_SIZES = {0: 13, 1: 13, 2: 9, 3: 9}
_ROOTS = {0: 5, 1: 5, 2: 3, 3: 3}
"""The number of addresses between base and root object header, by version of the superblock."""
# The state of a training run, which Keras saves beside the weights.
_OPTIMIZER_GROUPS = ("optimizer_weights/", "optimizer/", "_optimizer/")


def read_hdf5(source: Source) -> Header:
    """Check that the file is as long as its superblock says, and list the datasets of its groups."""
    pages = Pages(source)
    block = pages.take(0, min(_SUPERBLOCK_BYTES, source.size))
    if not block.startswith(_MAGIC) or len(block) < 48:  # noqa: PLR2004 - the shortest superblock
        raise RefusedError("truncated" if _MAGIC.startswith(block[:8]) else "malformed", "has no superblock")
    version = block[8]
    if version not in _BASES:
        raise RefusedError("unknown", f"has a superblock of version {version}; versions 0 to 3 are supported")
    sizes = Sizes(address=block[_OFFSET_SIZES[version]], length=block[_OFFSET_SIZES[version] + 1])
    if not {sizes.address, sizes.length} <= {4, 8}:
        raise RefusedError("unknown", f"has addresses of {sizes.address} bytes; 4 and 8 are supported")
    places = (_BASES[version] + n * sizes.address for n in (0, 2, _ROOTS[version]))
    base, end, root = (int.from_bytes(block[at : at + sizes.address], "little") for at in places)
    if base + end > source.size:
        raise RefusedError("truncated", f"has {source.size:,} bytes, and its superblock says {base + end:,}")
    return _read_datasets(Pages(source, base) if base else pages, root, sizes)


def _read_datasets(pages: Pages, root: int, sizes: Sizes) -> Header:
    """Count the parameters; they are unknown if a group cannot be read."""
    try:
        found = tuple(read_datasets(pages, root, sizes))
    except RefusedError as error:
        if error.kind != "unknown":
            raise
        return Header(format="hdf5")
    tensors = tuple(tensor for tensor in found if not tensor.name.startswith(_OPTIMIZER_GROUPS))
    return make_header("hdf5", tensors) if tensors else Header(format="hdf5")


_KERAS_GROUPS = head_matches(rb"keras_version|model_weights|layer_names|_layer_checkpoint_dependencies")

FORMAT = WeightFormat(
    id="hdf5",
    title="HDF5",
    serialisation="unknown",
    names=(
        FileNames(
            suffixes=(".weights.h5",),
            pattern=r"(?:^|/)tf_model[^/]*\.h5$",
            examples=("tf_model.h5",),
            certainty="certain",
        ),
        FileNames(suffixes=(".h5",), indexed=True, certainty="likely", linked=True),
        FileNames(suffixes=(".hdf5",), certainty="likely"),
    ),
    signatures=(
        Signature(test=all_of(starts_with(_MAGIC), _KERAS_GROUPS)),
        Signature(test=all_of(starts_with(_MAGIC), is_named_for_model), confident=False),
    ),
    reader=read_hdf5,
    rule_prefix="hdf5",
    specification="https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html",
    manual=__doc__,
)
