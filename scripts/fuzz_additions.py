"""Add files and bytes to hostile repositories: `python scripts/fuzz_additions.py --pairs 10000 --first 0`.

No verdict may become better by what is added. Prints the pairs in which one does; the exit code is then 1. A pair is
made from its number alone. Needs the extra `test`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.hostile_releases import judge, outcome  # noqa: E402 - the tests' helpers come first
from support.worse_pairs import find_better, make_pair  # noqa: E402

from openrelease.model import Report  # noqa: E402 - the tests' helpers come first


def main() -> int:
    """Try a range of pairs; return whether one became better."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    better, outcomes, begin = 0, Counter[str](), time.monotonic()
    judged: dict[int, Report] = {}
    for number in range(arguments.first, arguments.first + arguments.pairs):
        first, second = make_pair(number)
        key = hash(tuple(first.items()))
        before, after = judged.get(key) or judge(first), judge(second)
        judged[key] = before
        outcomes[f"{outcome(before).value} -> {outcome(after).value}"] += 1
        if found := find_better(before, after):
            better += 1
            print(f"pair {number}: {found}", flush=True)
        if (done := number - arguments.first + 1) % 100 == 0:
            print(f"{done:,} pairs in {time.monotonic() - begin:,.0f} s, {better} better: {dict(outcomes)}", flush=True)
    print(f"{arguments.pairs:,} pairs, {better} better: {dict(outcomes)}")
    return int(better > 0)


if __name__ == "__main__":
    sys.exit(main())
