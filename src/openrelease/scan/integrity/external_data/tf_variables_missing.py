"""TensorFlow models whose variables are missing."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.external_data.data_references import ADD_DATA, check_data_files
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="tf-variables-missing",
    severity=Severity.ERROR,
    title="the variables of a TensorFlow model are missing",
    manual=(
        "A SavedModel with variables needs variables/variables.index, and the index of a checkpoint needs each "
        "of its data files, NAME.data-00000-of-00001. One that is too small is reported as tf-truncated."
    ),
    why="The graph is there, and the weights are not.",
    remedy=ADD_DATA,
    example=Example(
        files={"net/saved_model.pb": "a SavedModel with variables"},
        mended={"net/saved_model.pb": "a SavedModel without variables"},
    ),
    sources=("https://www.tensorflow.org/guide/saved_model",),
)


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Look for the variables of SavedModels and the data files of checkpoints."""
    return check_data_files(release, RULE, RULE.id)
