"""The model: which letter follows which. A 27 x 27 table of probabilities, 729 parameters."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tensors

ALPHABET = ".abcdefghijklmnopqrstuvwxyz"  # "." is both the start and the end of a name
WEIGHTS = Path(__file__).parent / "model.safetensors"
LONGEST = 20  # letters; a name that has not ended by then is cut


@dataclass(frozen=True, kw_only=True)
class BigramModel:
    """`transitions[a][b]` is the probability that letter b follows letter a; each row sums to 1."""

    transitions: Sequence[Sequence[float]]

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> BigramModel:
        """Read the weights from a safetensors file."""
        return cls(transitions=tensors.read(path, "transitions"))

    def forward(self, letter: str) -> Sequence[float]:
        """Give the probability of each letter of the alphabet to come next."""
        return self.transitions[ALPHABET.index(letter)]

    def generate(self, chance: random.Random) -> str:
        """Write one new name: start, draw a letter at a time, stop when the end is drawn."""
        name = ""
        letter = "."
        while len(name) < LONGEST:
            letter = chance.choices(ALPHABET, weights=self.forward(letter))[0]
            if letter == ".":
                break
            name += letter
        return name

    def perplexity(self, names: Sequence[str]) -> float:
        """Compute the perplexity a letter, the end of a name being one: 27 is guessing, 1 is knowing."""
        pairs = [pair for name in names for pair in zip(f".{name}", f"{name}.", strict=True)]
        loss = -math.fsum(math.log(self.forward(a)[ALPHABET.index(b)]) for a, b in pairs) / len(pairs)
        return math.exp(loss)
