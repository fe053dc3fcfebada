"""A number of parameters on the card that the weights do not have."""

from collections.abc import Iterator

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.stated_values.comparable_models import find_comparable_models
from openrelease.scan.integrity.stated_values.stated_parameters import (
    format_count,
    read_stated_parameters,
)
from openrelease.scan.integrity.weight_release import WeightRelease

RULE = Rule(
    id="params-conflict",
    severity=Severity.WARNING,
    title="the card states a number of parameters that the weights do not have",
    manual=(
        "One figure that is clearly meant for this model is compared with the elements of its tensors: in the "
        "title of the card, its text, or the name of the repository. A difference of more than 15 % is "
        "reported. Mixtures of experts, quantized models, and figures about other models are left alone."
    ),
    why="Users choose a model by its size, and a difference can mean that weights are missing.",
    remedy="Correct the figure, or state what it leaves out.",
    example=Example(
        files={
            "README.md": "# Tiny 7B\n",
            "model.safetensors": "a safetensors file with w [8, 4]",
        },
        mended={"README.md": "# Tiny\n"},
    ),
)

_TOLERANCE = 0.15
_FAR = 100  # "1M" beside a model of 7 billion is the length of its context
_LARGE = 1e9


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare the tensors of the main model with the one size that its card gives."""
    for model in find_comparable_models(release):
        stated = read_stated_parameters(release) if model.is_main else None
        real = sum(tensor.elements for tensor in model.tensors)
        if stated is not None and _differs(stated, real):
            message = f"says {format_count(stated)} parameters, and the weights have {format_count(real)}"
            yield RULE.make_finding(release.card_path or model.path, message)


def _differs(stated: float, real: int) -> bool:
    is_context_length = stated < _LARGE and real > _FAR * stated
    return abs(real - stated) > _TOLERANCE * stated and not is_context_length
