"""Read weight files with random changes: `python scripts/fuzz_weights.py [READER ...] --tries 500000`.

Every reader must return a header, and the reader of safetensors must not accept a file that the library rejects;
else the exit code is 1. Prints what was tried. Needs the extra `test`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from safetensors import SafetensorError, deserialize  # noqa: E402 - the tests' helpers come first
from support.mutation import mutated  # noqa: E402
from support.sound_weights import SOUND  # noqa: E402

from openrelease.weights import read_header, source_from_bytes  # noqa: E402


def library_rejects(data: bytes) -> bool:
    """Return whether the safetensors library rejects these bytes."""
    try:
        deserialize(data)
    except SafetensorError:
        return True
    return False


def fuzz_reader(form: str, tries: int, seed: int) -> int:
    """Try one reader; return the number of wrong results."""
    chance = random.Random(seed)  # noqa: S311 - the same changes for the same seed
    name, data = SOUND[form]
    outcomes: Counter[str] = Counter()
    start, slowest, wrong = time.perf_counter(), 0.0, 0
    for _ in range(tries):
        changed = mutated(data, chance)
        began = time.perf_counter()
        try:
            faults = read_header(form, source_from_bytes(name, changed)).faults
        except Exception as error:  # noqa: BLE001 - any error is what is looked for
            wrong += 1
            print(f"{form}: {type(error).__name__}: {error}: {changed!r}")
            continue
        slowest = max(slowest, time.perf_counter() - began)
        outcomes[faults[0].rule if faults else "sound"] += 1
        if form == "safetensors" and all(fault.rule == "st-text" for fault in faults) and library_rejects(changed):
            wrong += 1
            print(f"safetensors: accepted what the library rejects: {changed!r}")
    seconds = time.perf_counter() - start
    print(f"{form}: {tries:,} in {seconds:.0f} s, slowest {slowest:.3f} s, {wrong} wrong: {dict(outcomes)}")
    return wrong


def main() -> int:
    """Try the readers that are given, or all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(sorted(SOUND))}")
    parser.add_argument("--tries", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chosen = arguments.readers or sorted(SOUND)
    return int(sum(fuzz_reader(form, arguments.tries, arguments.seed) for form in chosen) > 0)


if __name__ == "__main__":
    sys.exit(main())
