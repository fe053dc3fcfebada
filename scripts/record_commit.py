"""The checkout that a package is built from -> its commit in the package, for the workflow that `init` writes.

A hook of hatchling (https://hatch.pypa.io/latest/plugins/build-hook/custom/). A source archive has no checkout: the
commit that it was made from is in it.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLACE = "openrelease/data/commit"


class RecordCommit(BuildHookInterface[Any]):
    """Adds the file with the commit to wheels and source archives."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file; nothing is added where there is no commit, as in a copy without git."""
        commit = self._read_commit()
        if commit and version != "editable":
            file = Path(self.directory) / "commit"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{commit}\n", encoding="ascii")
            build_data["force_include"][str(file)] = f"src/{PLACE}" if self.target_name == "sdist" else PLACE

    def _read_commit(self) -> str | None:
        if not (Path(self.root) / ".git").exists():
            return None
        command = ["git", "-C", self.root, "rev-parse", "HEAD"]
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True)
        except OSError:
            return None
        said = done.stdout.strip()
        return said if re.fullmatch(r"[0-9a-f]{40}", said) else None
