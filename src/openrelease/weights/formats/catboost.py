"""Decision trees of CatBoost in its binary format; the header is not read."""

from openrelease.weights.signature_tests import all_of, is_binary, starts_with
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="catboost",
    title="CatBoost",
    serialisation="safe",
    specification="https://catboost.ai/docs/en/concepts/python-reference_catboost_save_model",
    names=(FileNames(suffixes=(".cbm",)),),
    signatures=(Signature(test=all_of(starts_with(b"CBM1"), is_binary)),),
    manual=__doc__,
)
