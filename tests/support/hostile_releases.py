"""A sound small release, and what an attacker changes in it: repositories that must not pass, or not for this."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openrelease.config import Flags, load_settings
from openrelease.model import Entry, Outcome, PolicyOutcome, Report
from openrelease.repository import MemorySnapshot
from openrelease.run import run
from support.project import CHECKOUT
from support.weight_files import SOUND

EXAMPLE = CHECKOUT / "examples" / "complete"
Files = Mapping[str, "bytes | str | None"]
SAFETENSORS = SOUND["safetensors"][1]
NON_COMMERCIAL = "The model weights may be used for non-commercial research only. Commercial use is prohibited.\n"
CARD_NC = f"---\nlicense: cc-by-nc-4.0\n---\n# Weights\n\n{NON_COMMERCIAL}"
SHA = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"
EMPTY_SHA = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def base() -> dict[str, bytes]:
    """Return the files of examples/complete, which is met."""
    return {path.relative_to(EXAMPLE).as_posix(): path.read_bytes() for path in _list_files(EXAMPLE)}


def _list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def with_files(files: Files) -> dict[str, bytes | str]:
    """Return the base with more files, or without those that are None."""
    joined = {**base(), **files}
    return {path: content for path, content in joined.items() if content is not None}


def judge(files: Mapping[str, bytes | str], *policies: str, entries: tuple[Entry, ...] = ()) -> Report:
    """Return the report on a repository."""
    snapshot = MemorySnapshot(files, entries=entries, name="borl-ai/borl")
    return run(snapshot, load_settings(snapshot, Flags(policies=policies or ("aia-baseline",))), today="2026-06-30")


def outcome(report: Report) -> PolicyOutcome:
    """Return the outcome of the first policy."""
    return report.verdicts[0].outcome


def outcomes(report: Report) -> dict[str, Outcome]:
    """Return the outcome of each requirement of the first policy."""
    return {each.requirement.id: each.outcome for each in report.verdicts[0].verdicts}


def lfs_pointer(size: int, oid: str = SHA) -> str:
    """Return a pointer of Git LFS."""
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {size}\n"
