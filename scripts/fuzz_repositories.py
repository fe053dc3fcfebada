"""Evaluate mutated repositories and parts of them: `python scripts/fuzz_repositories.py --cases 1000000 --seed 1`.

Prints each minute how many were tried, what crashed, what took longer than the limit, and the peak of memory. The exit
code is 1 where anything went wrong. On the same code a case is made from its own number alone: `--only NUMBER` runs it
again and shows the error.
Needs the extra `test`.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.fuzz_targets import run_case  # noqa: E402 - the tests' helpers come first
from support.mutated_trees import Tree, load_seed_trees  # noqa: E402

MOST_SECONDS = 20.0  # of processor time for one case
MOST_KILOBYTES = 524_288
MINUTE = 60.0


def fuzz(first: int, cases: int, seconds: float, trees: tuple[Tree, ...]) -> int:
    """Run so many cases, or as many as there is time for; return the number of wrong ones."""
    tried: Counter[str] = Counter()
    begin = told = time.monotonic()
    slowest, wrong = (0.0, 0), 0
    for number in range(first, first + cases):
        start = time.process_time()
        try:
            tried[run_case(number, trees)] += 1
        except Exception as error:  # noqa: BLE001 - any error is what is looked for
            wrong += 1
            place = traceback.extract_tb(error.__traceback__)[-1]
            print(f"case {number}: {type(error).__name__}: {error} ({place.filename}:{place.lineno})"[:400], flush=True)
        took = time.process_time() - start
        slowest = max(slowest, (took, number))
        if took > MOST_SECONDS:
            wrong += 1
            print(f"case {number}: took {took:.1f} s", flush=True)
        if (now := time.monotonic()) - told > MINUTE:
            report(tried, begin, slowest, wrong)
            told = now
        if now - begin > seconds:
            break
    report(tried, begin, slowest, wrong)
    return wrong


def report(tried: Counter[str], begin: float, slowest: tuple[float, int], wrong: int) -> None:
    """Print the state in one line."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took = time.monotonic() - begin
    whole = tried["whole repository"]
    print(
        f"{sum(tried.values()):,} cases ({whole:,} whole repositories) in {took:,.0f} s, {wrong} wrong, "
        f"slowest {slowest[0]:.2f} s (case {slowest[1]}), peak {peak / 1024:.0f} MB: {dict(tried)}",
        flush=True,
    )
    if peak > MOST_KILOBYTES:
        print(f"over {MOST_KILOBYTES} kB of memory", flush=True)


def main() -> int:
    """Run the cases of a range of numbers, or one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=7_200.0, help="when to stop before (default: 7200)")
    parser.add_argument("--seed", type=int, default=1, help="the cases begin at SEED * 10^9")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="run this case alone")
    arguments = parser.parse_args()
    trees = load_seed_trees()
    if arguments.only is not None:
        print(run_case(arguments.only, trees))
        return 0
    return int(fuzz(arguments.seed * 10**9, arguments.cases, arguments.seconds, trees) > 0)


if __name__ == "__main__":
    sys.exit(main())
