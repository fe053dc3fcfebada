"""catalog/mot.yaml and the components -> RecordForm: how records of the Model Openness Tool are written."""

from functools import cache

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.packaged_yaml import read_packaged
from openrelease.model import RecordForm


@cache
def load_record_form() -> RecordForm:
    """Load the form; a mistake in packaged data is a bug and raises as it comes."""
    data = read_packaged("mot")
    listed = [each.mot for each in load_catalog().components.values() if each.mot]
    return RecordForm(
        framework=data["framework"],
        version=data["version"],
        date=data["date"],
        components=tuple(sorted(listed, key=lambda component: component.number)),
    )
