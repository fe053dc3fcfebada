"""Zip archives of NumPy arrays, as np.savez and MLX write them, taken for weights only under the name of a model."""

from collections.abc import Iterator

from openrelease.values import replace
from openrelease.weights.decoding.zip_archive import (
    ZipMember,
    list_zip_members,
    open_stored_member,
    read_zip_member,
)
from openrelease.weights.formats.npy import MAX_HEADER_BYTES, read_array
from openrelease.weights.header import Header, RefusedError, Tensor, make_header
from openrelease.weights.signature_tests import all_of, is_named_for_model, zip_contains
from openrelease.weights.source import Source, source_from_bytes
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAX_MEMBERS = 5_000


def read_npz(source: Source) -> Header:
    """Read the header of each array, and check that its data is there."""
    read = tuple(_read_members(source))
    if read and all(objects for _, objects in read):
        raise RefusedError("malformed", "holds pickled objects alone, which NumPy does not load")
    header = make_header("npz", tuple(tensor for tensor, _ in read))
    return replace(header, executable=any(objects for _, objects in read))


def _read_members(source: Source) -> Iterator[tuple[Tensor, bool]]:
    listed = list_zip_members(source)
    if len(listed) > _MAX_MEMBERS:
        raise RefusedError("unknown", f"has {len(listed):,} arrays, more than are read")
    for member in listed:
        if member.name.endswith(".npy"):
            yield _read_member(source, member)


def _read_member(source: Source, member: ZipMember) -> tuple[Tensor, bool]:
    """Return the array, and whether its elements are objects."""
    if member.stored:
        part = open_stored_member(source, member)
    else:
        part = source_from_bytes(source.path, read_zip_member(source, member, MAX_HEADER_BYTES))
    tensor, after, objects = read_array(part, member.name.removesuffix(".npy"))
    if tensor.nbytes is not None and after + tensor.nbytes > member.size:
        raise RefusedError("truncated", f"has too few bytes for {member.name[:80]}")
    return tensor, objects


FORMAT = WeightFormat(
    id="npz",
    title="NumPy archive",
    serialisation="safe",
    names=(FileNames(suffixes=(".npz",), certainty="likely"),),
    signatures=(Signature(test=all_of(zip_contains(r".*\.npy"), is_named_for_model), confident=False),),
    reader=read_npz,
    rule_prefix="npy",
    specification="https://numpy.org/doc/stable/reference/generated/numpy.savez.html",
    manual=__doc__,
)
