"""WeightRelease -> the number of parameters that its card or name states.

A card may round, count otherwise, or describe other models: only one figure that is clearly meant for this
model is returned.
"""

import re
from collections.abc import Iterator

from openrelease.scan.integrity.weight_release import WeightRelease

_UNITS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
# A size in a name: not "8x7B" (experts), not "A3B" (active), not "v2.5B". Thousands are lengths of contexts.
_SIZE_IN_NAME = re.compile(r"(?<![\w.\u00d7])(\d{1,4}(?:\.\d{1,3})?)\s?([MBTmbt])(?![\w%])")
_NUMBER = r"(\d{1,4}(?:\.\d{1,3})?)\s?([KMBT]|million|billion|trillion)"
_SIZE_IN_TEXT = re.compile(
    rf"{_NUMBER}[- ](?:\w+ )?param"
    rf"|(?:param(?:eter)?s?(?: count)?|model size)\s*(?:[:|=]|is|of)?\s*[~\u2248]?\s*{_NUMBER}(?!\w)",
    re.IGNORECASE,
)
_MIXTURE = re.compile(
    r"\d\s?[x\u00d7]\s?\d|\bA\d+(?:\.\d+)?B\b|\bactive|activated|per token|\bexperts?\b|\bMoE\b",
    re.IGNORECASE,
)
# Sentences about other models, or about parts of this one.
_OTHER_MODELS = re.compile(
    r"\b(?:than|compared|comparison|versus|vs|unlike|outperform\w*|larger|smaller|family|series|variants?|sizes"
    r"|trainable|encoder|decoder|teacher|distill?\w*|based on|fine-?tuned|embedding)\b",
    re.IGNORECASE,
)
_MAX_TEXT = 20_000  # characters of a card that are searched


def read_stated_parameters(release: WeightRelease) -> float | None:
    """Return the one size that the title, else the text, else the name of the release gives.

    None where there is none, where one place gives several, and for mixtures of experts.
    """
    name, text = (release.name or "").rpartition("/")[2], release.text[:_MAX_TEXT]
    in_title = set(_parse_sizes_in_name(release.title))
    if any(_MIXTURE.search(each) for each in (release.title, name, "" if in_title else text)):
        return None
    places = (in_title, set(_parse_sizes_in_text(text)), set(_parse_sizes_in_name(name)))
    sizes = next(filter(None, places), set())
    return sizes.pop() if len(sizes) == 1 else None


def format_count(count: float) -> str:
    """Return a number with its unit, such as "7B"."""
    size, unit = next(((size, unit) for unit, size in reversed(_UNITS.items()) if count >= size), (1.0, ""))
    return f"{count / size:.3g}{unit.upper()}"


def _parse_sizes_in_name(name: str) -> Iterator[float]:
    return (float(number) * _UNITS[unit.lower()] for number, unit in _SIZE_IN_NAME.findall(name))


def _parse_sizes_in_text(text: str) -> Iterator[float]:
    for sentence in re.split(r"(?<=[.!?])\s", text):
        if not _OTHER_MODELS.search(sentence):
            for found in _SIZE_IN_TEXT.finditer(sentence):
                number, unit = found[1] or found[3], found[2] or found[4]
                yield float(number) * _UNITS[unit[0].lower()]
