"""Each test has a cache folder of its own, so that none sees what another one stored."""

import itertools
from pathlib import Path

import pytest

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def cache_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the cache folders of all tests are in."""
    return tmp_path_factory.mktemp("caches")


@pytest.fixture(autouse=True)
def own_cache(cache_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of this test, which is created by the first check."""
    base = cache_folders / str(next(_NUMBERS))
    monkeypatch.setenv("XDG_CACHE_HOME", str(base))
    return base / "openrelease"
