"""Measure every pattern over hostile text: `python scripts/pump_patterns.py [PLACE ...]`.

Each pattern of the modules and the catalog is searched for in texts that its own repetitions match, up to 500 kB.
Prints those whose time grows faster than the length to the power of 1.2; the exit code is then 1. Needs the extra
`test`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.pumping import STEEPEST, find_patterns, find_steep  # noqa: E402 - the tests' helpers come first

LENGTHS = (8_000, 60_000, 500_000)


def main() -> int:
    """Measure all patterns, or those whose place contains one of the words."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("places", nargs="*", metavar="PLACE")
    parser.add_argument("--slowest", type=int, default=1, help="pieces that are tried at each length (default: 1)")
    arguments = parser.parse_args()
    begin, steep, every = time.monotonic(), 0, list(find_patterns().values())
    patterns = [each for each in every if not arguments.places or any(word in each.place for word in arguments.places)]
    for number, each in enumerate(patterns, start=1):
        if found := find_steep(each, LENGTHS, arguments.slowest):
            steep += 1
            text = str(each.pattern.pattern)[:100]
            print(f"{each.place}: slope {found[0]:.2f} over {found[1][:40]!r}: {text!r}", flush=True)
        if number % 200 == 0:
            print(f"{number} patterns in {time.monotonic() - begin:,.0f} s, {steep} steep", flush=True)
    print(f"{len(patterns)} patterns, {steep} steeper than {STEEPEST} up to {LENGTHS[-1]:,} characters")
    return int(steep > 0)


if __name__ == "__main__":
    sys.exit(main())
