"""`hub:OWNER` and `hub:OWNER/NAME` against a Hub on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.hub_releases import tiny
from support.loopback_hub import LoopbackHub, loopback_hub
from support.survey_rows import Conduct


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_HUB_OFFLINE", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "no-token"))
    with loopback_hub(tmp_path / "hub") as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running


@pytest.mark.slow
def test_the_models_of_an_account_are_listed_at_their_commits(hub: LoopbackHub, conduct: Conduct) -> None:
    commits = {name: hub.add(name, tiny()).find_commit("main") for name in ("acme/one", "acme/two")}
    hub.add("other/three", tiny())
    rows = conduct("hub:acme", "--policy", "aia-baseline")
    assert {row["name"]: row["commit"] for row in rows.values()} == commits
    assert {row["url"] for row in rows.values()} == {
        "https://huggingface.co/acme/one",
        "https://huggingface.co/acme/two",
    }
    assert all(row["components"]["weights"]["status"] == "in_repo" for row in rows.values())


def test_what_the_hub_does_not_have_is_a_row(hub: LoopbackHub, conduct: Conduct) -> None:
    hub.add("acme/one", tiny())
    rows = conduct("hub:acme/one", "hub:acme/gone", "--policy", "aia-baseline")
    assert rows["hub:acme/one"]["error"] is None
    assert rows["hub:acme/gone"]["error"]["type"] == "not_found"
