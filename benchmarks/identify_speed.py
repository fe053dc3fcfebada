"""What naming license texts costs: start, each further file, memory; beside peers where they are installed.

    python benchmarks/identify_speed.py [--peer NAME=PATH ...] FILE [FILE ...]

The goal: at most 10 ms of processor time for a further file, in the mean, and 60 MB. Each tool runs as a
process of its own, once with one file and once with all: the difference is what further files cost in the
mean. The median is ours alone, measured inside one process. Peers are ScanCode, licensee and licensecheck,
from the PATH or where `--peer scancode=PATH` says; absent ones are named. ScanCode gets a folder.
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
from collections.abc import Mapping, Sequence
from pathlib import Path

from openrelease.catalog import load_identifier
from openrelease.licenses import Identifier

FURTHER_MS = 10.0
MEMORY_MB = 60.0
_KIB_A_MB = 1000.0


def find_commands(paths: Mapping[str, str]) -> dict[str, list[str]]:
    """The tools that are here, by their paths where those are given; each takes files at its end."""
    out = str(Path(tempfile.gettempdir()) / "scancode.json")
    ours = [sys.executable, "-m", "openrelease", "identify", "--format", "json"]
    options = {
        "scancode": ["--license", "--quiet", "--processes", "0", "--json", out],
        "licensee": ["detect", "--json"],
        "licensecheck": [],
    }
    found = {name: paths.get(name) or shutil.which(name) for name in options}
    for name in (name for name, path in found.items() if path is None):
        print(f"{name:12} is not here")
    return {"openrelease": ours, **{name: [path, *options[name]] for name, path in found.items() if path}}


def measure_command(command: Sequence[str], files: Sequence[Path], *, one_by_one: bool) -> tuple[float, float]:
    """Seconds of processor time, and the peak of resident memory in MB, of naming the files."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [shutil.copy(file, Path(folder) / f"{at:04d}__{file.name}") for at, file in enumerate(files)]
        whole = [folder] if "--processes" in command else list(map(str, copies))
        runs = [[*command, str(copy)] for copy in copies] if one_by_one else [[*command, *whole]]
        return _measure_in_process(runs)


def _measure_in_process(runs: Sequence[Sequence[str]]) -> tuple[float, float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_run_commands, (runs,))


def _run_commands(runs: Sequence[Sequence[str]]) -> tuple[float, float]:
    """In a process of its own: the time is of its children alone, the peak that of the largest of them."""
    for run in runs:
        subprocess.run(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / _KIB_A_MB


def measure_median_ms(files: Sequence[Path]) -> float:
    """Processor time of naming one text in a process that has named one before, in the median."""
    names = load_identifier()
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    names.identify(texts[0])
    return statistics.median(_measure_cpu_ms(names, text) for text in texts)


def _measure_cpu_ms(names: Identifier, text: str) -> float:
    start = time.process_time()
    names.identify(text)
    return (time.process_time() - start) * 1000


def main() -> int:
    """Print a line for each tool; 1 where ours misses its goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=PATH")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    files, paths = options.files, dict(each.split("=", 1) for each in options.peer)
    print(f"{'tool':12} {'one file s':>10} {'further file ms':>16} {'peak MB':>8}   ({len(files)} files)")
    missed = False
    for name, command in find_commands(paths).items():
        first, _ = measure_command(command, files[:1], one_by_one=False)
        every, memory = measure_command(command, files, one_by_one=name == "licensee")
        further = (every - first) / max(len(files) - 1, 1) * 1000
        print(f"{name:12} {first:10.3f} {further:16.1f} {memory:8.0f}")
        missed |= name == "openrelease" and (memory > MEMORY_MB or further > FURTHER_MS)
    goal = f"goal {FURTHER_MS:.0f} ms in the mean and {MEMORY_MB:.0f} MB"
    print(f"openrelease: {measure_median_ms(files):.1f} ms a file in the median; {goal}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
