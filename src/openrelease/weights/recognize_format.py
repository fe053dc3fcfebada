"""Name, first bytes, size -> Recognition: what a weight file is; tensors are never read."""

from __future__ import annotations

from openrelease.weights.file_sample import HEAD, Sample, unwrapped
from openrelease.weights.names import is_state, plain
from openrelease.weights.recognized_format import Recognition
from openrelease.weights.signatures import SIGNATURES


def recognize_format(name: str, head: bytes, size: int) -> Recognition | None:
    """Tell what a file is from its path, its first 4096 bytes and its size in bytes; None: not weights.

    Content beats the name: a suffix alone is never enough. One layer of gzip or zlib is looked through. The
    state of a training run (optimizer.pt, training_args.bin) is not weights, though its format is the same.
    """
    if is_state(plain(name)):
        return None
    sample = Sample(path=plain(name), head=head[:HEAD], size=size)
    return _match(sample) or _match(unwrapped(sample))


def _match(sample: Sample | None) -> Recognition | None:
    if sample is None or not sample.head:
        return None
    return next((row.weight_file for row in SIGNATURES if row.holds(sample)), None)
