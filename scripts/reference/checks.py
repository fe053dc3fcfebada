"""The docstrings of the checks -> docs/checks.md."""

from __future__ import annotations

import inspect

from openrelease.checks import CHECKS
from openrelease.policies.builtin_policies import builtin_policies

HEAD = """\
<!-- Written by scripts/docs.py from the docstrings in src/openrelease/checks: change those, `make docs`. -->

# Checks

Each requirement of a policy names the check that evaluates it. `openrelease explain NAME` prints the same text, and
explains the kinds of licenses and the ids of components and topics too.
"""


def page() -> str:
    """A part for each check: its manual, and the requirements of the built-in definitions that use it."""
    return "\n".join((HEAD, *(_part(name) for name in sorted(CHECKS))))


def _part(name: str) -> str:
    headline, _, manual = inspect.cleandoc(CHECKS[name].__doc__ or "").partition("\n\n")
    title = headline.partition(f"`{name}`, ")[2]
    users = (
        f"`{policy.id}`"
        for policy in builtin_policies().values()
        if any(each.check == name for each in policy.requirements)
    )
    used = ", ".join(users) or "no built-in definition"
    return f"## `{name}`\n\n{title[:1].upper()}{title[1:]}\n\n{_spaced(manual)}\n\nUsed by {used}.\n"


def _spaced(manual: str) -> str:
    """A list needs an empty line before it, and one after it."""
    lines: list[str] = []
    for line in manual.splitlines():
        listed = line.startswith(("- ", "  "))
        before = bool(lines) and lines[-1].startswith(("- ", "  "))
        if lines and lines[-1] and listed != before and line:
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
