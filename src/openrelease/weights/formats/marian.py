"""Binary models of Marian, also gzipped as in Firefox Translations; the header is not read."""

from openrelease.weights.signature_tests import head_matches
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

# Version 1 and a count, then for the first item the sizes of its name, type, shape and data.
_FIRST_ITEM = head_matches(rb"\A\x01\0{7}..\0{6}[^\0]\0{7}[^\0][^\0].\0{5}[^\0]\0{7}")

FORMAT = WeightFormat(
    id="marian",
    title="Marian",
    serialisation="safe",
    specification="https://github.com/marian-nmt/marian/blob/master/src/common/binary.cpp",
    names=(FileNames(suffixes=(".bin",)),),
    signatures=(Signature(test=_FIRST_ITEM, confident=False),),
    manual=__doc__,
)
