"""Models of Alibaba's MNN, a FlatBuffer without a magic number: its list of operators must be there."""

from openrelease.weights.decoding.flat_tables import FlatTable
from openrelease.weights.decoding.random_access import Pages
from openrelease.weights.file_sample import Sample
from openrelease.weights.header import Header, RefusedError
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_OPERATORS = 3  # field of a Net
_FIRST_TABLE = range(4, 65_536)  # where the first table of a file begins


def read_mnn(source: Source) -> Header:
    """Check that the network has operators; their weights are not counted."""
    if not any(True for _ in FlatTable(Pages(source), 0).tables(_OPERATORS)):
        raise RefusedError("malformed", "has no operator")
    return Header(format="mnn")


def _is_flat_buffer(sample: Sample) -> bool:
    return int.from_bytes(sample.head[:4], "little") in _FIRST_TABLE and sample.binary


FORMAT = WeightFormat(
    id="mnn",
    title="MNN",
    serialisation="safe",
    specification="https://github.com/alibaba/MNN/tree/master/schema",
    names=(FileNames(suffixes=(".mnn",), certainty="certain"),),
    signatures=(Signature(test=_is_flat_buffer, named=True, confident=False),),
    reader=read_mnn,
    rule_prefix="mnn",
    strict=True,
    manual=__doc__,
)
