"""The README says all that users can name: commands, hooks, inputs and outputs of the action."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from support.project import CHECKOUT, read, run, tracked

from openrelease.catalog.load_licenses import load_license_table
from openrelease.model import Level
from openrelease.policies.builtin_policies import builtin_policies, parse_policy

ACTION = yaml.safe_load(read("action.yml"))
HOOKS = [hook["id"] for hook in yaml.safe_load(read(".pre-commit-hooks.yaml"))]
TARGETS = re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE)
README = read("README.md")
LINK = re.compile(r"\]\(([^)\s]+)")
CODE = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")


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
    assert set(own) - {each.id for each in builtin_policies()["aia-baseline"].requirements} == {"data-license"}
    assert own["model-card"].level is Level.REQUIRED
    assert vars(own["documentation"].options)["at_least"] == 6


@pytest.mark.parametrize("name", load_license_table().kinds)
def test_every_kind_of_license_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


def links() -> list[tuple[Path, str, str]]:
    """Every link of a page to a file of the checkout, or to a heading: page, path, heading."""
    pages = [path for path in tracked() if path.suffix == ".md" and "tests" not in path.parts]
    # A link in a code span is an example, not a link.
    texts = [(page, CODE.sub("", page.read_text(encoding="utf-8"))) for page in pages]
    told = [(page, *LINK.findall(text)) for page, text in texts]
    return [
        (page, *link.partition("#")[::2])
        for page, *found in told
        for link in found
        if "://" not in link and not link.startswith("mailto:")
    ]


def headings(page: Path) -> set[str]:
    """The anchors of a page as GitHub makes them: lower case, without marks, a dash for each space."""
    text = re.sub(r"^(```+).*?^\1", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    titles = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_link_between_the_documents_leads_somewhere() -> None:
    assert len(links()) > 20
    assert [
        f"{page.relative_to(CHECKOUT)}: {path}" for page, path, _ in links() if not (page.parent / path).exists()
    ] == []


def test_every_link_to_a_heading_has_it() -> None:
    to_headings = [each for each in links() if each[2]]
    assert to_headings
    assert [
        f"{page.relative_to(CHECKOUT)}: {path}#{heading}"
        for page, path, heading in to_headings
        if heading not in headings(page.parent / path if path else page)
    ] == []


def places() -> list[str]:
    """Every path that CONTRIBUTING.md names for a change, as a pattern of paths of the checkout."""
    (table,) = re.findall(r"^## I want to .*?(?=^## )", read("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)
    cells = re.findall(r"^\|.*\|$", table, re.MULTILINE)
    named = {path for cell in cells for path in re.findall(r"`([\w./@<> -]+(?:/|\.(?:py|ya?ml|md)))`", cell)}
    return sorted(re.sub(r"<[^>]+>", "*", path) for path in named)


@pytest.mark.parametrize("path", places())
def test_every_path_for_contributors_exists(path: str) -> None:
    assert any(next(root.glob(path.rstrip("/")), None) for root in (CHECKOUT, CHECKOUT / "src/openrelease"))
