"""Release -> faults: a number of parameters that the card states, and that the weights do not have.

A card may round, count otherwise, or speak of other models: only one figure that is clearly meant for this
model is compared, and a difference is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openrelease.model import Fault, Severity
from openrelease.scan.integrity.weight_release import WeightRelease, make_fault
from openrelease.scan.weight_files.headers import WeightFileHeader
from openrelease.weights import Tensor

_TOLERANCE = 0.15
_UNITS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
# A size in a name: not "8x7B" (experts), not "A3B" (active), not "v2.5B". Thousands are lengths of contexts.
_SIZE = re.compile(r"(?<![\w.\u00d7])(\d{1,4}(?:\.\d{1,3})?)\s?([MBTmbt])(?![\w%])")
_NUMBER = r"(\d{1,4}(?:\.\d{1,3})?)\s?([KMBT]|million|billion|trillion)"
_SAID = re.compile(
    rf"{_NUMBER}[- ](?:\w+ )?param"
    rf"|(?:param(?:eter)?s?(?: count)?|model size)\s*(?:[:|=]|is|of)?\s*[~\u2248]?\s*{_NUMBER}(?!\w)",
    re.IGNORECASE,
)
_MIXTURE = re.compile(
    r"\d\s?[x\u00d7]\s?\d|\bA\d+(?:\.\d+)?B\b|\bactive|activated|per token|\bexperts?\b|\bMoE\b",
    re.IGNORECASE,
)
# Sentences about other models, or about parts of this one.
_OTHERS = re.compile(
    r"\b(?:than|compared|comparison|versus|vs|unlike|outperform\w*|larger|smaller|family|series|variants?|sizes"
    r"|trainable|encoder|decoder|teacher|distill?\w*|based on|fine-?tuned|embedding)\b",
    re.IGNORECASE,
)
_LONGEST = 20_000  # characters of a card that are looked through
_FAR = 100  # "1M" beside a model of 7 billion is the length of its context
_LARGE = 1e9


def compare_parameter_count(
    release: WeightRelease, files: tuple[WeightFileHeader, ...], tensors: tuple[Tensor, ...]
) -> Iterator[Fault]:
    """Compare the tensors of the model with the one size that its card gives."""
    said = _read_stated_count(release)
    real = sum(tensor.elements for tensor in tensors)
    if said is None or abs(real - said) <= _TOLERANCE * said or (said < _LARGE and real > _FAR * said):
        return
    path = release.card_path or files[0].fact.path
    message = f"says {_format_count(said)} parameters, and the weights have {_format_count(real)}"
    remedy = "Correct the figure, or say what it leaves out."
    yield make_fault("params-conflict", Severity.WARNING, path, message, remedy)


def _read_stated_count(release: WeightRelease) -> float | None:
    """The one size that the title, else the text, else the name of the release gives.

    None where there is none, or more than one in the same place.
    """
    name, text = (release.name or "").rpartition("/")[2], release.text[:_LONGEST]
    if any(
        _MIXTURE.search(each) for each in (release.title, name, text if not _parse_sizes_in_name(release.title) else "")
    ):
        return None
    places = (_parse_sizes_in_name(release.title), set(_parse_sizes_in_text(text)), _parse_sizes_in_name(name))
    sizes = next(filter(None, places), set())
    return sizes.pop() if len(sizes) == 1 else None


def _parse_sizes_in_name(name: str) -> set[float]:
    return {float(number) * _UNITS[unit.lower()] for number, unit in _SIZE.findall(name)}


def _parse_sizes_in_text(text: str) -> Iterator[float]:
    for sentence in re.split(r"(?<=[.!?])\s", text):
        if not _OTHERS.search(sentence):
            for found in _SAID.finditer(sentence):
                number, unit = found[1] or found[3], found[2] or found[4]
                yield float(number) * _UNITS[unit[0].lower()]


def _format_count(count: float) -> str:
    size, unit = next(((size, unit) for unit, size in reversed(_UNITS.items()) if count >= size), (1.0, ""))
    return f"{count / size:.3g}{unit.upper()}"
