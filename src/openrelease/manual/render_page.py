"""Pages of the manual -> text for people, for `openrelease explain` and `openrelease policies`."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping

from openrelease.model import Policy
from openrelease.reports.shared.escape import terminal

_WIDTH = 96
_INDENT = 16


def page(sort: str, name: str, title: str, parts: Iterable[tuple[str, str]]) -> str:
    """One page: a headline, then each part that has text, its lines kept."""
    told = "".join(_part(heading, text) for heading, text in parts if text)
    return f"{terminal(sort)} {terminal(name)}: {terminal(title)}\n{told}"


def table_of(policies: Mapping[str, Policy]) -> str:
    """One line for each policy: id, version, title, kinds, and whether it decides."""
    return "".join(
        f"{each.id:<20} {each.version:<10} {each.title} (for {_kinds(each)}{_told(each)})\n"
        for each in policies.values()
    )


def line_of(policy: Policy) -> str:
    """One line on a policy of somebody's own: its name, what it is for and how much it asks."""
    asked = Counter(each.level.value for each in policy.requirements)
    told = ", ".join(f"{count} {level}" for level, count in asked.items())
    return terminal(f"{policy.id} {policy.version}, for {_kinds(policy)}: {told}") + "\n"


def _told(policy: Policy) -> str:
    return "; advisory" if policy.advisory else ""


def _kinds(policy: Policy) -> str:
    return ", ".join(kind.value for kind in policy.kinds)


def _part(heading: str, text: str) -> str:
    lines = [line for paragraph in text.splitlines() for line in _wrapped(paragraph)]
    first = f"  {heading:<{_INDENT - 2}}{lines[0]}".rstrip()
    rest = (f"{' ' * _INDENT}{line}".rstrip() for line in lines[1:])
    return "".join(f"{line}\n" for line in (first, *rest))


def _wrapped(paragraph: str) -> list[str]:
    hanging = "  " if paragraph.startswith("- ") else ""
    return textwrap.wrap(
        terminal(paragraph),
        _WIDTH - _INDENT,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
