"""The shared corpus beside this checkout; where it is not there, its tests are skipped and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CORPUS = SHARED / "corpus"


def corpus(*parts: str, cases: int) -> Path:
    """The path of a part of the corpus, or a skip that says how many cases were left out."""
    path = CORPUS.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)}: {cases} cases need the shared corpus", allow_module_level=True)
    return path
