"""olah, a caching mirror of the Hub that is not ours, between the loopback Hub and the clients: theirs and ours."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError
from support.hub_releases import APACHE, sharded, tiny
from support.loopback_hub import LoopbackHub
from support.repos import make_repo

from openrelease.cli import main

pytestmark = pytest.mark.slow

STARTED_WITHIN = 30  # seconds


@pytest.fixture
def mirror(hub: LoopbackHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a mirror of the loopback Hub, with a cache of its own."""
    program = shutil.which("olah-cli", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("1 case needs olah: pip install olah")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    upstream, own = hub.url.removeprefix("http://"), f"127.0.0.1:{port}"
    options = {
        "--host": "127.0.0.1",
        "--port": str(port),
        "--hf-scheme": "http",
        "--hf-netloc": upstream,
        "--hf-lfs-netloc": upstream,
        "--mirror-netloc": own,
        "--mirror-lfs-netloc": own,
        "--repos-path": str(tmp_path / "mirrored"),
        "--log-path": str(tmp_path / "logs"),
    }
    words = [word for option in options.items() for word in option]
    with (tmp_path / "olah.log").open("wb") as log:
        process = subprocess.Popen([program, *words], stdout=log, stderr=log, cwd=tmp_path)
        try:
            _wait(port)
            monkeypatch.setenv("HF_ENDPOINT", f"http://{own}")
            yield f"http://{own}"
        finally:
            process.terminate()
            process.wait(10)


def _wait(port: int) -> None:
    end = time.monotonic() + STARTED_WITHIN
    while not _listens(port):
        if time.monotonic() > end:
            pytest.fail("olah did not start: see olah.log")
        time.sleep(0.1)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def check(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any], str]:
    code = main(["check", *words, "--format", "json"])
    seen = capsys.readouterr()
    return code, json.loads(seen.out) if seen.out else {}, seen.err


def test_huggingface_hub_reads_the_hub_through_the_mirror(hub: LoopbackHub, mirror: str, tmp_path: Path) -> None:
    release = tiny()
    repository = hub.add("acme/tiny", release)
    hub.add("acme/gated", release, gated="auto")
    api = HfApi(endpoint=mirror, token=False)
    assert api.model_info("acme/tiny").sha == repository.find_commit("main")
    files = {each.path: each for each in api.list_repo_tree("acme/tiny", recursive=True)}
    assert set(files) == set(release)
    assert files["model.safetensors"].lfs.sha256 == release["model.safetensors"].digest
    assert [each.path for each in api.get_paths_info("acme/tiny", ["LICENSE", "no/such.file"])] == ["LICENSE"]
    kept = tmp_path / "kept"
    assert Path(api.hf_hub_download("acme/tiny", "LICENSE", cache_dir=kept)).read_text() == APACHE
    downloaded = Path(api.hf_hub_download("acme/tiny", "model.safetensors", cache_dir=kept)).read_bytes()
    assert downloaded == release["model.safetensors"].read(0, release["model.safetensors"].length)
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("acme/none")
    with pytest.raises(GatedRepoError):
        api.hf_hub_download("acme/gated", "LICENSE", cache_dir=kept)


def test_we_read_the_same_through_the_mirror(
    hub: LoopbackHub, mirror: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.add("acme/tiny", tiny())
    hub.add("acme/gated", tiny(), gated="auto")
    hub.add("acme/shards", sharded(2, size=1_000))
    for name in ("acme/tiny", "acme/shards", "acme/gated", "acme/none"):
        monkeypatch.setenv("HF_ENDPOINT", mirror)
        through = check(capsys, f"hub:{name}", "--no-cache")
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        assert through == check(capsys, f"hub:{name}", "--no-cache")
        assert through[0] == {"acme/tiny": 0, "acme/shards": 0, "acme/gated": 1, "acme/none": 3}[name]


def test_a_pair_is_verified_through_the_mirror(
    hub: LoopbackHub, mirror: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mirror
    hub.add("acme/tiny", tiny())
    text = "# Tiny\n\nTiny is a language model. The weights are at https://huggingface.co/acme/tiny.\n"
    here = make_repo(tmp_path / "here", {"README.md": text, "LICENSE": APACHE})
    words = (str(here), "--name", "acme/tiny", "--with-hub", "--no-cache")
    _, report, _ = check(capsys, *words)
    assert [each["verified"][:14] for each in report["components"]["weights"]["evidence"]] == ["hub:acme/tiny@"]
    assert (report["faults"], report["problems"]) == ([], [])
