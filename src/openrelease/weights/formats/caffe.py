"""Models of Caffe: a protobuf message of layers, of which the blobs are counted; their values are not read."""

from collections.abc import Iterator

from openrelease.weights.decoding.cursor import Cursor
from openrelease.weights.decoding.protobuf import Field, read_fields
from openrelease.weights.header import Header, RefusedError
from openrelease.weights.signature_tests import head_matches
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_BLOBS_OF_LAYER = {100: 7, 2: 6}  # the field of blobs in a layer, by the field of layers in the network
_DATA, _DOUBLE_DATA = 5, 8  # of a blob
_WIDTHS = {_DATA: (4, "F32"), _DOUBLE_DATA: (8, "F64")}


def read_caffe(source: Source) -> Header:
    """Count the values of all blobs, and refuse what is no network to its last byte."""
    cursor = Cursor(source)
    dtypes: dict[str, int] = {}
    for field in _list_values(cursor, source.size):
        width, dtype = _WIDTHS[field.number]
        dtypes[dtype] = dtypes.get(dtype, 0) + (field.end - field.start) // width
    if not any(dtypes.values()):
        raise RefusedError("malformed", "holds no blob with values")
    return Header(format="caffe", parameters=sum(dtypes.values()), dtypes=dtypes)


def _list_values(cursor: Cursor, end: int) -> Iterator[Field]:
    """Yield the fields with values of each blob of each layer; an unpacked value is a field of its own."""
    for layer in read_fields(cursor, 0, end):
        if (blobs := _BLOBS_OF_LAYER.get(layer.number)) and layer.end:
            for blob in read_fields(cursor, layer.start, layer.end):
                if blob.number == blobs and blob.end:
                    yield from (each for each in read_fields(cursor, blob.start, blob.end) if each.number in _WIDTHS)


FORMAT = WeightFormat(
    id="caffe",
    title="Caffe",
    serialisation="safe",
    specification="https://github.com/BVLC/caffe/blob/master/src/caffe/proto/caffe.proto",
    names=(FileNames(suffixes=(".caffemodel",), certainty="certain"),),
    signatures=(Signature(test=head_matches(rb"\A(?:\x0a|\x12|\xa2\x06)"), named=True, confident=False),),
    reader=read_caffe,
    rule_prefix="caffe",
    strict=True,
    manual=__doc__,
)
