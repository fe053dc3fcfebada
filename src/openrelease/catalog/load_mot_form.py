"""data/records.yaml -> RecordForm: how records of the Model Openness Tool are written."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from openrelease.catalog.packaged_yaml import load_own_yaml
from openrelease.model import RecordComponent, RecordForm


@cache
def load_record_form() -> RecordForm:
    """Load the form; our own data, so that a mistake in it is a bug and raises as it comes."""
    data = load_own_yaml(files("openrelease").joinpath("data", "records.yaml").read_bytes())
    return RecordForm(
        framework=data["framework"],
        version=data["version"],
        date=data["date"],
        components=tuple(RecordComponent(**entry) for entry in data["components"]),
    )
