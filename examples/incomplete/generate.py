"""Write made-up village names with the weights, once they are there."""

from __future__ import annotations

import json
import random
from pathlib import Path

ALPHABET = ".abcdefghijklmnopqrstuvwxyz"


def generate(transitions: list[list[float]], chance: random.Random) -> str:
    """Draw a letter at a time until the end is drawn."""
    name = letter = ""
    while letter != ".":
        name += letter
        letter = chance.choices(ALPHABET, weights=transitions[ALPHABET.index(letter or ".")])[0]
    return name


if __name__ == "__main__":
    weights = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))
    print(generate(weights, random.Random()))
