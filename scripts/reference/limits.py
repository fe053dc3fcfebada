"""The limits in the source -> docs/limits.md: each with its value, and what passing it does."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import openrelease

SOURCE = Path(openrelease.__file__).parent
FIRST = ("untrusted", "repository", "cache", "hub", "config", "policies", "scan", "licenses", "weights")
"""Rooms that read what is untrusted; the others follow."""
_NAME = re.compile(
    r"^(_?(?:ALL_|(?:[A-Z]+_)*(?:MAX|MOST|LONGEST|LIMIT|SECONDS|MEGABYTES))[A-Z_]*) = [^#\n]+?"
    r'(?:  # ([^\n]+))?$(?:\n"""([^"]+)""")?',
    re.MULTILINE,
)

EFFECTS = {
    "untrusted/run_limits": "The run ends: every requirement is unknown, and the exit code is 1.",
    "untrusted": "The file counts as one that cannot be read, with the limit as the reason.",
    "repository/listing": "What is not listed leaves components, terms and weights unknown.",
    "repository/git/git_process": "The listing is cut, which leaves all unknown; a slower git is an error (exit 3).",
    "repository/cached_reads": "Files are read again; nothing is left out.",
    "repository/lfs_pointers": "A larger file is no pointer, but content; a pointer to more is not taken for weights.",
    "repository/dvc": "The outputs beyond are not looked for.",
    "repository": "The name, link or object is not read; a file that it stands for cannot be read.",
    "cache": "The result is not stored, or no longer; the next check makes it again.",
    "hub/file_listing": "What is not listed leaves components, terms and weights unknown.",
    "hub/hub_snapshot": "The others stay pointers, whose size and SHA-256 are known.",
    "hub/kept_answers": "The others are asked for again by the next check.",
    "hub": "The file cannot be read, or the repository (exit 3).",
    "config": "The settings are refused (exit 2), or a message names fewer mistakes.",
    "policies": "The policy is refused (exit 2).",
    "scan/inputs/read_inputs": "A document that is not read leaves components unknown, and terms where it may state "
    "them; documents that may are read first. Of source beyond the limits the license headers are read.",
    "scan/inputs/document_builder": "The rest of the table or line is left out; a longer document is not read at all.",
    "scan/inputs/vendored_folders": "A folder beyond counts as the release's own.",
    "scan/inputs": "The part is not searched for evidence of components.",
    "scan/weight_files": "Files beyond are not read, and whether the weights are whole is unknown.",
    "scan/licensing/from_license_files": "Terms are unknown.",
    "scan/licensing/from_reuse": "Terms are unknown.",
    "scan/licensing/from_metadata": "Terms are unknown.",
    "scan/licensing": "The clause or cell is not understood, and claims nothing that permits.",
    "scan/integrity/read_release": "The configuration is a finding, as one that cannot be read.",
    "scan/integrity": "The rule says nothing about what lies beyond.",
    "scan/scan_models": "Models beyond are evaluated together, by the worst of them.",
    "scan": "Evidence, links or names beyond are left out; what is left out is never counted for the release.",
    "licenses": "The text is one that is not known, and not permissive.",
    "weights": "The file is a finding of severity unknown: the weights are not called whole.",
    "reports": "The report says how much it leaves out, the least severe first.",
    "": "A message is shorter or names fewer, or the step stops with the reason (exit 2 or 3); no verdict is better.",
}
"""What passing a limit does, by the beginning of the path of its module; the longest one counts."""


def page() -> str:
    """Return the page."""
    rows = "\n".join(
        f"| `{module}` | `{name}` | {value} | {text} | {find_effect(module)} |"
        for module, name, value, text in list_limits()
    )
    return (
        "# Limits\n\n"
        "Every read has a limit, and what lies beyond one is unknown, never met. This page is generated from the "
        "source.\n\n"
        "`--deadline` sets the seconds of a run; the other limits are constants of the module that applies them.\n\n"
        "| module | limit | value | of what | what passing it does |\n|---|---|---|---|---|\n"
        f"{rows}\n"
    )


def list_limits() -> Iterator[tuple[str, str, str, str]]:
    """Yield module, name, value and description of each limit of the source, the rooms that read first."""
    others = sorted(
        path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists() and path.name not in FIRST
    )
    for room in (*FIRST, *others):
        for path in sorted((SOURCE / room).rglob("*.py")):
            module = path.relative_to(SOURCE).with_suffix("").as_posix()
            for match in _NAME.finditer(path.read_text(encoding="utf-8")):
                value = getattr(importlib.import_module(f"openrelease.{module.replace('/', '.')}"), match[1], None)
                if isinstance(value, (int, float)):
                    text = " ".join((match[3] or match[2] or "").split()).replace("|", "\\|")
                    yield module, match[1].strip("_"), f"{value:,}", text


def find_effect(module: str) -> str:
    """Return what passing a limit of a module does."""
    return EFFECTS[max((start for start in EFFECTS if module.startswith(start)), key=len)]
