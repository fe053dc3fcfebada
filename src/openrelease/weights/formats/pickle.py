"""Pickles of any library, such as scikit-learn and joblib: the names that they import, and no more.

A pickle is taken for weights only where its name or its content shows a model.
"""

from openrelease.weights.file_sample import Sample
from openrelease.weights.format_table import find_by_name
from openrelease.weights.formats import pytorch
from openrelease.weights.header import Header, RefusedError
from openrelease.weights.pickle_tracing.opcodes import is_pickle
from openrelease.weights.pickle_tracing.pickle_values import builds_arrays
from openrelease.weights.pickle_tracing.trace_pickle import trace_pickle
from openrelease.weights.signature_tests import all_of, any_of, head_matches, is_named_for_model
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAX_PICKLE_BYTES = 8_388_608  # of a pickle that is traced


def read_pickle(source: Source) -> Header:
    """List the imports of the first pickle in the file."""
    data = source.read(0, _MAX_PICKLE_BYTES)
    seen = trace_pickle(data)
    named = ", ".join(list(seen.imports)[:5])
    imported = f" (it imports {named[:200]})" if named else ""
    if seen.cut and source.size > len(data):
        raise RefusedError("unknown", f"is a pickle of more than {_MAX_PICKLE_BYTES:,} bytes{imported}")
    if seen.cut or seen.broken:
        raise RefusedError("truncated" if seen.cut else "malformed", f"{seen.broken or 'has no end'}{imported}")
    unseen = f"is a pickle that is not seen to build an array or a tensor{imported}"
    faults = () if builds_arrays(seen.called) else (FORMAT.header_rules["unknown"].make_finding(source.path, unseen),)
    return Header(format="pickle", imports=tuple(seen.imports), executable=None, faults=faults)


# Classes that are models; a pickle of arrays or tensors alone may as well be data.
_MODEL_CLASSES = head_matches(rb"torch\.nn\.|sklearn\.(?!datasets|utils)|xgboost|lightgbm|catboost|flax\.core")


def _has_weight_name(sample: Sample) -> bool:
    """Return whether the name is that of weights, also of a format that a pickle can only be in disguise."""
    return (
        is_named_for_model(sample)
        or any(names.match(sample.path) for names in pytorch.FORMAT.names)
        or find_by_name(sample.path, "exclusive") is not None
    )


FORMAT = WeightFormat(
    id="pickle",
    title="pickle",
    serialisation="pickle",
    names=(FileNames(suffixes=(".pkl", ".pickle", ".joblib")),),
    signatures=(Signature(test=all_of(is_pickle, any_of(_has_weight_name, _MODEL_CLASSES)), confident=False),),
    reader=read_pickle,
    rule_prefix="pickle",
    specification="https://docs.python.org/3/library/pickle.html",
    manual=__doc__,
)
