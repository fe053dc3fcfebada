"""The pages that come from data and docstrings are fresh, whole, and lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from support.project import CHECKOUT, read

from openrelease.checks import CHECKS
from openrelease.model import Level
from openrelease.policies.builtin_policies import builtin_policies, parse_policy

pytestmark = pytest.mark.slow


def test_the_documents_are_as_the_script_writes_them() -> None:
    command = [sys.executable, str(CHECKOUT / "scripts" / "docs.py"), "--check"]
    done = subprocess.run(command, cwd=CHECKOUT, check=False, capture_output=True, encoding="utf-8")
    assert (done.stdout, done.returncode) == ("up to date\n", 0)


@pytest.mark.parametrize("name", builtin_policies())
def test_every_definition_has_a_part_with_all_that_it_asks(name: str) -> None:
    (part,) = re.findall(
        rf"^## {re.escape(name)}: .*?(?=^## |\Z)", read("docs/definitions.md"), re.MULTILINE | re.DOTALL
    )
    assert builtin_policies()[name].source in part
    for requirement in builtin_policies()[name].requirements:
        assert f"**`{requirement.id}`** {requirement.title} _({requirement.level.value})_" in part
    assert all(f"- {limit}\n" in part for limit in builtin_policies()[name].limits)


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_has_a_part(name: str) -> None:
    assert f"\n## `{name}`\n" in read("docs/checks.md")


def test_every_link_inside_the_list_of_definitions_has_its_heading() -> None:
    text = read("docs/definitions.md")
    headings = {
        re.sub(r"[^\w -]", "", line[3:].lower()).replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("## ")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_the_definition_of_the_manual_does_what_it_says() -> None:
    pattern = r"<!-- a definition: a test reads it -->\n```yaml\n(.*?)```"
    (text,) = re.findall(pattern, read("docs/own-definitions.md"), re.DOTALL)
    own = {each.id: each for each in parse_policy(text.encode(), origin="acme.yml").requirements}
    assert getattr(own["code-license"].options, "allow", ()) == ("GPL-3.0-only", "GPL-3.0-or-later")
    assert own["data-card"].level is Level.REQUIRED
    assert own["upstream-license"].level is Level.RECOMMENDED
    assert "suitable-license" not in own
