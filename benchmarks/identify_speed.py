"""What naming license texts costs: start, each further file, memory; beside peers where they are installed.

    python benchmarks/identify_speed.py FILE [FILE ...]

The goal: at most 10 ms of processor time for a further file, in the median, and 60 MB. Each tool runs as a
process of its own, once with one file and once with all: the difference is what further files cost in the
mean. The median is ours alone, measured inside one process. Peers: ScanCode and licensee, if on the PATH.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from openrelease.knowledge import identifier
from openrelease.licenses import Identifier

FURTHER_MS = 10.0
MEMORY_MB = 60.0
_KIB_A_MB = 1000.0


def commands() -> dict[str, list[str]]:
    """The tools that are here; each takes files at its end."""
    out = str(Path(tempfile.gettempdir()) / "scancode.json")
    ours = [sys.executable, "-m", "openrelease", "identify", "--format", "json"]
    peers = {
        "scancode": ["scancode", "--license", "--json", out],
        "licensee": ["licensee", "detect", "--json"],
    }
    return {"openrelease": ours, **{name: peers[name] for name in peers if shutil.which(name)}}


def measured(command: Sequence[str], files: Sequence[Path], *, one_by_one: bool) -> tuple[float, float]:
    """Seconds of processor time, and the peak of resident memory in MB, of naming the files."""
    runs = [[*command, str(file)] for file in files] if one_by_one else [[*command, *map(str, files)]]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_run, (runs,))


def _run(runs: Sequence[Sequence[str]]) -> tuple[float, float]:
    """In a process of its own: the time is of its children alone, the peak that of the largest of them."""
    for run in runs:
        subprocess.run(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / _KIB_A_MB


def median_ms(files: Sequence[Path]) -> float:
    """Processor time of naming one text in a process that has named one before, in the median."""
    names = identifier()
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    names.identify(texts[0])
    return statistics.median(_cpu_ms(names, text) for text in texts)


def _cpu_ms(names: Identifier, text: str) -> float:
    start = time.process_time()
    names.identify(text)
    return (time.process_time() - start) * 1000


def main() -> int:
    """Print a line for each tool; 1 where ours misses its goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    files = parser.parse_args().files
    print(f"{'tool':12} {'one file s':>10} {'further file ms':>16} {'peak MB':>8}   ({len(files)} files)")
    missed = False
    for name, command in commands().items():
        first, _ = measured(command, files[:1], one_by_one=False)
        every, memory = measured(command, files, one_by_one=name == "licensee")
        further = (every - first) / max(len(files) - 1, 1) * 1000
        print(f"{name:12} {first:10.3f} {further:16.1f} {memory:8.0f}")
        missed |= name == "openrelease" and memory > MEMORY_MB
    median = median_ms(files)
    print(
        f"openrelease: {median:.1f} ms a file in the median, goal {FURTHER_MS:.0f} ms and {MEMORY_MB:.0f} MB"
    )
    return int(missed or median > FURTHER_MS)


if __name__ == "__main__":
    sys.exit(main())
