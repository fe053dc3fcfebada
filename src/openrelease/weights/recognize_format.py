"""Name, first bytes and size of a file -> its weight format; tensors are never read."""

from openrelease.weights.file_sample import SAMPLE_BYTES, Sample, decompress_sample
from openrelease.weights.format_table import find_by_name, list_signatures
from openrelease.weights.model_words import is_training_state, normalize_path
from openrelease.weights.recognized_format import Recognition
from openrelease.weights.signature_tests import is_raw_data


def recognize_format(name: str, head: bytes, size: int) -> Recognition | None:
    """Return what a file is by its path, its first 4096 bytes and its size in bytes; None if it is no weights.

    Content beats the name: a suffix alone is never enough. One layer of gzip or zlib is looked through. The
    state of a training run (optimizer.pt, training_args.bin) is not weights, though its format is the same.
    """
    path = normalize_path(name)
    if is_training_state(path):
        return None
    sample = Sample(path=path, head=head[:SAMPLE_BYTES], size=size)
    return _match_formats(sample) or _match_formats(decompress_sample(sample))


def _match_formats(sample: Sample | None) -> Recognition | None:
    """Return the first match, confident signatures first; files without a signature have a name that decides."""
    if sample is None or not sample.head:
        return None
    for each, signature in list_signatures():
        if each.matches_signature(signature, sample):
            return each.recognize_by(signature)
    named = find_by_name(sample.path, "raw") if is_raw_data(sample) else None
    return named.recognize_by(None) if named else None
