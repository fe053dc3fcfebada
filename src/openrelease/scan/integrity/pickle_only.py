"""Release -> faults: weights that are there only as pickles."""

from __future__ import annotations

from collections.abc import Iterator

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.weight_release import WeightRelease, make_fault

_REMEDY = "Publish the same tensors as safetensors, which hold data alone, beside the pickles or instead of them."


def find(release: WeightRelease) -> Iterator[Fault]:
    """Advise safetensors where no weights are in a safe form; this is no word about malware."""
    facts = [file.fact for file in release.files]
    errors = {fact.path for fact in facts for fault in fact.faults if fault.severity is Severity.ERROR}
    # What is broken is told as such; a pickle in disguise too, and what it was to be is known.
    pickles = [fact.path for fact in facts if fact.serialisation == "pickle" and fact.path not in errors]
    meant = any(fault.rule == "weights-disguised" for fact in facts for fault in fact.faults)
    if pickles and not meant and all(fact.serialisation != "safe" for fact in facts):
        path = pickles[0]
        message = "is a pickle, and the weights are in no form that holds data alone"
        yield make_fault("pickle-only", Severity.WARNING, path, message, _REMEDY)
