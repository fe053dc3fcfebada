"""Train the alarm for sentences that may limit use: `python scripts/train_limit_alarm.py SENTENCES`.

Reads scripts/limit_sentences.txt and scripts/plain_sentences.txt, sentences of our own that limit the use of a release
or that do not, and SENTENCES of public releases, which scripts/gather_sentences.py writes. Half of the owners, by
SHA-1, are kept aside: they set the margin and are counted. Then the model is trained again on all.
Writes src/openrelease/catalog/limit_weights.json: numbers, and no words of anybody.

Needs scikit-learn, which openrelease itself does not.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import math
import random
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from openrelease.catalog.limit_weights import WEIGHTS_FILE
from openrelease.scan.licensing.passages.fold_text import fold_text
from openrelease.scan.licensing.passages.limit_alarm import (
    FEATURES,
    LimitModel,
    hash_features,
    list_features,
    split_words,
)
from openrelease.scan.licensing.passages.release_names import ReleaseNames
from openrelease.values import replace

HERE = Path(__file__).parent
OURS = frozenset({"tiny", "acme", "nibley", "borl"})
STRENGTH = 10.0  # of the fit, against small numbers
MOST_CHOICES = 40  # sentences that a line with choices stands for
LIMIT_WEIGHT, PLAIN_WEIGHT = 5.0, 3.0  # of our own sentences, beside 1 for each sentence of a release
FALSE_ALARMS = 0.07
"""Share of the owners kept aside on whose releases the alarm may be wrong: the margin is set so."""

Example = tuple[frozenset[int], int, float]


def main() -> None:
    """Train, print how often the alarm is right on what was kept aside, and write the numbers."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", type=Path)
    arguments = parser.parse_args()
    plain = list(read_passages(arguments.sentences, honest=True))
    ours = [(each, 1, LIMIT_WEIGHT) for each in read_own("limit_sentences.txt")]
    ours += [(each, 0, PLAIN_WEIGHT) for each in read_own("plain_sentences.txt")]
    others = read_passages(arguments.sentences, honest=False)
    theirs = [(owner, (features, 0, 1.0)) for owner, features in (*plain, *others)]
    half = fit([*ours, *(example for owner, example in theirs if not is_kept_aside(owner))])
    margin = find_margin(half, [each for each in plain if is_kept_aside(each[0])])
    print_figures(replace(half, margin=margin), plain)
    write_model(replace(fit([*ours, *(example for _, example in theirs)]), margin=margin))


def read_own(name: str) -> list[frozenset[int]]:
    """Return the features of the sentences of a file, one on a line; `#` begins a comment, `{a|b}` is a choice."""
    found = []
    choose = random.Random(2026)  # noqa: S311 - the same sentences each time
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            parts = [part.split("|") for part in re.split(r"[{}]", line)]
            every = [fold_text("".join(each)) for each in itertools.product(*parts)]
            chosen = choose.sample(every, MOST_CHOICES) if len(every) > MOST_CHOICES else every
            found += [hash_features(split_words(each, OURS)) for each in chosen]
    return found


def read_passages(path: Path, *, honest: bool) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield the owner and the features of each sentence that makes no claim, of releases that are honest or are not."""
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            if not row["claimed"] and (row["label"] == "honest") is honest:
                names = ReleaseNames(repository=row["repo"].replace("__", "/")).particular
                for features in list_features(row["text"], names):
                    yield row["repo"].partition("__")[0].casefold(), features


def is_kept_aside(owner: str) -> bool:
    """Return whether the sentences of an owner are only counted."""
    return hashlib.sha1(owner.encode(), usedforsecurity=False).digest()[0] % 2 == 1


def fit(examples: list[Example]) -> LimitModel:
    """Return the model that separates the examples, with its numbers as signed bytes."""
    ends = np.cumsum([0, *(len(features) for features, _, _ in examples)])
    places = np.fromiter(itertools.chain.from_iterable(sorted(each) for each, _, _ in examples), dtype=np.int32)
    lengths = np.repeat(np.maximum(1, np.diff(ends)) ** -0.5, np.diff(ends))
    matrix = csr_matrix((lengths, places, ends), shape=(len(examples), FEATURES))
    fitted = LogisticRegression(C=STRENGTH, max_iter=1_000, random_state=0)
    fitted.fit(matrix, [limits for _, limits, _ in examples], sample_weight=[weight for _, _, weight in examples])
    weights = fitted.coef_[0]
    scale = float(np.abs(weights).max()) / 127
    return LimitModel(
        weights=[round(each / scale) for each in weights], scale=scale, bias=float(fitted.intercept_[0]), margin=0.0
    )


def find_margin(model: LimitModel, plain: list[tuple[str, frozenset[int]]]) -> float:
    """Return a score that the sentences of few of these owners are above."""
    highest = sorted(highest_by_owner(model, plain).values(), reverse=True)
    return highest[int(FALSE_ALARMS * len(highest))]


def highest_by_owner(model: LimitModel, plain: list[tuple[str, frozenset[int]]]) -> dict[str, float]:
    """Return the highest score of each owner's sentences."""
    found: dict[str, float] = {}
    for owner, features in plain:
        found[owner] = max(found.get(owner, -math.inf), model.score(features))
    return found


def print_figures(model: LimitModel, plain: list[tuple[str, frozenset[int]]]) -> None:
    """Print how many owners alarm, in training and kept aside, and how many of our own sentences."""
    for name, aside in (("in training", False), ("kept aside", True)):
        highest = highest_by_owner(model, [each for each in plain if is_kept_aside(each[0]) is aside])
        print(f"{name}: {sum(each > model.margin for each in highest.values())} of {len(highest)} owners alarm")
    for name in ("limit_sentences.txt", "plain_sentences.txt"):
        scores = [model.score(features) for features in read_own(name)]
        above = [sum(each > least for each in scores) for least in (0, model.margin)]
        print(f"{name}: {above[0]} of {len(scores)} above 0, {above[1]} above the margin")


def write_model(model: LimitModel) -> None:
    """Write the numbers as JSON."""
    numbers = {name: round(getattr(model, name), 6) for name in ("scale", "bias", "margin")}
    weights = b64encode(bytes(each % 256 for each in model.weights)).decode()
    WEIGHTS_FILE.write_text(json.dumps({**numbers, "weights": weights}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
