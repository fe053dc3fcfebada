"""How the time of a check grows with paths, documents, source and weight files, as a table and as a picture.

    python benchmarks/growth.py [--rounds N] [--svg FILE]

Each repository is a small release with more and more of one thing, in a bare clone that git makes from a stream. The
repositories take turns; a figure is the least processor time of some runs, with that of git, after one that is not
counted. The slope is that of the time above the release alone, on a log scale, between the two largest: 1 is linear.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "complete"
SENTENCES = ("The model was trained on open data.", "See [the log](results/log.json).", "It took four epochs.")
SOURCE = "import torch\n\n\ndef forward_{0}(batch):\n    weights = torch.load('model.pt')\n    return weights @ batch\n"
Files = Iterator[tuple[str, bytes]]
Points = Mapping[int, float]


def list_paths(count: int) -> Files:
    """Yield files that mean nothing."""
    yield from ((f"samples/{n // 100}/{n % 100}.json", b"{}\n") for n in range(count))


def list_documents(count: int) -> Files:
    """Yield pages of 3 kB each."""
    for n in range(count):
        page = "\n\n".join(SENTENCES[(n + at) % len(SENTENCES)] for at in range(90))
        yield f"docs/page_{n}.md", f"# Page {n}\n\n{page}\n".encode()


def list_sources(count: int) -> Files:
    """Yield modules of 280 lines each."""
    yield from ((f"src/part_{n}.py", "".join(SOURCE.format(at) for at in range(40)).encode()) for n in range(count))


def list_weights(count: int) -> Files:
    """Yield shards of a model."""
    shard = (EXAMPLE / "model.safetensors").read_bytes()
    yield from ((f"model-{n + 1:05}-of-{count:05}.safetensors", shard) for n in range(count))


SERIES: Mapping[str, tuple[Callable[[int], Files], tuple[int, ...]]] = {
    "paths": (list_paths, (1_000, 10_000, 100_000)),
    "documents": (list_documents, (4, 40, 400)),
    "source files": (list_sources, (30, 300, 3_000)),
    "weight files": (list_weights, (50, 500, 5_000)),
}


def main() -> None:
    """Measure every series, print a row for each point and the slope of each, and draw them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--svg", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repositories = {(name, size): make_repository(Path(folder), name, size) for name, size in list_points()}
        taken = measure(repositories, arguments.rounds, Path(folder))
    alone = taken.pop(("", 0))
    print(f"the release alone: {alone:.2f} s of processor time")
    series = {name: {size: taken[name, size] for size in sizes} for name, (_, sizes) in SERIES.items()}
    for name, points in series.items():
        shown = "  ".join(f"{size:>7,}: {seconds:6.2f} s" for size, seconds in points.items())
        print(f"{name:13} {shown}  slope {find_slope(points, alone):.2f}")
    if arguments.svg:
        arguments.svg.write_text(draw(series), encoding="utf-8")


def list_points() -> Iterator[tuple[str, int]]:
    """Yield the release alone, then each size of each series."""
    yield "", 0
    yield from ((name, size) for name, (_, sizes) in SERIES.items() for size in sizes)


def make_repository(folder: Path, name: str, size: int) -> Path:
    """Make a bare clone of one commit; git reads the files from a stream, and nothing is on disk."""
    path = folder / f"{name or 'alone'} {size}"
    made = SERIES[name][0](size) if name else iter(())
    own = (each for each in sorted(EXAMPLE.rglob("*")) if each.is_file())
    files = ((each.relative_to(EXAMPLE).as_posix(), each.read_bytes()) for each in own)
    subprocess.run(("git", "init", "--quiet", "--bare", "--initial-branch=main", str(path)), check=True)
    blobs = (b"M 644 inline %s\ndata %d\n%s\n" % (place.encode(), len(data), data) for place, data in (*files, *made))
    stream = b"commit refs/heads/main\ncommitter a <a@b.example> 0 +0000\ndata 0\n" + b"".join(blobs)
    subprocess.run(("git", "-C", str(path), "fast-import", "--quiet"), input=stream, check=True)
    return path


def measure(repositories: Mapping[tuple[str, int], Path], rounds: int, folder: Path) -> dict[tuple[str, int], float]:
    """Check the repositories in turns; the least processor time of each."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["XDG_CACHE_HOME"] = str(folder)
    turns = [{key: check(path, environment) for key, path in repositories.items()} for _ in range(rounds + 1)]
    return {key: min(turn[key] for turn in turns[1:]) for key in repositories}


def check(path: Path, environment: Mapping[str, str]) -> float:
    """Check one repository in a process of its own; its processor seconds."""
    tool = shutil.which("openrelease", path=str(Path(sys.executable).parent)) or "openrelease"
    before = processor_seconds()
    command = (tool, "check", str(path), "--output", os.devnull)
    done = subprocess.run(command, env=environment, check=False, capture_output=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return processor_seconds() - before


def processor_seconds() -> float:
    """Processor time of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def find_slope(points: Points, alone: float) -> float:
    """Return the slope between the two largest, of the time above that of the release alone."""
    (less, before), (more, after) = [*points.items()][-2:]
    return math.log(max(after - alone, 1e-3) / max(before - alone, 1e-3)) / math.log(more / less)


# -- the picture: both axes on a log scale

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 400, 64, 24, 120, 56
LEAST, MOST = (1, 0.1), (100_000, 30.0)  # of both axes
COLORS = ("#0969da", "#bc4c00", "#1a7f37", "#8250df")


def place(count: float, seconds: float) -> tuple[float, float]:
    """Return where a point is drawn."""
    across = math.log(count / LEAST[0]) / math.log(MOST[0] / LEAST[0])
    up = math.log(seconds / LEAST[1]) / math.log(MOST[1] / LEAST[1])
    return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)


def draw(series: Mapping[str, Points]) -> str:
    """Return the picture as SVG, with a white ground, so that it is seen on a dark page too."""
    lines = [*draw_axes(), *(line for number, item in enumerate(series.items()) for line in draw_series(number, *item))]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
    return "\n".join(
        (
            f'{head}font-size="12" role="img" aria-label="processor seconds of a check by what a release holds">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            *lines,
            "</svg>\n",
        )
    )


def draw_axes() -> Iterator[str]:
    """Yield a line and a label for each power of ten, and what the axes mean."""
    for count in (1, 10, 100, 1_000, 10_000, 100_000):
        x, _ = place(count, 1)
        yield f'<path d="M{x:.0f} {TOP}V{HEIGHT - BOTTOM}" stroke="#d0d7de"/>'
        yield f'<text x="{x:.0f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{count:,}</text>'
    for seconds in (0.1, 0.3, 1, 3, 10, 30):
        _, y = place(1, seconds)
        yield f'<path d="M{LEFT} {y:.0f}H{WIDTH - RIGHT}" stroke="#d0d7de"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{seconds:g} s</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle:.0f}" y="{HEIGHT - 12}" text-anchor="middle">how many a release holds (log scale)</text>'


def draw_series(number: int, name: str, points: Points) -> Iterator[str]:
    """Yield the line of a series, its points, and its name at the end."""
    color, places = COLORS[number], [place(*point) for point in points.items()]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    yield f'<path d="M{path}" fill="none" stroke="{color}" stroke-width="2"/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>' for x, y in places)
    x, y = places[-1]
    yield f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{color}">{name}</text>'


if __name__ == "__main__":
    main()
