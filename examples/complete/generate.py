"""Inference: load the weights and write new village names, one a line."""

from __future__ import annotations

import argparse
import random

from model import BigramModel


def main() -> None:
    """Print `--count` names; the same `--seed` gives the same names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    model = BigramModel.load()
    chance = random.Random(options.seed)
    for _ in range(options.count):
        print(model.generate(chance).capitalize())


if __name__ == "__main__":
    main()
