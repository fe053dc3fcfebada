"""Data, docstrings and commands -> documents: generated pages, and blocks with the output of commands.

The pages are those of `reference.PAGES`. A block in any other Markdown file is the line
`<!-- shows: COMMAND -->` and the fenced block after it. `python scripts/docs.py` rewrites them; with
`--check` it names those that are out of date, and exits 1.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from reference import PAGES

CHECKOUT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(<!-- shows: (openrelease [^\n]*) -->\n```\w*\n).*?(^```$)", re.MULTILINE | re.DOTALL)


def run_shown_command(match: re.Match[str]) -> str:
    """Return a block with the output of its command in this checkout."""
    name, *arguments = shlex.split(match[2])
    command = [str(Path(sys.executable).parent / name), *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True, encoding="utf-8")
    if done.returncode > 1:  # what is wrong with the command itself; notes on stderr are not shown
        sys.exit(f"{match[2]}: {done.stderr}")
    return f"{match[1]}$ {match[2]}\n{done.stdout.rstrip()}\n{match[3]}"


def generate_documents() -> Iterator[tuple[Path, str]]:
    """Yield every document with its up-to-date text."""
    generated = {CHECKOUT / name: page for name, page in PAGES.items()}
    yield from ((path, page()) for path, page in generated.items())
    for path in [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("**/*.md"))]:
        if path not in generated:
            yield path, BLOCK.sub(run_shown_command, path.read_text(encoding="utf-8"))


def main() -> int:
    """Write README.md and the pages of docs/, or check that they are up to date."""
    stale = []
    for path, fresh in generate_documents():
        if path.exists() and path.read_text(encoding="utf-8") == fresh:
            continue
        stale.append(path)
        if "--check" not in sys.argv[1:]:
            path.write_text(fresh, encoding="utf-8")
    names = ", ".join(str(path.relative_to(CHECKOUT)) for path in stale) or "nothing"
    if "--check" in sys.argv[1:] and stale:
        print(f"out of date: {names}; run `make docs`")
        return 1
    print(f"changed: {names}" if stale else "up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
