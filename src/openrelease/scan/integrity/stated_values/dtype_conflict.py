"""Configurations that state a dtype which most of the weights do not have."""

from collections import Counter
from collections.abc import Iterator, Mapping

from openrelease.model import Example, Fault, Rule, Severity
from openrelease.scan.integrity.stated_values.comparable_models import (
    ComparableModel,
    find_comparable_models,
)
from openrelease.scan.integrity.weight_release import WeightRelease
from openrelease.untrusted import Plain

RULE = Rule(
    id="dtype-conflict",
    severity=Severity.WARNING,
    title="config.json states a dtype that most of the weights do not have",
    manual=(
        "torch_dtype or dtype of config.json, or of its text_config, is compared with the dtype of most "
        "elements. Only floating-point types are compared, and quantized models are not."
    ),
    why="The library converts the weights when it loads them, and the model needs other memory than stated.",
    remedy="State the dtype that the weights have, or save them in the one that is stated.",
    example=Example(
        files={
            "config.json": '{"torch_dtype": "bfloat16"}',
            "model.safetensors": "a safetensors file with w [8, 4]",
        },
        mended={"config.json": '{"torch_dtype": "float32"}'},
    ),
)

_FLOAT_TYPES = {
    "float32": "F32",
    "float16": "F16",
    "bfloat16": "BF16",
    "float64": "F64",
    "half": "F16",
    "float": "F32",
}


def check_release(release: WeightRelease) -> Iterator[Fault]:
    """Compare the dtype of each model with that of its configuration."""
    for model in find_comparable_models(release):
        stated = _read_stated_dtype(model.config)
        main = _find_main_dtype(model)
        known = _FLOAT_TYPES.get(stated.removeprefix("torch."))
        if known and main in _FLOAT_TYPES.values() and main != known:
            yield RULE.make_finding(model.config_path, f"says {stated}, and most of the weights are {main}")


def _read_stated_dtype(config: Mapping[str, Plain]) -> str:
    inner = config.get("text_config")
    places = (config, inner) if isinstance(inner, dict) else (config,)
    value = next((each[key] for each in places for key in ("torch_dtype", "dtype") if each.get(key)), "")
    return value if isinstance(value, str) else ""


def _find_main_dtype(model: ComparableModel) -> str:
    counts: Counter[str] = Counter()
    for file in model.files:
        counts.update(file.fact.dtypes)
    return max(counts, key=counts.__getitem__, default="")
