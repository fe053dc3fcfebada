"""The workflows and the action hold against four checkers, and so do the snippets of the documents."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from support.project import CHECKOUT, read, run, tracked

pytestmark = pytest.mark.slow

WORKFLOWS = sorted((CHECKOUT / ".github" / "workflows").glob("*.yml"))
DOCUMENTS = sorted(path for path in tracked() if path.suffix == ".md" and "tests" not in path.parts)
FENCED = re.compile(r"^( *)```ya?ml\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
PINNED = re.compile(r"^[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
SNIPPETS = [textwrap.dedent(body) for path in DOCUMENTS for _, body in FENCED.findall(path.read_text(encoding="utf-8"))]
WORKFLOW_SNIPPETS = [snippet for snippet in SNIPPETS if re.search(r"^jobs:", snippet, re.MULTILINE)]
HOOK_SNIPPETS = [snippet for snippet in SNIPPETS if re.search(r"^repos:", snippet, re.MULTILINE)]


def holds(name: str, *arguments: str | Path, cwd: Path = CHECKOUT) -> None:
    checked = run(name, *arguments, cwd=cwd)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_there_are_workflows_and_snippets_to_check() -> None:
    assert WORKFLOWS
    assert WORKFLOW_SNIPPETS
    assert HOOK_SNIPPETS


def test_zizmor_has_nothing_to_say_even_when_pedantic() -> None:
    holds("zizmor", "--offline", "--pedantic", "--no-progress", ".github", "action.yml")


def test_workflows_and_action_follow_their_schemas() -> None:
    holds("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    holds("check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")
    holds("check-jsonschema", "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml")


def test_the_expressions_of_the_workflows_are_well_typed() -> None:
    holds("actionlint", *WORKFLOWS)


@pytest.mark.parametrize("path", [*WORKFLOWS, CHECKOUT / "action.yml"], ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(path: Path) -> None:
    used = re.findall(r"uses: *(.+)", path.read_text(encoding="utf-8"))
    assert [each for each in used if not PINNED.match(each) and not each.startswith("./")] == []


@pytest.mark.parametrize("snippet", WORKFLOW_SNIPPETS)
def test_workflows_that_users_copy_are_sound(snippet: str, tmp_path: Path) -> None:
    file = tmp_path / ".github" / "workflows" / "snippet.yml"
    file.parent.mkdir(parents=True)
    file.write_text(snippet, encoding="utf-8")
    holds("check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)
    holds("actionlint", file)
    holds("zizmor", "--offline", "--pedantic", "--no-progress", ".", cwd=tmp_path)


@pytest.mark.parametrize("snippet", HOOK_SNIPPETS)
def test_hook_configurations_that_users_copy_are_sound(snippet: str, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(snippet, encoding="utf-8")
    holds("pre-commit", "validate-config", tmp_path / "config.yaml")
    holds("prek", "validate-config", tmp_path / "config.yaml")


def test_dependabot_looks_after_every_place_that_pins_something() -> None:
    watched = read(".github/dependabot.yml")
    assert [kind for kind in ("github-actions", "pip", "npm", "pre-commit") if kind not in watched] == []


def test_what_init_writes_is_sound(tmp_path: Path) -> None:
    holds("openrelease", "init", tmp_path)
    workflow = tmp_path / ".github" / "workflows" / "openrelease.yml"
    holds("check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    holds("actionlint", workflow)
    holds("pre-commit", "validate-config", tmp_path / ".pre-commit-config.yaml")
