"""Release -> faults: weights that are there only as pickles."""

from __future__ import annotations

from collections.abc import Iterator

from openrelease.collect.whole.release import Release, fault
from openrelease.model import Fault, Severity

_REMEDY = (
    "Publish the same tensors as safetensors, which hold data alone, beside the pickles or instead of them."
)


def find(release: Release) -> Iterator[Fault]:
    """Advise safetensors where no weights are in a safe form; this is no word about malware."""
    kinds = {file.fact.serialisation for file in release.files}
    if "pickle" in kinds and "safe" not in kinds:
        path = next(file.fact.path for file in release.files if file.fact.serialisation == "pickle")
        message = "is a pickle, and the weights are in no form that holds data alone"
        yield fault("pickle-only", Severity.WARNING, path, message, _REMEDY)
