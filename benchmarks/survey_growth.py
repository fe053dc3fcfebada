"""Time and memory of a survey by the number of its targets: copies of one release, in this process and two others.

`python benchmarks/survey_growth.py [COUNT...]` prints a line for each count: seconds, seconds for each target, and the
peak memory of the process that leads the survey and of its largest worker.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "complete"
COUNTS = (10, 100, 1_000)


def make_targets(folder: Path, count: int) -> Path:
    """A file of so many targets: links to one copy, each of which is a target of its own."""
    shutil.copytree(EXAMPLE, folder / "release")
    lines = [json.dumps({"schema": 1, "target": f"copy-{n}", "source": str(folder / "release")}) for n in range(count)]
    file = folder / "targets.txt"
    file.write_text("\n".join(lines) + "\n")
    return file


def measure(count: int, workers: int) -> None:
    """Run one survey in a process of its own and print what it took."""
    with tempfile.TemporaryDirectory() as room:
        file = make_targets(Path(room), count)
        begun = time.monotonic()
        command = [sys.executable, __file__, "--run", str(file), str(Path(room) / "out"), str(workers)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = time.monotonic() - begun
        leader, largest = (int(word) / 1_024 for word in done.stdout.split()[-2:])
        rows = sum(1 for _ in (Path(room) / "out" / "results.jsonl").open("rb"))
    print(
        f"{count:>6,} targets, {workers} workers: {seconds:7.1f} s, {1_000 * seconds / count:6.1f} ms each, "
        f"{leader:5.0f} MB leader, {largest:5.0f} MB largest worker, {rows:,} rows"
    )


def run(file: str, out: str, workers: str) -> None:
    """Be the survey, and print the peak memory of this process and of its largest child, in kilobytes."""
    sys.path.insert(0, str(ROOT / "src"))
    from openrelease.cli import main  # noqa: PLC0415 - only here it is measured

    if main(["survey", f"@{file}", "--out", out, "--workers", workers]):
        raise SystemExit("the survey failed")
    print(*(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        run(*sys.argv[2:5])
    else:
        for each in [int(word) for word in sys.argv[1:]] or COUNTS:
            measure(each, workers=2)
