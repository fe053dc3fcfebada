"""Evaluation: how well each checkpoint and the final model predict the names that they have not seen."""

from __future__ import annotations

import json
import random
from pathlib import Path

from model import ALPHABET, WEIGHTS, BigramModel
from prepare_data import read

HERE = Path(__file__).parent
SAMPLES = 1000  # names drawn to see how many of them merely repeat the training data


def copied(model: BigramModel, training: list[str]) -> float:
    """Tell which share of the generated names stands in the training data."""
    chance = random.Random(0)
    return sum(model.generate(chance) in training for _ in range(SAMPLES)) / SAMPLES


def evaluate() -> dict[str, float]:
    """Compute all scores: perplexities a letter (lower is better) and a share, rounded to 3 digits."""
    training, held_out = (read(part) for part in ("train", "heldout"))
    final = BigramModel.load(WEIGHTS)
    checkpoints = sorted((HERE / "checkpoints").glob("*/model.safetensors"))
    scores = {
        "guessing": len(ALPHABET),
        **{file.parent.name: BigramModel.load(file).perplexity(held_out) for file in checkpoints},
        "final": final.perplexity(held_out),
        "final_on_training_names": final.perplexity(training),
        "copied_from_training": copied(final, training),
    }
    return {name: round(score, 3) for name, score in scores.items()}


def main(folder: Path = HERE) -> None:
    """Write `evaluation_results.json` and print it."""
    text = json.dumps(evaluate(), indent=2) + "\n"
    (folder / "evaluation_results.json").write_bytes(text.encode())
    print(text, end="")


if __name__ == "__main__":
    main()
