"""The hooks as users have them: taken by pre-commit and by prek from a repository, and run by git itself.

Each test is one way to commit or push a tree that differs from what lies on the disk; what counts is whether
git made the commit or the remote has the branch.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.project import CHECKOUT, program, tracked
from support.repos import environment, git, make_repo

pytestmark = pytest.mark.slow

TOOLS = ("pre-commit", "prek")
CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: openrelease
      - id: openrelease-push
"""
EXAMPLE = {
    path.relative_to(CHECKOUT / "examples" / "complete").as_posix(): path.read_bytes()
    for path in sorted((CHECKOUT / "examples" / "complete").rglob("*"))
    if path.is_file()
}


@dataclass(frozen=True, kw_only=True)
class Hooks:
    """A repository to take the hooks from, and the private folder where both tools keep what they install."""

    source: Path
    cache: Path

    @property
    def config(self) -> str:
        return CONFIG.format(repo=self.source.as_posix(), rev=git(self.source, "rev-parse", "HEAD"))

    def attempt(
        self, folder: Path, *command: str, answers: str = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command that a hook may refuse; what it and the hook say is in `stdout`."""
        caches = {name: str(self.cache / name) for name in ("PRE_COMMIT_HOME", "PREK_HOME")}
        return subprocess.run(
            command,
            cwd=folder,
            env={**environment(), **caches, **variables},
            input=answers,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
        )


@dataclass(frozen=True, kw_only=True)
class Release:
    """The complete example as a repository with both hooks installed, everything committed."""

    folder: Path
    hooks: Hooks
    tool: str

    @property
    def head(self) -> str:
        return git(self.folder, "rev-parse", "HEAD")

    def git(self, *arguments: str) -> str:
        return git(self.folder, *arguments)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.hooks.attempt(self.folder, program(self.tool), *arguments)

    def accepts(self, *arguments: str, answers: str = "") -> bool:
        """Run `git commit`; tell whether there is a commit now. A refusal must be a verdict of ours."""
        before = self.head
        done = self.attempt_commit(*arguments, answers=answers)
        assert (done.returncode == 0) is (self.head != before), done.stdout
        assert done.returncode == 0 or refused(done), done.stdout
        return done.returncode == 0

    def attempt_commit(self, *arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
        return self.hooks.attempt(self.folder, "git", "commit", "-m", "change", *arguments, answers=answers)

    def pushes(self, remote: Path, *names: str) -> bool:
        done = self.hooks.attempt(self.folder, "git", "push", str(remote), *names)
        assert done.returncode == 0 or refused(done), done.stdout
        return done.returncode == 0


def refused(done: subprocess.CompletedProcess[str]) -> bool:
    """The hook gave a verdict, and the license text is what is lost or missing: no other failure looks like this."""
    judged = _verdict(done).startswith(("NOT MET", "UNKNOWN"))
    return judged and "exit code: 1" in done.stdout and "license-text" in done.stdout


def _shown(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines that the hook itself printed, after those that the tool puts before them."""
    lines = done.stdout.splitlines()
    starts = [number for number, line in enumerate(lines) if line.lstrip().startswith("This change ")]
    return lines[starts[0] :] if starts else []


def _verdict(done: subprocess.CompletedProcess[str]) -> str:
    lines = (line.strip() for line in done.stdout.splitlines())
    return next((line for line in lines if "(aia-baseline" in line), "")


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    """This checkout as a repository of one commit, installed once by each tool."""
    folder = tmp_path_factory.mktemp("hooks")
    files = {path.relative_to(CHECKOUT).as_posix(): path.read_bytes() for path in tracked()}
    made = Hooks(source=make_repo(folder / "openrelease", files), cache=folder / "cache")
    user = make_repo(folder / "user", {".pre-commit-config.yaml": made.config})
    for tool, command in (("pre-commit", "install-hooks"), ("prek", "prepare-hooks")):
        done = made.attempt(user, program(tool), command)
        assert done.returncode == 0, done.stdout
    return made


@pytest.fixture(params=TOOLS)
def release(request: pytest.FixtureRequest, hooks: Hooks, tmp_path: Path) -> Release:
    folder = make_repo(tmp_path / "release", {**EXAMPLE, ".pre-commit-config.yaml": hooks.config})
    made = Release(folder=folder, hooks=hooks, tool=request.param)
    installed = made.run("install", "--hook-type=pre-commit", "--hook-type=pre-push")
    assert installed.returncode == 0, installed.stdout
    return made


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    return tmp_path / "remote.git"


@pytest.mark.parametrize("tool", TOOLS)
def test_a_hook_can_be_tried_without_any_configuration(tool: str, hooks: Hooks, tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "release", EXAMPLE)
    command = (program(tool), "try-repo", str(hooks.source), "openrelease", "--all-files", "--verbose")
    done = hooks.attempt(folder, *command)
    assert done.returncode == 0, done.stdout
    assert _verdict(done).startswith("MET: "), done.stdout


def test_a_complete_release_is_committed(release: Release) -> None:
    release.write("NOTES.md", "a note\n")
    release.git("add", "NOTES.md")
    assert release.accepts()


def test_a_commit_that_only_deletes_the_license_is_refused_in_a_few_lines(release: Release) -> None:
    release.git("rm", "-q", "LICENSE")
    done = release.attempt_commit()
    assert refused(done)
    assert "lost: A license text is shipped" in _shown(done)[1]
    assert len(_shown(done)) < 8


def test_an_unfinished_release_can_be_worked_on(release: Release) -> None:
    """Only what a commit loses is refused, unless `args` ask for all that the policy requires."""
    release.git("rm", "-q", "LICENSE")
    release.git("commit", "-q", "--no-verify", "-m", "an unfinished release")
    release.write("NOTES.md", "a note\n")
    release.git("add", "NOTES.md")
    assert release.accepts()
    strict = release.hooks.config.replace(
        "- id: openrelease\n", "- id: openrelease\n        args: [--fail-on, unmet]\n"
    )
    release.write(".pre-commit-config.yaml", strict)
    release.write("NOTES.md", "another note\n")
    release.git("add", "-A")
    assert not release.accepts()


def test_the_first_commit_of_a_repository_passes(hooks: Hooks, tmp_path: Path) -> None:
    for tool in TOOLS:
        folder = make_repo(tmp_path / tool)
        (folder / ".pre-commit-config.yaml").write_text(hooks.config, encoding="utf-8")
        (folder / "README.md").write_text("# Rocket, a language model\n", encoding="utf-8")
        git(folder, "add", "-A")
        release = Release(folder=folder, hooks=hooks, tool=tool)
        assert release.run("install", "--hook-type=pre-commit").returncode == 0
        done = release.attempt_commit()
        assert done.returncode == 0, done.stdout


def test_a_license_that_is_only_on_the_disk_does_not_count(release: Release) -> None:
    release.git("rm", "-q", "--cached", "LICENSE")
    assert (release.folder / "LICENSE").exists()
    assert not release.accepts()


def test_what_is_staged_counts_although_the_disk_has_lost_it(release: Release) -> None:
    release.write("NOTES.md", "a note\n")
    release.git("add", "NOTES.md")
    (release.folder / "LICENSE").unlink()
    assert release.accepts()


def test_the_index_decides_also_where_nothing_puts_changes_aside(release: Release) -> None:
    """With --all-files neither tool makes the disk look like the index before it runs a hook."""
    (release.folder / "LICENSE").unlink()
    done = release.run("run", "openrelease", "--all-files")
    assert done.returncode == 0, done.stdout


def test_commit_all_judges_the_index_that_it_makes(release: Release) -> None:
    (release.folder / "LICENSE").unlink()
    assert not release.accepts("--all")
    release.git("rm", "-q", "--cached", "LICENSE")
    release.git("commit", "-q", "--no-verify", "-m", "without a license")
    release.git("add", "--intent-to-add", "README.md")
    release.write("LICENSE", EXAMPLE["LICENSE"].decode())
    release.git("add", "--intent-to-add", "LICENSE")
    assert release.accepts("--all")


def test_a_commit_of_named_paths_judges_only_these(release: Release) -> None:
    release.git("rm", "-q", "LICENSE")
    release.write("NOTES.md", "a note\n")
    release.git("add", "NOTES.md")
    assert release.accepts("--only", "NOTES.md")
    assert not release.accepts("--only", "LICENSE")


def test_a_commit_by_hunks_judges_the_hunks_that_were_chosen(release: Release) -> None:
    (release.folder / "LICENSE").unlink()
    release.write("README.md", EXAMPLE["README.md"].decode() + "\nOne more line.\n")
    assert not release.accepts("--patch", answers="y\nn\n")
    assert release.accepts("--patch", answers="n\ny\n")


def test_a_commit_in_a_linked_work_tree_is_judged_by_its_own_index(release: Release) -> None:
    release.git("worktree", "add", "-q", "-b", "linked", str(release.folder.parent / "linked"))
    linked = Release(folder=release.folder.parent / "linked", hooks=release.hooks, tool=release.tool)
    release.git("rm", "-q", "LICENSE")
    linked.write("NOTES.md", "a note\n")
    linked.git("add", "NOTES.md")
    assert linked.accepts()
    linked.git("rm", "-q", "LICENSE")
    assert not linked.accepts()


def test_a_push_is_judged_by_the_commit_that_is_pushed(release: Release, remote: Path) -> None:
    release.git("rm", "-q", "LICENSE")
    assert release.pushes(remote, "main")
    release.git("commit", "-q", "--no-verify", "-m", "without a license")
    assert not release.pushes(remote, "main")
    release.git("branch", "bad")
    release.git("reset", "-q", "--hard", "HEAD~")
    assert not release.pushes(remote, "bad")
    assert git(remote, "for-each-ref", "--format=%(refname:short)") == "main"


def test_a_push_that_loses_nothing_passes_although_the_release_is_unfinished(release: Release, remote: Path) -> None:
    release.git("rm", "-q", "LICENSE")
    release.git("commit", "-q", "--no-verify", "-m", "without a license")
    assert not release.pushes(remote, "main")  # nothing is there yet: the whole release counts
    release.git("push", "-q", "--no-verify", str(remote), "main")
    release.write("NOTES.md", "a note\n")
    release.git("add", "NOTES.md")
    assert release.accepts()
    assert release.pushes(remote, "main")


def test_a_new_branch_of_a_new_repository_is_judged_by_its_own_commit(release: Release, remote: Path) -> None:
    release.git("checkout", "-q", "-b", "bad")
    release.git("rm", "-q", "LICENSE")
    release.git("commit", "-q", "--no-verify", "-m", "without a license")
    release.git("checkout", "-q", "main")
    assert not release.pushes(remote, "bad")
    assert release.pushes(remote, "main")


def test_both_hooks_can_be_run_by_hand(release: Release) -> None:
    done = release.run("run", "--hook-stage=manual", "--all-files")
    assert (done.returncode, done.stdout.count("Passed")) == (0, 2), done.stdout
    release.git("rm", "-q", "LICENSE")
    staged = release.run("run", "--hook-stage=manual", "--all-files")
    assert staged.returncode == 1, staged.stdout
    assert (staged.stdout.count("Failed"), staged.stdout.count("Passed")) == (1, 1)


def test_a_variable_for_another_repository_does_not_choose_what_is_judged(release: Release, tmp_path: Path) -> None:
    """A tool that is started from another repository's hook inherits that one's variables."""
    other = make_repo(tmp_path / "other", {"README.md": "nothing\n"})
    variables = {"GIT_INDEX_FILE": str(other / ".git" / "index"), "GIT_DIR": str(other / ".git")}
    command = (program("openrelease"), "check", "--staged")
    done = release.hooks.attempt(release.folder, *command, **variables)
    assert done.returncode == 0, done.stdout
