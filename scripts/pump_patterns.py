"""Measure every pattern over hostile text: `python scripts/pump_patterns.py [PLACE ...]`.

Each pattern of the modules and the catalog is searched for in texts that its own repetitions match, up to 500 kB.
Prints those whose time grows faster than the length to the power of 1.2; the exit code is then 1. Needs the extra
`test`.
"""

from __future__ import annotations

import argparse
import math
import signal
import sys
import time
from collections import deque
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.pumping import FoundPattern, find_patterns, list_pumps  # noqa: E402 - the tests' helpers come first

SIZES = (8_000, 60_000, 500_000)
STEEPEST = 1.2
_SHORTEST = 0.02  # seconds; what takes less is not measured
_LONGEST = 3.0  # seconds of one search, which is then stopped


def measure(found: FoundPattern, text: str) -> float:
    """Return the seconds of processor time of a search for all matches, or of one match where the code makes that."""
    data = text if isinstance(found.pattern.pattern, str) else text.encode("latin-1", "replace")
    signal.setitimer(signal.ITIMER_REAL, _LONGEST)
    start = time.process_time()
    try:
        if found.anchored:
            found.pattern.fullmatch(data)
            found.pattern.match(data)
        else:
            deque(found.pattern.finditer(data), maxlen=0)
    except TimeoutError:
        return math.inf
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - start


def find_steep(found: FoundPattern) -> tuple[float, str] | None:
    """Return the first slope over 1.2 of a pattern, with the piece that was repeated."""
    for piece, tail in list_pumps(found.pattern):
        for shorter, longer in pairwise(SIZES):
            slope = _measure_slope(found, piece, tail, shorter, longer)
            if slope > STEEPEST:
                return slope, piece
    return None


def _measure_slope(found: FoundPattern, piece: str, tail: str, shorter: int, longer: int) -> float:
    """Return the slope between two lengths on a log scale; it is measured again where it seems to be steep."""
    texts = [(piece * (size // len(piece) + 1))[:size] + tail for size in (shorter, longer)]
    times = [measure(found, text) for text in texts]
    for _ in range(4):
        if times[1] < _SHORTEST or times[1] == math.inf or _slope(times, longer / shorter) <= STEEPEST:
            break
        times = [min(time_, measure(found, text)) for time_, text in zip(times, texts, strict=True)]
    return 0.0 if times[1] < _SHORTEST else _slope(times, longer / shorter)


def _slope(times: list[float], ratio: float) -> float:
    return math.log(times[1] / max(times[0], 1e-5)) / math.log(ratio)


def _stop(*_: object) -> None:
    raise TimeoutError


def main() -> int:
    """Measure all patterns, or those whose place contains one of the words."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("places", nargs="*", metavar="PLACE")
    arguments = parser.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    patterns = [
        each
        for each in find_patterns().values()
        if not arguments.places or any(word in each.place for word in arguments.places)
    ]
    steep = 0
    for each in patterns:
        if found := find_steep(each):
            steep += 1
            print(
                f"{each.place}: slope {found[0]:.2f} over {found[1][:40]!r}: {str(each.pattern.pattern)[:100]!r}",
                flush=True,
            )
    print(f"{len(patterns)} patterns, {steep} steeper than {STEEPEST} up to {SIZES[-1]:,} characters")
    return int(steep > 0)


if __name__ == "__main__":
    sys.exit(main())
