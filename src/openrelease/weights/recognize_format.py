"""Name, first bytes, size -> Recognition: what a weight file is; tensors are never read."""

from __future__ import annotations

from openrelease.weights.file_sample import SAMPLE_BYTES, Sample, decompress_sample
from openrelease.weights.names import is_training_state, normalize_path
from openrelease.weights.recognized_format import Recognition
from openrelease.weights.signatures import SIGNATURES


def recognize_format(name: str, head: bytes, size: int) -> Recognition | None:
    """Tell what a file is from its path, its first 4096 bytes and its size in bytes; None: not weights.

    Content beats the name: a suffix alone is never enough. One layer of gzip or zlib is looked through. The
    state of a training run (optimizer.pt, training_args.bin) is not weights, though its format is the same.
    """
    if is_training_state(normalize_path(name)):
        return None
    sample = Sample(path=normalize_path(name), head=head[:SAMPLE_BYTES], size=size)
    return _match_signatures(sample) or _match_signatures(decompress_sample(sample))


def _match_signatures(sample: Sample | None) -> Recognition | None:
    if sample is None or not sample.head:
        return None
    return next((row.weight_file for row in SIGNATURES if row.holds(sample)), None)
