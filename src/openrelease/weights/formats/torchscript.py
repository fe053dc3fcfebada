"""TorchScript models: programs with their weights in a zip archive, which torch.jit.load runs.

The tensors are read as those of PyTorch are.
"""

from openrelease.weights.formats.pytorch import (
    HAS_CODE,
    HAS_PICKLE,
    SCRIPT_SUFFIXES,
    STARTS_WITH_TENSOR,
    read_pytorch,
)
from openrelease.weights.signature_tests import all_of, any_of
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="torchscript",
    title="TorchScript",
    serialisation="executable",
    names=(FileNames(suffixes=SCRIPT_SUFFIXES, certainty="certain", linked=True),),
    signatures=(
        Signature(test=all_of(any_of(HAS_PICKLE, STARTS_WITH_TENSOR), HAS_CODE)),
        Signature(test=STARTS_WITH_TENSOR, confident=False),
    ),
    reader=read_pytorch,
    rule_prefix="torch",
    specification="https://docs.pytorch.org/docs/stable/jit.html",
    manual=__doc__,
)
