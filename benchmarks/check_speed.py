"""How long a check takes, beside what git needs to list the same tree and a Python that does nothing.

    python benchmarks/check_speed.py [--rounds N] [--revision REV] [REPOSITORY ...]

Without repositories it makes two: a small release, and one with 100 shards and 10,000 other files. The
commands take turns, so that a busy machine slows all of them alike; figures are medians of the time on the clock, and
the least processor time. Three runs are measured apart: the first of a repository, with nothing of it in the cache; a
second one, of what has not changed; and without any cache, as in a fresh container. Beside them stand weight-audit,
reuse, licensee and ScanCode, as far as they are installed.
Run it with the Python of the environment that openrelease is installed in.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "complete"
BARE = "python -c pass"
# Bytecode is written and found again, as users have it; no settings of this machine's git matter.
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
    **{f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
JUDGED = (0, 1)  # the exit codes of a check that came to its end
MODULES = f"""
import contextlib, io, sys
before = set(sys.modules)
from openrelease.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    code = main(sys.argv[1:])
assert code in {JUDGED}, code
print(*(set(sys.modules) - before))
"""

Commands = Mapping[str, Sequence[str]]


def main() -> None:
    """Measure each repository and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repositories", nargs="*", type=Path, metavar="REPOSITORY")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--revision", default="HEAD")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        ENVIRONMENT["XDG_CACHE_HOME"] = cache
        for repository in arguments.repositories or generated(Path(folder)):
            measure(repository.resolve(), arguments.revision, arguments.rounds)


def measure(repository: Path, revision: str, rounds: int) -> None:
    """Print the medians of one repository, and which modules a check of it loads."""
    commands = commands_for(repository, revision)
    taken = medians(commands, rounds)
    check = f"check --revision {revision}"
    listed = output("git", "-C", str(repository), "ls-tree", "-r", "--name-only", revision).count("\n")
    print(f"{repository} at {revision}: {listed} files, median of {rounds} rounds")
    for name, (seconds, used) in taken.items():
        ratios = (
            f"{seconds / taken['git ls-tree -r'][0]:7.1f} x ls-tree {used / taken[BARE][1]:6.1f} x {BARE} (processor)"
        )
        print(f"  {name:32} {seconds * 1000:8.0f} ms {used * 1000:8.0f} ms of processor {ratios}")
    loaded = modules(commands[check])
    packages = Counter(name.partition(".")[0] for name in loaded)
    shown = ", ".join(f"{name} {count}" for name, count in packages.most_common() if count > 1)
    print(f"  {len(loaded)} modules loaded: {shown}\n")


def commands_for(repository: Path, revision: str) -> Commands:
    """What is compared; a bare clone has no index, and so no check of it."""
    tool = shutil.which("openrelease", path=str(Path(sys.executable).parent)) or "openrelease"
    git = ("git", "-C", str(repository))
    always = {
        BARE: (sys.executable, "-c", "pass"),
        "git ls-tree -r": (*git, "ls-tree", "-r", revision),
        "openrelease --version": (tool, "--version"),
        f"check --revision {revision}": (tool, "check", str(repository), "--revision", revision, "--no-cache"),
        "its first run": (tool, "check", str(repository), "--revision", revision, "--output", os.devnull),
        "the same, unchanged": (tool, "check", str(repository), "--revision", revision),
    }
    if output(*git, "rev-parse", "--is-bare-repository").strip() == "true":
        return always
    return {
        **always,
        "git ls-files": (*git, "ls-files"),
        "check (the files on disk)": (tool, "check", str(repository), "--no-cache"),
        "the files on disk, unchanged": (tool, "check", str(repository)),
        "check --staged (the hook)": (tool, "check", str(repository), "--staged", "--no-cache"),
        "the hook, unchanged": (tool, "check", str(repository), "--staged"),
        **peers(repository),
    }


def peers(repository: Path) -> Commands:
    """Other tools that read licenses of the files on disk, as far as they are installed."""
    arguments = {
        "weight-audit": ("scan", str(repository)),
        "reuse": ("--root", str(repository), "lint", "--quiet"),
        "licensee": ("detect", str(repository)),
        "scancode": ("--license", "--quiet", "--json", os.devnull, str(repository)),
    }
    return {name: (found, *words) for name, words in arguments.items() if (found := shutil.which(name))}


def medians(commands: Commands, rounds: int) -> Mapping[str, tuple[float, float]]:
    """Run the commands in turns, once before they count; the median on the clock, and the least of the processor."""
    turns = [{name: seconds(command) for name, command in commands.items()} for _ in range(rounds + 1)]
    clock = {name: statistics.median(turn[name][0] for turn in turns[1:]) for name in commands}
    return {name: (clock[name], min(turn[name][1] for turn in turns[1:])) for name in commands}


def processor_seconds() -> float:
    """Processor time of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(command: Sequence[str]) -> tuple[float, float]:
    """How long one run takes on the clock and of the processor; a command that fails ends the benchmark."""
    start, used = time.perf_counter(), processor_seconds()
    code = subprocess.run(command, env=ENVIRONMENT, check=False, stdout=subprocess.DEVNULL).returncode
    taken = time.perf_counter() - start
    if code not in JUDGED:
        raise SystemExit(f"exit code {code}: {' '.join(command)}")
    return taken, processor_seconds() - used


def modules(command: Sequence[str]) -> list[str]:
    """The modules that a check imports beyond those of Python's own start."""
    return output(sys.executable, "-c", MODULES, *command[1:]).split()


def output(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout


def generated(folder: Path) -> Iterator[Path]:
    """The complete example as it is, and among 100 shards and 10,000 small files."""
    yield committed(shutil.copytree(EXAMPLE, folder / "small"))
    large = Path(shutil.copytree(EXAMPLE, folder / "large"))
    shard = (EXAMPLE / "model.safetensors").read_bytes()
    for number in range(100):
        name = f"model-{number + 1:05}-of-00100.safetensors"
        (large / name).write_bytes(shard)
        below = large / "results" / str(number)
        below.mkdir(parents=True)
        for item in range(100):
            (below / f"{item}.json").write_text(f'{{"sample": {item}, "score": 0.5}}\n', encoding="utf-8")
    yield committed(large)


def committed(folder: Path) -> Path:
    """Make a folder a repository of one commit."""
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message=all of it")):
        output("git", "-C", str(folder), *arguments)
    return folder


if __name__ == "__main__":
    main()
