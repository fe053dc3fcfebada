"""Training: count which letter follows which, and write the weights and a checkpoint every 40 names.

Whole numbers are counted and then divided, so every machine writes the same bytes.
"""

from __future__ import annotations

import random
from pathlib import Path

import tensors
from model import ALPHABET
from prepare_data import read

HERE = Path(__file__).parent
SEED = 2026  # of the order in which the names are seen
SEEN = 10  # what a pair counts for each time that it is seen
UNSEEN = 1  # what every pair counts beforehand, so that none is impossible
CHECKPOINT_EVERY = 40  # names


def normalize(counts: list[list[int]]) -> list[list[float]]:
    """Divide each row by its sum: counts become probabilities."""
    return [[count / sum(row) for count in row] for row in counts]


def save(path: Path, counts: list[list[int]], step: int) -> None:
    """Write the model as it is after `step` names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = {"license": "apache-2.0", "step": str(step)}
    tensors.write(path, "transitions", normalize(counts), metadata)


def fit(names: list[str], folder: Path) -> None:
    """See each name once, in an order set by the seed."""
    order = list(names)
    random.Random(SEED).shuffle(order)
    counts = [[UNSEEN] * len(ALPHABET) for _ in ALPHABET]
    for step, name in enumerate(order, start=1):
        for first, second in zip(f".{name}", f"{name}.", strict=True):
            counts[ALPHABET.index(first)][ALPHABET.index(second)] += SEEN
        if step % CHECKPOINT_EVERY == 0:
            save(folder / "checkpoints" / f"step-{step:04}" / "model.safetensors", counts, step)
    save(folder / "model.safetensors", counts, len(order))


def main(folder: Path = HERE) -> None:
    """Train on `data/train.txt`; write below `folder`."""
    fit(read("train"), folder)


if __name__ == "__main__":
    main()
