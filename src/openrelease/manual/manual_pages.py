"""Policies, checks, components and licenses -> pages of a manual, found by name."""

from __future__ import annotations

import dataclasses
import difflib
import enum
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from openrelease.catalog.catalog_entries import Topic
from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_license_table
from openrelease.checks import CHECKS
from openrelease.errors import UsageError
from openrelease.manual.glossary import WORDS
from openrelease.manual.license_page import describe_license
from openrelease.model import Component, Policy, Requirement
from openrelease.policies.builtin_policies import builtin_policies
from openrelease.policies.decode_options import quote_short


@dataclass(frozen=True, kw_only=True)
class ManualPage:
    """What the manual says of one thing; `parts` are headings with their text."""

    sort: str
    name: str
    title: str
    parts: tuple[tuple[str, str], ...]


def explain(name: str) -> tuple[ManualPage, ...]:
    """Every page of that name: of whatever a report names, such as a requirement, a status or a license.

    Raises UsageError with near misses where there is none.
    """
    wanted = _normalize_name(name)
    found = tuple(page for page in _iterate_pages() if _normalize_name(page.name) == wanted) or tuple(
        _license_pages(name)
    )
    if found:
        return found
    raise UsageError(f"nothing is known of {quote_short(name)}{_suggest_names(wanted)}")


def _suggest_names(wanted: str) -> str:
    licenses = load_license_table().rows
    names = {_normalize_name(name): name for name in (*licenses, *(page.name for page in _iterate_pages()))}
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=_NEAR)
    told = ", ".join(names[each] for each in close)
    return f"; did you mean {told}?" if told else _KNOWN


_KNOWN = "; known are the words of reports, licenses by their SPDX ids, and what `openrelease policies` lists"


_NEAR = 0.75  # of 1: two letters in a word of eight may differ


def _normalize_name(name: str) -> str:
    """Names are compared without case, and whichever of space, "-" and "_" is in them."""
    return re.sub(r"[ _-]+", "-", name.strip().casefold())


def _iterate_pages() -> Iterator[ManualPage]:
    for policy in builtin_policies().values():
        yield _policy_page(policy)
    first = {
        requirement: policy
        for policy in reversed(tuple(builtin_policies().values()))
        for requirement in policy.requirements
    }
    yield from (_requirement_page(*each) for each in reversed(first.items()))
    yield from (_check_page(name) for name in CHECKS)
    yield from (_component_page(component) for component in load_catalog().components.values())
    yield from (_topic_page(topic) for topic in load_catalog().topics)
    yield from (_word_page(sort, *entry) for sort, words in WORDS.items() for entry in words.items())
    yield from (_word_page("kind of license", *entry) for entry in load_license_table().kinds.items())
    yield from _evidence_rule_pages()


def _check_page(name: str) -> ManualPage:
    """The manual of a check is the docstring of its module, after the arrow and the name."""
    headline, _, manual = inspect.cleandoc(CHECKS[name].__doc__ or "").partition("\n\n")
    title = headline.partition(f"`{name}`, ")[2]
    return ManualPage(sort="check", name=name, title=title, parts=(("manual", _join_wrapped_lines(manual)),))


def _component_page(component: Component) -> ManualPage:
    asking = (
        f"{requirement.id} ({policy.id})"
        for policy in builtin_policies().values()
        for requirement in policy.requirements
        if component.id in getattr(requirement.options, "components", ())
    )
    parts = (("what", component.what), ("asked for by", ", ".join(asking)))
    return ManualPage(sort="component", name=component.id, title=component.title, parts=parts)


def _topic_page(topic: Topic) -> ManualPage:
    asking = (
        f"{requirement.id} ({policy.id})"
        for policy in builtin_policies().values()
        for requirement in policy.requirements
        if topic.id in getattr(requirement.options, "topics", ())
    )
    parts = (("what", f"Says {topic.title}."), ("asked for by", ", ".join(asking)))
    return ManualPage(sort="topic", name=topic.id, title="what a card or another document speaks of", parts=parts)


def _word_page(sort: str, name: str, meaning: str) -> ManualPage:
    return ManualPage(sort=sort, name=name, title="a word of reports", parts=(("what", meaning),))


def _evidence_rule_pages() -> Iterator[ManualPage]:
    """A page for each rule of evidence, with what it shows of which components."""
    shown: dict[str, dict[str, str]] = {}
    for id_, rules in load_catalog().rules.items():
        for rule in rules.every:
            shown.setdefault(rule.how, {})[id_] = rule.status.value
    for how, found in shown.items():
        told = "; ".join(f"{id_}: {status}" for id_, status in found.items())
        yield ManualPage(
            sort="rule", name=how, title="why a component is believed to be there", parts=(("shows", told),)
        )


def _join_wrapped_lines(text: str) -> str:
    """Lines that the source broke are one again; points of a list, and what ends with a stop, stay apart."""
    return re.sub(r"(?<![.:\n])\n *(?!- |\n)", " ", text)


def _policy_page(policy: Policy) -> ManualPage:
    listed = "\n".join(f"{each.id}: {each.title} ({each.level.value})" for each in policy.requirements)
    return ManualPage(
        sort="policy",
        name=policy.id,
        title=f"{policy.title}, version {policy.version}",
        parts=(
            ("what", policy.summary),
            ("for", ", ".join(kind.value for kind in policy.kinds)),
            ("advisory", "it is told, and decides nothing" if policy.advisory else ""),
            ("limits", "\n".join(f"- {each}" for each in policy.limits)),
            ("requirements", listed),
            ("source", policy.source),
        ),
    )


def _requirement_page(requirement: Requirement, policy: Policy) -> ManualPage:
    return ManualPage(
        sort="requirement",
        name=requirement.id,
        title=f"{requirement.title} ({requirement.level.value})",
        parts=(
            ("check", f"{requirement.check} ({describe_options(requirement)})"),
            ("why", requirement.why),
            ("remedy", requirement.remedy),
            ("source", f"{policy.title} {policy.version}, {policy.source}"),
        ),
    )


def describe_options(requirement: Requirement) -> str:
    """The options of a requirement in words, without those not set; of a long list its beginning."""
    return _describe_fields(requirement.options)


def _describe_fields(options: object) -> str:
    given = ((name, value) for name, value in vars(options).items() if value)
    return "; ".join(f"{name}: {_describe_value(value)}" for name, value in given)


def _describe_value(value: object) -> str:
    if isinstance(value, tuple):
        told = [_describe_value(each) for each in value[:_LISTED]]
        rest = f", and {len(value) - _LISTED} more" if len(value) > _LISTED else ""
        return f"{', '.join(told)}{rest}"
    if dataclasses.is_dataclass(value):
        return f"({_describe_fields(value)})"
    return str(value.value) if isinstance(value, enum.Enum) else str(value)


_LISTED = 12  # words of a list that people read through


def _license_pages(name: str) -> Iterator[ManualPage]:
    """The page of a license, of each one of an expression, or of a word that names none of them."""
    table = load_license_table()
    if meaning := table.family(name):
        yield ManualPage(sort="no license", name=name, title="a word that names none", parts=(("means", meaning),))
        return
    for word in re.split(r"\s+(?:AND|OR|WITH)\s+", name.strip("() "), flags=re.IGNORECASE):
        facets = table.explain(word.strip("() "))
        if facets is not None:
            parts = describe_license(facets, table)
            yield ManualPage(sort="license", name=facets.id, title=facets.name, parts=parts)
