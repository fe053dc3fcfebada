"""Keras 3 models: a zip archive with metadata.json, config.json and model.weights.h5.

A Lambda layer is code, which runs when the model is loaded.
"""

from openrelease.untrusted import Plain, load_json
from openrelease.values import replace
from openrelease.weights.decoding.zip_archive import list_zip_members, open_stored_member, read_zip_member
from openrelease.weights.formats.hdf5 import read_hdf5
from openrelease.weights.header import Header, RefusedError
from openrelease.weights.signature_tests import all_of, zip_contains
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_MAX_CONFIG_BYTES = 8_388_608  # bytes
_CODE = frozenset({"Lambda", "__lambda__"})


def read_keras(source: Source) -> Header:
    """Read version and configuration, and list the weights."""
    listed = {member.name: member for member in list_zip_members(source)}
    missing = {"metadata.json", "config.json"} - listed.keys()
    weights = next((name for name in listed if name.startswith("model.weights.")), None)
    if missing or weights is None:
        raise RefusedError("malformed", f"lacks {', '.join(sorted(missing)) or 'model.weights.h5'}")
    header = Header(format="keras")
    if weights.endswith(".h5") and listed[weights].stored:
        header = read_hdf5(open_stored_member(source, listed[weights]))
    if max(listed[name].size for name in ("metadata.json", "config.json")) > _MAX_CONFIG_BYTES:
        raise RefusedError("unknown", "has a configuration beyond the limit")
    metadata, config = (
        load_json(read_zip_member(source, listed[name], _MAX_CONFIG_BYTES)) for name in ("metadata.json", "config.json")
    )
    version = metadata.get("keras_version") if isinstance(metadata, dict) else None
    about = {"keras_version": version} if isinstance(version, str) else {}
    return replace(header, format="keras", metadata=about, executable=_has_code(config))


def _has_code(config: Plain) -> bool:
    """Return whether a layer is a Lambda, level by level; the JSON loader limits the depth."""
    level: list[Plain] = [config]
    while level:
        if any(isinstance(each, dict) and each.get("class_name") in _CODE for each in level):
            return True
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())
            if isinstance(inner, (dict, list))
        ]
    return False


FORMAT = WeightFormat(
    id="keras",
    title="Keras",
    serialisation="unknown",
    names=(FileNames(suffixes=(".keras",), certainty="certain", linked=True),),
    signatures=(Signature(test=all_of(zip_contains(r"metadata\.json"), zip_contains(r"config\.json")), named=True),),
    reader=read_keras,
    rule_prefix="keras",
    strict=True,
    specification="https://github.com/keras-team/keras/blob/master/keras/src/saving/saving_lib.py",
    manual=__doc__,
)
