"""A page with commands -> its steps, and the page again with what the commands really print.

A fenced block `console` has lines that begin with "$ ": commands, each followed by what it prints. The
comment `<!-- exits N -->` before a block says with which code its last command ends. A block after the
comment `<!-- file: PATH -->` is a file that the reader writes.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(
    r"(?:<!-- (?P<mark>file|exits):? (?P<value>\S+) -->\n)?```(?P<info>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)
class Ran:
    """A command of the page, and how it ended beside how it should."""

    command: str
    code: int
    expected: int
    printed: str


class Walk:
    """Does what a page says in a folder; `cd` is kept from one command to the next."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.ran: list[Ran] = []
        self._environment = environment

    def page(self, text: str) -> str:
        """Do all that the page says; the page with what was printed."""
        return BLOCK.sub(self._block, text)

    def _block(self, match: re.Match[str]) -> str:
        if match["mark"] == "file":
            path = self.folder / match["value"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(match["body"], encoding="utf-8")
        elif match["info"] == "console":
            commands = re.findall(r"^\$ (.*)$", match["body"], re.MULTILINE)
            codes = [0] * (len(commands) - 1) + [int(match["value"]) if match["mark"] else 0]
            shown = "".join(map(self._run, commands, codes))
            return match[0].replace(f"\n{match['body']}```", f"\n{shown}```")
        return match[0]

    def _run(self, command: str, expected: int) -> str:
        if command.startswith("cd "):
            self.folder /= command.removeprefix("cd ")
            return f"$ {command}\n"
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=dict(self._environment),
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        printed = done.stdout + done.stderr
        self.ran.append(Ran(command=command, code=done.returncode, expected=expected, printed=printed))
        return f"$ {command}\n{printed}"
