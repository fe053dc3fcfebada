"""Measure what reading weights costs: a release of 200 GB, and hostile files.

    python benchmarks/weights_speed.py [--rounds N] [--hostile FOLDER]

The release is 100 sparse shards of safetensors. It is checked by the command line, and by the library with policies
and licenses loaded; the bytes that were read are printed. Then each hostile file, and each in FOLDER, is read by a
process of its own, whose CPU time and peak memory are printed. Exit code 1 if a limit is exceeded: 1 second for the
release, 2 seconds and 256 MB for a hostile file.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.giant_weights import GIANTS, SUFFIXES  # noqa: E402 - the tests' helpers come first
from support.large_release import SHARDS, write_release  # noqa: E402

from openrelease.config import Flags, load_settings  # noqa: E402
from openrelease.repository import open_snapshot  # noqa: E402
from openrelease.run import run  # noqa: E402

MOST_SECONDS = 2.0
MOST_BYTES = 256_000_000
READ = """
import sys, time
from pathlib import Path
from openrelease.repository import open_snapshot
from openrelease.weights import Source, read_header, recognize_format
name, size = sys.argv[2], int(sys.argv[3])
folder = open_snapshot(Path(sys.argv[1]))
source = Source(name, size, lambda offset, length: folder.read(name, length, offset))
start = time.process_time()
found = recognize_format(name, folder.read(name, 4096), size)
header = read_header(found.format if found else sys.argv[4], source)
spent = time.process_time() - start
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(spent, int(peak.split()[1]) * 1024, header.faults[0].rule if header.faults else "no fault")
"""


def main() -> int:
    """Measure both, and print the figures."""
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--hostile", type=Path, default=None, metavar="FOLDER")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = measure_release(Path(folder), arguments.rounds)
    with tempfile.TemporaryDirectory() as folder:
        return 0 if measure_hostile(Path(folder), arguments.hostile) and kept else 1


def measure_release(folder: Path, rounds: int) -> bool:
    """Check the release; return whether it takes less than a second of CPU time, start-up included."""
    write_release(folder)
    tool = [sys.executable, "-m", "openrelease", "check", "--policy", "aia-baseline", str(folder)]
    commands = [time_command(tool) for _ in range(rounds)]
    check_folder(folder)  # policies, rules and licenses are loaded once
    library = []
    for _ in range(rounds):
        start = time.process_time()
        weights = check_folder(folder)
        library.append(time.process_time() - start)
    size, read = sum(file.size or 0 for file in weights), sum(file.bytes_read for file in weights)
    counted = sum(file.parameters or 0 for file in weights)
    spent, waited = (statistics.median(each) for each in zip(*commands, strict=True))
    print(f"{SHARDS} shards, {size:,} bytes, {counted:,} parameters: {read:,} bytes of the weights were read")
    print(f"  command line: {spent:.2f} s of the processor, {waited:.2f} s on the clock")
    print(f"  library, all loaded: {statistics.median(library):.2f} s of the processor")
    return spent < 1


def time_command(tool: list[str]) -> tuple[float, float]:
    """Return CPU seconds and wall-clock seconds."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(tool, check=False, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.perf_counter() - start


def check_folder(folder: Path):  # noqa: ANN201 - the weight files of the facts
    """Check a folder against one policy."""
    snapshot = open_snapshot(folder)
    return run(snapshot, load_settings(snapshot, Flags(policies=("aia-baseline",)))).facts.weights


def measure_hostile(folder: Path, more: Path | None) -> bool:
    """Read each file in a process of its own; return whether all stay within the limits."""
    worst_seconds, worst_bytes, count = ("", 0.0), ("", 0), 0
    for path, form in build_hostile_files(folder, more):
        command = [sys.executable, "-c", READ, str(path.parent), path.name, str(path.stat().st_size), form]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split(maxsplit=2)
        seconds, peak = float(answer[0]), int(answer[1])
        print(f"  {seconds:6.2f} s {peak / 1e6:6.0f} MB  {path.name}: {answer[2].strip()}")
        worst_seconds = max(worst_seconds, (path.name, seconds), key=lambda pair: pair[1])
        worst_bytes = max(worst_bytes, (path.name, peak), key=lambda pair: pair[1])
        count += 1
    print(
        f"{count} hostile files: slowest {worst_seconds[1]:.2f} s ({worst_seconds[0]}), "
        f"most memory {worst_bytes[1] / 1e6:.0f} MB ({worst_bytes[0]})"
    )
    return worst_seconds[1] < MOST_SECONDS and worst_bytes[1] < MOST_BYTES


def build_hostile_files(folder: Path, more: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield each file with the format to read it as, if it is not recognized."""
    for what, (form, build) in GIANTS.items():
        path = folder / f"{what.replace(' ', '-')}.{SUFFIXES.get(form, form)}"
        path.write_bytes(build())
        yield path, form
        path.unlink()
    for path in sorted(more.iterdir()) if more else ():
        yield path, {".gguf": "gguf", ".onnx": "onnx"}.get(path.suffix, "safetensors")


if __name__ == "__main__":
    sys.exit(main())
