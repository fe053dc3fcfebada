"""The built-in definitions -> docs/definitions.md."""

from __future__ import annotations

from collections.abc import Iterator

from openrelease.catalog.load_catalog import load_catalog
from openrelease.manual.policy_difference import ask_levels
from openrelease.manual.policy_pages import describe_options
from openrelease.model import Level, Policy, Requirement
from openrelease.policies.builtin_policies import builtin_policies

HEAD = """\
<!-- Written by scripts/docs.py from src/openrelease/data/policies; change those, and run `make docs`. -->

# Definitions

The built-in policies. `--policy ID` evaluates one of them, `--policy all` all of them, and `ID@VERSION` pins a
version. [Checks](checks.md) describes what each check requires. [Write your own](own-definitions.md).
"""
NOTES = """\
## Two readings of the baseline

The article of the AI Alliance asks for "a permissive license", and names Llama, Falcon, Mosaic, DeepSeek-R1 and
StarCoder as releases that have one. Most of these are under community or responsible use licenses, which no list of
permissive licenses has. So there are two readings, and neither is hidden:

- `aia-baseline` takes the article at its word: permissive licenses, public domain, and data licenses that ask for
  credit alone.
- `aia-baseline-by-examples` takes its examples: also licenses that let everybody use, modify and share the model,
  commercially too, on conditions such as a limit on users, an acceptable use policy or a naming duty. Each condition
  is listed. A license for research or non-commercial use only, one that forbids sharing what was adapted, and one that
  leaves out whole territories meet neither.

Where a release fails the first reading for its license alone, the report says that the second one is met.

## Ladders

Some policies build on each other: the classes of the Model Openness Framework (`mof`) and the labels of the G7
(`g7-2026`). The name of a ladder selects all of its policies. The report names the highest one that is met with all
below it, and what the next one lacks. Policies of your own form a ladder with the keys `ladder` and `above`.
"""
SIGNS = {Level.REQUIRED: "required", Level.RECOMMENDED: "recommended", Level.OPTIONAL: "optional"}


def page() -> str:
    """A list of them, which component each asks for, and a part for each."""
    every = tuple(builtin_policies().values())
    listed = "".join(f"- [`{each.id}`](#{anchor(each)}): {each.title}, {each.version}\n" for each in every)
    return "\n".join((HEAD, listed, NOTES, _crosswalk(every), *map(_part, every)))


def anchor(policy: Policy) -> str:
    """The name that GitHub gives to the heading of a definition."""
    kept = (letter for letter in heading(policy).lower() if letter.isalnum() or letter in " -_")
    return "".join(kept).replace(" ", "-")


def heading(policy: Policy) -> str:
    """The heading of a definition."""
    return f"{policy.id}: {policy.title}"


def _crosswalk(every: tuple[Policy, ...]) -> str:
    """What each definition asks for, by component."""
    asking = [each for each in every if any(ask_levels(each, name) for name in load_catalog().components)]
    head = f"| component | {' | '.join(f'`{each.id}`' for each in asking)} |\n{'|---' * (len(asking) + 1)}|\n"
    rows = (
        f"| {component.title} | {' | '.join(_asked(each, name) for each in asking)} |\n"
        for name, component in load_catalog().components.items()
        if any(ask_levels(each, name) for each in asking)
    )
    return f"## What each asks for\n\n{head}{''.join(rows)}"


def _asked(policy: Policy, component: str) -> str:
    levels = ask_levels(policy, component)
    found = next((level for level in SIGNS if level in levels), None)
    return "-" if found is None else f"{SIGNS[found]}{' (or another)' if levels[found] else ''}"


def _part(policy: Policy) -> str:
    kinds = " and ".join(kind.value for kind in policy.kinds)
    advisory = " Advisory: does not affect the result." if policy.advisory else ""
    facts = f"Version {policy.version}, for repositories of kind {kinds}. Source: <{policy.source}>.{advisory}"
    limits = "".join(f"- {each}\n" for each in policy.limits)
    told = f"Not checked by a program:\n\n{limits}\n" if limits else ""
    asked = "\n".join(_requirement(each) for each in policy.requirements)
    return f"## {heading(policy)}\n\n{policy.summary}\n\n{facts}\n\n{told}{asked}"


def _requirement(requirement: Requirement) -> str:
    return "\n".join(_lines(requirement)) + "\n"


def _lines(requirement: Requirement) -> Iterator[str]:
    yield f"**`{requirement.id}`** {requirement.title} _({requirement.level.value})_  "
    yield f"{requirement.why}  "
    yield f"Remedy: {requirement.remedy}  "
    yield f"Check: [`{requirement.check}`](checks.md#{requirement.check}), {describe_options(requirement)}."
