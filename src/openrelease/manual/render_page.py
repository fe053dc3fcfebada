"""Pages of the manual -> text for people, for `openrelease explain` and `openrelease policies`."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping

from openrelease.model import Policy
from openrelease.reports.shared.escape import escape_terminal

_WIDTH = 96
_INDENT = 16


def render_page(sort: str, name: str, title: str, parts: Iterable[tuple[str, str]]) -> str:
    """Return one page: a headline, then each part that has text, with its lines wrapped and indented."""
    body = "".join(_render_part(heading, text) for heading, text in parts if text)
    return f"{escape_terminal(sort)} {escape_terminal(name)}: {escape_terminal(title)}\n{body}"


def render_policy_table(policies: Mapping[str, Policy]) -> str:
    """Return one line for each policy: id, version, title, kinds of repository, and whether it is advisory."""
    width = max(len(each.id) for each in policies.values())
    return "".join(
        f"{each.id:<{width}}  {each.version:<8} {each.title} "
        f"(for {_format_kinds(each)}{'; advisory' if each.advisory else ''})\n"
        for each in policies.values()
    )


def render_policy_line(policy: Policy) -> str:
    """Return one line on a custom policy: id, version, kinds of repository, and the number of requirements."""
    asked = Counter(each.level.value for each in policy.requirements)
    counts = ", ".join(f"{count} {level}" for level, count in asked.items())
    return escape_terminal(f"{policy.id} {policy.version}, for {_format_kinds(policy)}: {counts}") + "\n"


def _format_kinds(policy: Policy) -> str:
    return ", ".join(kind.value for kind in policy.kinds)


def _render_part(heading: str, text: str) -> str:
    lines = [line for paragraph in text.splitlines() for line in _wrap_paragraph(paragraph)]
    first = f"  {heading:<{_INDENT - 2}}{lines[0]}".rstrip()
    rest = (f"{' ' * _INDENT}{line}".rstrip() for line in lines[1:])
    return "".join(f"{line}\n" for line in (first, *rest))


def _wrap_paragraph(paragraph: str) -> list[str]:
    hanging = "  " if paragraph.startswith("- ") else ""
    return textwrap.wrap(
        escape_terminal(paragraph),
        _WIDTH - _INDENT,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
