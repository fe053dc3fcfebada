"""Policies, checks, components and licenses -> pages of a manual, found by name."""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from openrelease.checks import CHECKS
from openrelease.collect.rules import Component
from openrelease.errors import UsageError
from openrelease.knowledge.components import lookout
from openrelease.knowledge.decode import short
from openrelease.knowledge.license_page import license_parts
from openrelease.knowledge.licenses import license_table
from openrelease.knowledge.policies import policies
from openrelease.model import Policy, Requirement


@dataclass(frozen=True, kw_only=True)
class Page:
    """What the manual says of one thing; `parts` are headings with their text."""

    sort: str
    name: str
    title: str
    parts: tuple[tuple[str, str], ...]


def explain(name: str) -> tuple[Page, ...]:
    """Every page of that name: of a policy, a requirement, a check, a component or a license.

    Raises UsageError with near misses where there is none.
    """
    wanted = name.strip().casefold()
    found = tuple(page for page in _pages() if page.name.casefold() == wanted) or tuple(_license(name))
    if found:
        return found
    raise UsageError(f"nothing is known of {short(name)}{_near(wanted)}")


def _near(wanted: str) -> str:
    licenses = license_table().rows
    names = {name.casefold(): name for name in (*licenses, *(page.name for page in _pages()))}
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
    told = ", ".join(names[each] for each in close)
    return f"; did you mean {told}?" if told else "; try `openrelease policies`"


def _pages() -> Iterator[Page]:
    for policy in policies().values():
        yield _policy(policy)
    yield from {
        requirement.id: _requirement(requirement, policy)
        for policy in reversed(tuple(policies().values()))
        for requirement in policy.requirements
    }.values()
    yield from (_check(name) for name in CHECKS)
    yield from (_component(component) for component in lookout().components.values())


def _check(name: str) -> Page:
    """The manual of a check is the docstring of its module, after the arrow and the name."""
    headline, _, manual = inspect.cleandoc(CHECKS[name].__doc__ or "").partition("\n\n")
    title = headline.partition(f"`{name}`, ")[2]
    return Page(sort="check", name=name, title=title, parts=(("manual", _unwrapped(manual)),))


def _component(component: Component) -> Page:
    asking = (
        f"{requirement.id} ({policy.id})"
        for policy in policies().values()
        for requirement in policy.requirements
        if component.id in getattr(requirement.options, "components", ())
    )
    parts = (("what", component.what), ("asked for by", ", ".join(asking)))
    return Page(sort="component", name=component.id, title=component.title, parts=parts)


def _unwrapped(text: str) -> str:
    """Lines that the source broke are one again; points of a list, and what ends with a stop, stay apart."""
    return re.sub(r"(?<![.:\n])\n *(?!- |\n)", " ", text)


def _policy(policy: Policy) -> Page:
    listed = "\n".join(f"{each.id}: {each.title} ({each.level.value})" for each in policy.requirements)
    return Page(
        sort="policy",
        name=policy.id,
        title=f"{policy.title}, version {policy.version}",
        parts=(
            ("what", policy.summary),
            ("for", ", ".join(kind.value for kind in policy.kinds)),
            ("requirements", listed),
            ("source", policy.source),
        ),
    )


def _requirement(requirement: Requirement, policy: Policy) -> Page:
    return Page(
        sort="requirement",
        name=requirement.id,
        title=f"{requirement.title} ({requirement.level.value})",
        parts=(
            ("check", f"{requirement.check} ({_options(requirement)})"),
            ("why", requirement.why),
            ("remedy", requirement.remedy),
            ("source", f"{policy.title} {policy.version}, {policy.source}"),
        ),
    )


def _options(requirement: Requirement) -> str:
    given = ((name, value) for name, value in vars(requirement.options).items() if value)
    return "; ".join(f"{name}: {_words(value)}" for name, value in given)


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _license(name: str) -> Iterator[Page]:
    facets = license_table().explain(name)
    if facets is None:
        return
    parts = license_parts(facets, license_table())
    yield Page(sort="license", name=facets.id, title=facets.name, parts=parts)
