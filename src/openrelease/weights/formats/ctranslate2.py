"""Transformers converted for CTranslate2, usually in a file model.bin; the header is not read."""

from openrelease.weights.signature_tests import head_matches
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

# A version, then the length and the name of a model specification.
_SPECIFICATION_NAME = head_matches(rb"\A[\x01-\x1f]\0{3}.\0\w{1,60}Spec\0")

FORMAT = WeightFormat(
    id="ctranslate2",
    title="CTranslate2",
    serialisation="safe",
    specification="https://github.com/OpenNMT/CTranslate2/blob/master/python/ctranslate2/specs/model_spec.py",
    names=(FileNames(suffixes=(".bin",)),),
    signatures=(Signature(test=_SPECIFICATION_NAME),),
    manual=__doc__,
)
