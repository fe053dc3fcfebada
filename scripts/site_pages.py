"""Requirements, integrity rules and docs/*.md -> build/docs, from which mkdocs.yml makes the site.

Each id that stands in a finding has a page `rules/ID/`, which reports link. Links of documents that leave docs/ lead to
the file on GitHub. `make site` runs this script, then MkDocs.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from openrelease.manual.manual_page import format_files
from openrelease.manual.policy_pages import describe_options
from openrelease.manual.requirement_examples import RequirementExample, load_examples
from openrelease.manual.rule_pages import describe_effect, load_rules
from openrelease.model import Policy, Requirement, Rule
from openrelease.policies.builtin_policies import builtin_policies

CHECKOUT = Path(__file__).resolve().parents[1]
SOURCE = "https://github.com/openrelease/openrelease/blob/main/"
_OUTSIDE = re.compile(r"\]\(\.\./([^)\s]+)\)")
_REPOSITORY_FILE = re.compile(r"\]\(([a-z.]+\.schema\.json)\)")


def stage_pages(folder: Path) -> None:
    """Write the documents and the generated pages into an empty folder."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(CHECKOUT / "docs", folder, ignore=shutil.ignore_patterns("*.schema.json"))
    for path in folder.glob("*.md"):
        path.write_text(_link_sources(path.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "rules").mkdir()
    for name, text in _list_pages():
        (folder / name).write_text(text, encoding="utf-8")


def _link_sources(markdown: str) -> str:
    """Return the text of a document with links into the repository as links to GitHub."""
    markdown = _OUTSIDE.sub(lambda match: f"]({SOURCE}{match[1]})", markdown)
    return _REPOSITORY_FILE.sub(lambda match: f"]({SOURCE}docs/{match[1]})", markdown)


def _list_pages() -> Iterator[tuple[str, str]]:
    requirements = _group_requirements()
    rules = load_rules()
    yield "findings.md", _format_index(requirements, rules)
    for id_, asked in requirements.items():
        yield f"rules/{id_}.md", _format_requirement(id_, asked)
    for rule in rules.values():
        yield f"rules/{rule.id}.md", _format_rule(rule)


_Asked = list[tuple[Policy, Requirement]]


def _group_requirements() -> dict[str, _Asked]:
    """Return the requirements of all built-in policies by id, each with the policies that ask for it."""
    found: dict[str, _Asked] = {}
    for policy in builtin_policies().values():
        for requirement in policy.requirements:
            found.setdefault(requirement.id, []).append((policy, requirement))
    return dict(sorted(found.items()))


def _format_index(requirements: Mapping[str, _Asked], rules: Mapping[str, Rule]) -> str:
    asked = (f"| [`{id_}`](rules/{id_}.md) | {_cell(each[0][1].title)} |" for id_, each in requirements.items())
    found = (f"| [`{rule.id}`](rules/{rule.id}.md) | {_cell(rule.title)} |" for rule in rules.values())
    return (
        "# All findings\n\nThe word after the line number of a finding is the id of a requirement; a finding about "
        "weight files also names an integrity rule. Each id has a page. `openrelease explain ID` prints the same.\n\n"
        "## Requirements\n\n| id | what it asks for |\n|---|---|\n" + _join(asked) + "\n"
        "## Integrity rules\n\n| id | what is wrong |\n|---|---|\n" + _join(found)
    )


def _format_requirement(id_: str, asked: _Asked) -> str:
    _, first = asked[0]
    example = load_examples().get(id_)
    return f"""\
# {id_}

{first.title}.

**Why it matters.** {first.why}

**How to fix it.** {first.remedy}

{_format_example(example) if example else ""}## Which definitions ask for it

| definition | level | what it asks for |
|---|---|---|
{_join(_format_asked(*each) for each in asked)}
It is evaluated by the check [`{first.check}`](../checks.md#{first.check}), which says when the outcome is met, not met
or unknown.

Where it cannot be met for now, [an exception](../settings.md#an-item-of-exceptions) waives `{id_}` until a date.
"""


def _format_asked(policy: Policy, requirement: Requirement) -> str:
    options = describe_options(requirement).replace("|", "\\|")
    wanted = f"{_cell(requirement.title)}: {options}"
    return f"| [{_cell(policy.title)}](../definitions.md) | {requirement.level.value} | {wanted} |"


def _format_example(example: RequirementExample) -> str:
    return (
        f"## An example\n\nA release with these files fails:\n\n{_format_code(example.fails)}"
        f"{_AFTER.get(example.after, _PASSES)}:\n\n{_format_code(example.mended)}"
    )


_PASSES = "With this change it passes"
_AFTER = {
    "partial": "With this change its grade is at least partial",
    "unknown": "With this change there is something to judge, which a person has to do: it is unknown",
    "not_applicable": "With this change it is not asked",
}


def _format_rule(rule: Rule) -> str:
    example = rule.example
    sources = _join(f"- <{each}>" if each.startswith("http") else f"- {each}" for each in rule.sources)
    return "".join(
        (
            f"# {rule.id}\n\n{rule.title[:1].upper()}{rule.title[1:]} ({rule.severity.value}).\n\n{rule.manual}\n\n",
            f"**Why it matters.** {rule.why}\n\n" if rule.why else "",
            f"**How to fix it.** {rule.remedy}\n\n",
            f"## An example\n\nA release with these files fails:\n\n{_format_code(example.files)}" if example else "",
            f"With this change it passes:\n\n{_format_code(example.mended)}" if example else "",
            f"## What it affects\n\nA finding {describe_effect(rule.severity)}.\n\n",
            f"## Sources\n\n{sources}" if rule.sources else "",
        )
    )


def _format_code(files: Mapping[str, str | None]) -> str:
    return f"```text\n{format_files(files)}\n```\n\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _join(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    stage_pages(Path(sys.argv[1]) if sys.argv[1:] else CHECKOUT / "build" / "docs")
