"""Data preparation: clean the names as they were written, then split them for training and evaluation."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"
HELD_OUT_EVERY = 5  # each fifth name is kept for evaluation


def clean(line: str) -> str:
    """Keep the letters a to z, in lower case."""
    return "".join(letter for letter in line.lower() if "a" <= letter <= "z")


def prepare(source: str) -> tuple[list[str], list[str]]:
    """Split into training names and held-out names: sorted, each once, none of them empty."""
    names = sorted({clean(line) for line in source.splitlines()} - {""})
    held_out = names[::HELD_OUT_EVERY]
    return [name for name in names if name not in held_out], held_out


def read(part: str) -> list[str]:
    """Read one of the two parts, "train" or "heldout"."""
    return (DATA / f"{part}.txt").read_text(encoding="utf-8").split()


def main(folder: Path = DATA) -> None:
    """Read `names.txt`, write `train.txt` and `heldout.txt`."""
    parts = prepare((DATA / "names.txt").read_text(encoding="utf-8"))
    for file, names in zip(("train.txt", "heldout.txt"), parts, strict=True):
        (folder / file).write_bytes("".join(f"{name}\n" for name in names).encode())


if __name__ == "__main__":
    main()
