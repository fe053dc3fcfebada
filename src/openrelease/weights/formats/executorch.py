"""ExecuTorch programs, which PyTorch exports for phones and microcontrollers; the header is not read."""

from __future__ import annotations

from openrelease.weights.signature_tests import starts_with
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="executorch",
    title="ExecuTorch",
    serialisation="executable",
    specification="https://docs.pytorch.org/executorch/stable/pte-file-format.html",
    names=(FileNames(suffixes=(".pte",)),),
    signatures=(Signature(test=starts_with(b"ET12", at=4)),),
    manual=__doc__,
)
