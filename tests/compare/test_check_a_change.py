"""`check --base REV` and `--staged --fail-on regression`: what a change loses decides, not what was missing."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.project import CHECKOUT
from support.repos import bare_clone, clone, commit_all, git, make_repo, write_files

from openrelease.cli import main

pytestmark = pytest.mark.slow

EXAMPLES = CHECKOUT / "examples"
TEXT = (EXAMPLES / "complete" / "LICENSE").read_text(encoding="utf-8")
REGRESSION = ("--fail-on", "regression")
STAGED = ("--staged", *REGRESSION)
OWN = """\
id: own
title: Own
version: '1'
source: https://own.invalid
kinds: [model]
requirements:
  - {id: a, title: A, level: required, check: present, options: {components: [COMPONENT]}, why: W., remedy: R.}
"""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The exit code of `openrelease check`, and what it printed."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, kw_only=True)
class Repository:
    """A repository, and the command line in front of it."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def commit(self, files: dict[str, str]) -> str:
        write_files(self.folder, files)
        return commit_all(self.folder)

    def remove(self, *names: str) -> None:
        git(self.folder, "rm", "-q", "-r", *names)

    def check(self, *arguments: str, folder: Path | None = None) -> Checked:
        self.capsys.readouterr()
        code = main(["check", str(folder or self.folder), *arguments])
        printed = self.capsys.readouterr()
        return Checked(code=code, out=printed.out, err=printed.err)


def example(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> Repository:
    shutil.copytree(EXAMPLES / name, folder)
    make_repo(folder)
    commit_all(folder)
    return Repository(folder=folder, capsys=capsys)


@pytest.fixture
def complete(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Repository:
    return example("complete", tmp_path / "complete", capsys)


@pytest.fixture
def unfinished(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Repository:
    """A release with a LICENSE that lacks other things."""
    repository = example("incomplete", tmp_path / "unfinished", capsys)
    repository.commit({"LICENSE": TEXT})
    return repository


# The commit that is about to be made.


def test_a_commit_to_an_unfinished_release_passes(unfinished: Repository) -> None:
    write_files(unfinished.folder, {"NOTES.md": "A note.\n"})
    git(unfinished.folder, "add", "NOTES.md")
    assert unfinished.check("--staged").code == 1
    checked = unfinished.check(*STAGED)
    assert (checked.code, checked.out.splitlines()[0][:16]) == (0, "Nothing changed ")
    assert "NOT MET: AI Alliance baseline" in checked.out


def test_a_commit_that_removes_the_license_is_blocked_in_a_few_lines(unfinished: Repository) -> None:
    unfinished.remove("LICENSE")
    checked = unfinished.check(*STAGED)
    first, *rest = checked.out.splitlines()
    assert checked.code == 1
    assert first.startswith("This change loses 2 requirements since ")
    assert "  lost: A license text is shipped (license-text, required): met -> not met" in rest[:2]
    assert len(rest) <= 6


def test_at_most_three_lines_are_about_losses(complete: Repository) -> None:
    complete.remove("LICENSE", "README.md", "model.safetensors", "checkpoints", "model.py", "generate.py")
    lines = complete.check(*STAGED).out.splitlines()
    about = [line for line in lines if line.startswith("  lost: ")]
    assert len(about) == 2
    assert lines[3].startswith("  and ")
    assert lines[3].endswith(" more")


def test_verbose_prints_the_full_report(unfinished: Repository) -> None:
    unfinished.remove("LICENSE")
    full = unfinished.check(*STAGED, "--verbose").out
    assert "\nWhat changes\n" in full
    assert "\nComponents\n" in full
    assert "\nComponents\n" not in unfinished.check(*STAGED).out


def test_the_settings_file_may_ask_for_it_and_its_own_exceptions_count(unfinished: Repository) -> None:
    unfinished.commit({".openrelease.yml": "fail-on: regression\n"})
    assert unfinished.check("--staged").code == 0
    unfinished.remove("LICENSE")
    assert unfinished.check("--staged").code == 1
    waived = (
        "fail-on: regression\nexceptions:\n"
        "  - {requirement: license-text, reason: It follows., owner: '@a', expires: 2999-12-31}\n"
        "  - {requirement: code-license, reason: It follows., owner: '@a', expires: 2999-12-31}\n"
    )
    write_files(unfinished.folder, {".openrelease.yml": waived})
    git(unfinished.folder, "add", ".openrelease.yml")
    assert unfinished.check("--staged").code == 0


def test_the_first_commit_loses_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_repo(tmp_path / "new")
    write_files(folder, {"README.md": "# Rocket, a language model\n"})
    git(folder, "add", "-A")
    checked = Repository(folder=folder, capsys=capsys).check(*STAGED)
    assert (checked.code, checked.out.splitlines()[0]) == (
        0,
        "This is the first commit: there is nothing that it could lose.",
    )
    assert "NOT MET" in checked.out


def test_a_damaged_branch_is_no_first_commit(unfinished: Repository) -> None:
    (unfinished.folder / ".git/refs/heads/main").write_text("no commit id\n")
    assert unfinished.check(*STAGED).code in {2, 3}


# A base that is named.


def test_a_branch_is_compared_with_its_base_in_the_words_of_the_comment(complete: Repository) -> None:
    base = git(complete.folder, "rev-parse", "HEAD")
    complete.remove("LICENSE")
    git(complete.folder, "commit", "-q", "-m", "drop")
    for name in ("HEAD~1", base, base[:10]):
        checked = complete.check("--base", name, *REGRESSION)
        assert (checked.code, "lost: A license text is shipped" in checked.out) == (1, True)
    comment = complete.check("--base", base, "--format", "markdown").out
    assert comment.startswith("### ❌ Open source AI release: this change loses 1 requirement\n")
    assert "NOT MET (before: met): AI Alliance baseline" in checked.out
    compared = json.loads(complete.check("--base", base, "--format", "json").out)["comparison"]
    assert (compared["base"], compared["governed"]) == (base, True)


def test_old_gaps_fail_only_under_unmet(unfinished: Repository) -> None:
    unfinished.commit({"NOTES.md": "A note.\n"})
    codes = [unfinished.check("--base", "HEAD~1", "--fail-on", word).code for word in ("unmet", "regression", "never")]
    assert codes == [1, 0, 0]


def test_a_gain_is_no_failure(unfinished: Repository) -> None:
    unfinished.remove("LICENSE")
    git(unfinished.folder, "commit", "-q", "-m", "drop")
    unfinished.commit({"LICENSE": TEXT})
    checked = unfinished.check("--base", "HEAD~1", *REGRESSION)
    assert (checked.code, checked.out.startswith("This change meets ")) == (0, True)


@pytest.mark.parametrize(
    ("settings", "arguments"),
    [
        ({".openrelease.yml": "fail-on: never\n"}, ()),
        ({".openrelease.yml": "kind: tooling\n"}, ()),
        ({"own.yml": OWN.replace("COMPONENT", "model_card")}, ("--policy", "own.yml")),
    ],
)
def test_a_change_is_checked_by_the_settings_and_policies_of_its_base(
    complete: Repository, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], arguments: tuple[str, ...]
) -> None:
    """Each of these changes would pass by its own rules."""
    monkeypatch.chdir(complete.folder)
    complete.commit({"own.yml": OWN.replace("COMPONENT", "license")})
    complete.remove("LICENSE")
    complete.commit(settings)
    base = ("--base", "HEAD~1", *arguments)
    assert complete.check(*base).code == 1
    assert complete.check(*base, "--settings-from", "head").code == 0
    if not arguments:
        assert "Policy change: it may loosen the rules" in complete.check(*base).out


def test_a_path_with_dots_still_names_the_policy_of_the_base(
    complete: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    (complete.folder / "rules").mkdir()
    monkeypatch.chdir(complete.folder / "rules")
    complete.commit({"own.yml": OWN.replace("COMPONENT", "license")})
    complete.remove("LICENSE")
    complete.commit({"own.yml": OWN.replace("COMPONENT", "model_card")})
    for name in ("../own.yml", "../rules/../own.yml", str(complete.folder / "own.yml")):
        assert complete.check("--base", "HEAD~1", "--policy", name).code == 1


def test_a_folder_that_the_base_does_not_have_is_compared_with_nothing(unfinished: Repository) -> None:
    unfinished.commit({"models/small/README.md": "# Small, a language model\n"})
    checked = unfinished.check("--base", "HEAD~1", *REGRESSION, folder=unfinished.folder / "models" / "small")
    assert checked.code == 0


def test_the_null_id_of_hooks_and_pipelines_says_that_nothing_came_before(unfinished: Repository) -> None:
    checked = unfinished.check("--base", "0" * 40, *REGRESSION)
    assert (checked.code, "\nComponents\n" in checked.out) == (1, True)


def test_every_format_takes_a_base(complete: Repository) -> None:
    for name in ("terminal", "json", "markdown", "github", "sarif", "gitlab"):
        assert complete.check("--base", "HEAD", "--format", name).code == 0


# What cannot be compared.


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--base", "no-such-branch"), "(git fetch origin no-such-branch;"),
        (("--base", "HEAD~99"), "the history is too short"),
        (("--base", ""), "the variable that names the base is not set"),
        (("--base", "HEAD:LICENSE"), "is not a revision"),
        (("--base", "HEAD..main"), "is not a revision"),
        (REGRESSION, "add --base REV, or --staged to compare the index with HEAD"),
        (("--settings-from", "head"), "goes with --base REV"),
        (("--manifest", "mot.json", "--base", "HEAD"), "leave out --base"),
    ],
)
def test_wrong_usage_is_2_with_what_to_do(complete: Repository, arguments: tuple[str, ...], words: str) -> None:
    checked = complete.check(*arguments)
    assert (checked.code, checked.out, words in checked.err) == (2, "", True), checked.err


def test_a_folder_outside_git_has_no_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked = Repository(folder=tmp_path, capsys=capsys).check("--base", "HEAD")
    assert (checked.code, "no git repository at or above" in checked.err) == (2, True)


def test_a_shallow_clone_says_how_to_get_its_base(complete: Repository, tmp_path: Path) -> None:
    base = complete.commit({"NOTES.md": "A note.\n"})
    complete.commit({"NOTES.md": "Another note.\n"})
    shallow = clone(complete.folder, tmp_path / "shallow", "--depth=1")
    checked = complete.check("--base", base, *REGRESSION, folder=shallow)
    assert (checked.code, f"git fetch origin {base}" in checked.err) == (2, True)
    git(shallow, "-c", "protocol.file.allow=always", "fetch", "-q", "--depth=1", "origin", base)
    assert complete.check("--base", base, *REGRESSION, folder=shallow).code == 0


def test_commits_of_a_bare_repository_are_compared_and_it_has_no_index(complete: Repository, tmp_path: Path) -> None:
    complete.remove("LICENSE")
    git(complete.folder, "commit", "-q", "-m", "drop")
    bare = bare_clone(complete.folder, tmp_path / "bare.git")
    assert complete.check("--base", "main~1", "--revision", "main", folder=bare).code == 1
    assert complete.check("--base", "main", "--revision", "main~1", *REGRESSION, folder=bare).code == 0
    staged = complete.check(*STAGED, folder=bare)
    assert (staged.code, "is bare" in staged.err) == (2, True)


def test_a_partial_clone_without_the_files_of_the_base_is_3(complete: Repository, tmp_path: Path) -> None:
    complete.remove("LICENSE")
    git(complete.folder, "commit", "-q", "-m", "drop")
    partial = clone(complete.folder, tmp_path / "partial", "--filter=blob:none")
    checked = complete.check("--base", "HEAD~1", *REGRESSION, folder=partial)
    assert (checked.code, "the content of LICENSE is not in this partial clone" in checked.err) == (3, True)


def test_a_base_whose_tree_is_damaged_is_3(complete: Repository) -> None:
    complete.commit({"NOTES.md": "A note.\n"})
    tree = git(complete.folder, "rev-parse", "HEAD~1^{tree}")
    file = complete.folder / ".git" / "objects" / tree[:2] / tree[2:]
    file.chmod(0o644)
    file.write_bytes(b"\0" * file.stat().st_size)
    checked = complete.check("--base", "HEAD~1", *REGRESSION)
    assert (checked.code, checked.out) == (3, "")
    assert complete.check().code == 0
