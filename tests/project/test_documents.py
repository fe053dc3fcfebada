"""The README says all that users can name: commands, hooks, inputs and outputs of the action."""

from __future__ import annotations

import re

import pytest
import yaml
from support.project import CHECKOUT, read, run, tracked

from openrelease.knowledge.licenses import license_table
from openrelease.knowledge.policies import parse_policy, policies
from openrelease.model import Level

ACTION = yaml.safe_load(read("action.yml"))
HOOKS = [hook["id"] for hook in yaml.safe_load(read(".pre-commit-hooks.yaml"))]
TARGETS = re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE)
README = read("README.md")
LINK = re.compile(r"\]\(([^)#\s]+)")


def commands() -> list[str]:
    """The commands as the program itself lists them."""
    listed = re.findall(r"^    (\w+)  ", run("openrelease", "--help").stdout, re.MULTILINE)
    assert "check" in listed
    return listed


def test_every_command_is_in_the_readme() -> None:
    assert [command for command in commands() if f"openrelease {command}" not in README] == []


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_in_the_readme(hook: str) -> None:
    assert f"`{hook}`" in README


@pytest.mark.parametrize("name", [*ACTION["inputs"], *ACTION["outputs"]])
def test_every_input_and_output_of_the_action_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_told_to_contributors(target: str) -> None:
    assert f"`make {target}`" in read("CONTRIBUTING.md")


def test_the_readme_begins_with_the_two_commands() -> None:
    assert re.findall(r"^make .*$", README, re.MULTILINE)[:2] == ["make example", "make test"]


def test_the_policy_of_the_readme_is_one_and_changes_what_it_says() -> None:
    (text,) = re.findall(r"<!-- a policy: a test reads it -->\n```yaml\n(.*?)```", README, re.DOTALL)
    own = {each.id: each for each in parse_policy(text.encode(), origin="our-releases.yml").requirements}
    assert set(own) - {each.id for each in policies()["aia-baseline"].requirements} == {"data-license"}
    assert own["model-card"].level is Level.REQUIRED
    assert vars(own["documentation"].options)["at_least"] == 6


@pytest.mark.parametrize("name", license_table().kinds)
def test_every_kind_of_license_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


def test_every_link_between_the_documents_leads_somewhere() -> None:
    pages = [path for path in tracked() if path.suffix == ".md" and "tests" not in path.parts]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [(page, link) for page, link in links if "://" not in link and not link.startswith("mailto:")]
    assert local
    assert [
        f"{page.relative_to(CHECKOUT)}: {link}" for page, link in local if not (page.parent / link).exists()
    ] == []
