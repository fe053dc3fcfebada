"""Four people's paths: a maintainer, a committer, a reviewer and an organization, each from the start to the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.project import example_files, read
from support.repos import git, make_repo, write_files

from openrelease.cli import main

pytestmark = pytest.mark.slow

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command, and gives the exit code and what it printed."""

    def run_command(*arguments: str | Path) -> tuple[int, str]:
        capsys.readouterr()
        code = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run_command


def commit(folder: Path, files: dict[str, str | bytes] | None = None) -> None:
    write_files(folder, files or {})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Change it")


def test_a_maintainer_from_nothing_to_green_and_through_a_pull_request(tmp_path: Path, run: Run) -> None:
    folder = make_repo(tmp_path / "names", {})
    files = example_files("complete")
    left_out = {path: text for path, text in files.items() if path != "LICENSE"}
    write_files(folder, left_out)
    code, told = run("check", folder)  # before the first `git add`
    assert (code, "nothing is tracked by git yet" in told) == (1, True)
    assert "license-text: no license found" in told
    assert run("init", folder)[0] == 0
    commit(folder, {"LICENSE": read("LICENSE")})
    code, told = run("check", folder)
    assert (code, told.splitlines()[-1]) == (0, "Result: met; exit code 0")
    git(folder, "checkout", "--quiet", "-b", "tidy")
    git(folder, "rm", "--quiet", "LICENSE")
    commit(folder)
    code, told = run("check", folder, "--base", "HEAD~1")
    assert code == 1
    assert told.splitlines()[1] == "  lost: A license text is shipped (license-text, required): met -> not met"
    code, told = run("check", folder, "--base", "HEAD~1", "--format", "markdown")
    assert told.startswith("### ❌ Open source AI release: this change loses 1 requirement\n")
    commit(folder, {"LICENSE": read("LICENSE")})
    assert run("check", folder, "--base", "main")[0] == 0


def test_a_committer_of_an_unfinished_release(tmp_path: Path, run: Run) -> None:
    folder = make_repo(
        tmp_path / "unfinished", {p: t.decode("latin-1") for p, t in example_files("incomplete").items()}
    )
    hook = ("check", folder, "--staged", "--fail-on", "regression")
    write_files(folder, {"notes.md": "Notes.\n"})
    git(folder, "add", "--all")
    assert run(*hook)[0] == 0
    commit(folder, {"LICENSE": read("LICENSE")})
    git(folder, "rm", "--quiet", "--cached", "LICENSE")  # it still lies on disk
    code, told = run(*hook)
    assert code == 1
    lines = told.splitlines()
    assert lines[0].startswith("This change loses ")
    assert sum(line.startswith(("  lost: ", "  and ")) for line in lines) <= 3
    assert "For the full report, add --verbose." in lines
    assert "Required, not met" not in told
    assert "Required, not met" in run(*hook, "--verbose")[1]


README = example_files("complete")["README.md"].replace(b"apache-2.0", b"cc-by-nc-4.0")
RELICENSED = {"README.md": README.replace(b"are released under the Apache License 2.0", b"are described here")}
EXCEPTION = (
    "exceptions:\n  - {requirement: weights-license, reason: The new license comes with version 2., "
    'owner: "@acme/legal", expires: 2099-06-30}\n'
)


@pytest.mark.parametrize(
    ("files", "title", "code"),
    [
        pytest.param(RELICENSED, "❌ Open source AI release: this change loses", 1, id="loses"),
        pytest.param({"notes.md": b"Notes.\n"}, "Open source AI release: nothing changed", 0, id="harmless"),
        pytest.param(
            {".openrelease.yml": EXCEPTION.encode()},
            "⚠️ Open source AI release: this change may loosen its own rules",
            0,
            id="exception",
        ),
        pytest.param(
            {".openrelease.yml": b"fail-on: never\n"},
            "⚠️ Open source AI release: this change may loosen its own rules",
            0,
            id="rules",
        ),
    ],
)
def test_a_reviewer_of_four_kinds_of_change(
    files: dict[str, str | bytes], title: str, code: int, tmp_path: Path, run: Run
) -> None:
    folder = make_repo(tmp_path / "names", {})
    commit(folder, dict(example_files("complete")))
    commit(folder, files)
    done, told = run("check", folder, "--base", "HEAD~1", "--format", "markdown")
    assert (done, title in told) == (code, True)
    if code:
        assert "https://openrelease.github.io/openrelease/rules/weights-license/" in told
        assert "CC-BY-NC-4.0" in told


def test_an_organization_with_a_definition_in_three_repositories(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (policy,) = [part.split("```")[0] for part in read("docs/own-definitions.md").split("```yaml\n")[1:2]]
    rules = make_repo(tmp_path / "server" / "acme" / "policies.git", {"acme.yml": policy})
    pinned = f"acme/policies/acme.yml@{git(rules, 'rev-parse', 'HEAD').strip()}"
    config = tmp_path / "gitconfig"
    config.write_text(f'[url "{(tmp_path / "server").as_uri()}/"]\n\tinsteadOf = https://github.com/\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("GITHUB_SERVER_URL", raising=False)
    complete = example_files("complete")
    cardless = {path: text for path, text in complete.items() if path != "data/DATA_CARD.md"}
    repositories = {"complete": complete, "cardless": cardless, "unfinished": example_files("incomplete")}
    codes = {}
    for name, files in repositories.items():
        folder = make_repo(tmp_path / name, {})
        commit(folder, dict(files))
        codes[name], told = run("check", folder, "--policy", pinned)
        assert "What Acme releases" in told
        shutil.rmtree(tmp_path / "server", ignore_errors=True)  # the rest is offline
    assert codes == {"complete": 0, "cardless": 1, "unfinished": 1}
    assert run("check", tmp_path / "cardless", "--policy", pinned, "--fail-on", "never")[0] == 0
