"""OWNER/NAME/PATH@COMMIT on the command line: fetched by git once, pinned, and read offline afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.project import example_files
from support.repos import git, make_repo

from openrelease.cli import main

POLICY = """\
id: acme
title: What Acme releases
version: "1"
source: https://acme.example/open
extends: aia-baseline
requirements:
  - {id: model-card, level: required}
"""


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The commit of a repository with the policy; git finds it where it looks for github.com."""
    server = tmp_path / "server" / "acme"
    rules = make_repo(server / "rules.git", {"policies/acme.yml": POLICY, "big.yml": "# x\n" * 100_000})
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f'[url "{(tmp_path / "server").as_uri()}/"]\n\tinsteadOf = https://github.com/\n'
        "[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("GITHUB_SERVER_URL", raising=False)
    monkeypatch.delenv("OPENRELEASE_CACHE", raising=False)
    return git(rules, "rev-parse", "HEAD").strip()


@pytest.fixture
def release(tmp_path: Path) -> Path:
    return make_repo(tmp_path / "release", {path: text.decode("latin-1") for path, text in EXAMPLE.items()})


EXAMPLE = {path: text for path, text in example_files("incomplete").items() if not path.endswith(".safetensors")}


def test_it_is_fetched_once_and_read_offline_afterwards(
    shared: str, release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"acme/rules/policies/acme.yml@{shared}"
    assert main(["check", str(release), "--policy", name]) == 1
    first = capsys.readouterr().out
    assert f"What Acme releases (acme 1 from {name})" in " ".join(first.split())
    shutil.rmtree(tmp_path / "server")
    assert main(["check", str(release), "--policy", name]) == 1
    assert capsys.readouterr().out == first


@pytest.mark.slow
def test_the_hook_can_name_it_too(shared: str, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(release, "rm", "--quiet", "--cached", "model.py")
    name = f"acme/rules/policies/acme.yml@{shared}"
    assert main(["check", str(release), "--staged", "--fail-on", "regression", "--policy", name]) == 1
    assert "What Acme releases" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acme/rules/policies/acme.yml@main", (2, "is not a full commit id")),
        ("acme/rules/policies/none.yml@{commit}", (3, "cannot be fetched")),
        ("acme/none/policies/acme.yml@{commit}", (3, "cannot be fetched")),
        (f"acme/rules/policies/acme.yml@{'0' * 40}", (3, "cannot be fetched")),
        ("acme/rules/../acme.yml@{commit}", (2, "is not a path inside a repository")),
        ("acme/rules/big.yml@{commit}", (2, "is larger than 262144 bytes")),
    ],
)
def test_what_cannot_be_had_is_an_error_that_names_it(
    name: str, expected: tuple[int, str], shared: str, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = expected
    assert main(["check", str(release), "--policy", name.format(commit=shared)]) == code
    assert said in capsys.readouterr().err


def test_nothing_is_fetched_for_a_file_that_is_on_disk(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "none")
    (release / "acme.yml").write_text(POLICY)
    assert main(["check", str(release), "--policy", str(release / "acme.yml")]) == 1
