"""The model: which letter follows which, once its weights are there."""

from __future__ import annotations

import json
import random
from pathlib import Path

ALPHABET = ".abcdefghijklmnopqrstuvwxyz"


def forward(transitions: list[list[float]], letter: str) -> list[float]:
    """Give the probability of each letter of the alphabet to come next."""
    return transitions[ALPHABET.index(letter)]


def generate(transitions: list[list[float]], chance: random.Random) -> str:
    """Draw a letter at a time until the end is drawn."""
    name = "."
    while len(name) == 1 or name[-1] != ".":
        name += chance.choices(ALPHABET, weights=forward(transitions, name[-1]))[0]
    return name.strip(".")


if __name__ == "__main__":
    weights = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))
    print(generate(weights, random.Random()))
