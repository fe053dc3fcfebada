"""Documents -> documents: put what our commands print into the blocks that show it.

A block in a Markdown file is the line `<!-- shows: COMMAND -->` and the fenced block after it.
`python scripts/docs.py` rewrites them; with `--check` it names those that are out of date, and exits 1.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(<!-- shows: (openrelease [^\n]*) -->\n```\w*\n).*?(^```$)", re.MULTILINE | re.DOTALL)


def shown(match: re.Match[str]) -> str:
    """Fill a block with what its command prints in this checkout."""
    name, *arguments = shlex.split(match[2])
    command = [str(Path(sys.executable).parent / name), *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True, encoding="utf-8")
    if done.stderr:
        sys.exit(f"{match[2]}: {done.stderr}")
    return f"{match[1]}$ {match[2]}\n{done.stdout.rstrip()}\n{match[3]}"


def main() -> int:
    """Refresh or check README.md and the pages of docs/."""
    stale = []
    for page in [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("**/*.md"))]:
        text = page.read_text(encoding="utf-8")
        fresh = BLOCK.sub(shown, text)
        if fresh == text:
            continue
        stale.append(page)
        if "--check" not in sys.argv[1:]:
            page.write_text(fresh, encoding="utf-8")
    names = ", ".join(str(page.relative_to(CHECKOUT)) for page in stale) or "nothing"
    if "--check" in sys.argv[1:] and stale:
        print(f"out of date: {names}; run `make docs`")
        return 1
    print(f"changed: {names}" if stale else "up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
