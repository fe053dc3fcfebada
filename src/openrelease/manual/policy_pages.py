"""Policies -> pages on each policy, each requirement and each check type."""

import enum
import inspect
from collections.abc import Iterator

from openrelease.checks import CHECKS
from openrelease.manual.manual_page import ManualPage, format_files, join_wrapped_lines
from openrelease.manual.requirement_examples import load_examples
from openrelease.model import Policy, Requirement
from openrelease.policies.builtin_policies import builtin_ids, builtin_policies, load_builtin
from openrelease.values import is_dataclass

_MAX_LISTED = 12  # words of an option


def list_policy_pages() -> Iterator[ManualPage]:
    """Yield a page for each built-in policy, each requirement (by the first policy that has it) and each check.

    An older version of a policy has a page of its own; its requirements are explained by today's.
    """
    policies = tuple(builtin_policies().values())
    yield from map(_policy_page, policies)
    yield from (_policy_page(load_builtin(name)) for name in builtin_ids() if "@" in name)
    first = {requirement: policy for policy in reversed(policies) for requirement in policy.requirements}
    yield from (_requirement_page(*each) for each in reversed(first.items()))
    yield from map(_check_page, CHECKS)


def list_requirements_with(option: str, value: object) -> str:
    """Return the requirements whose option is, or contains, a value, each with its policy."""
    return ", ".join(
        f"{requirement.id} ({policy.id})"
        for policy in builtin_policies().values()
        for requirement in policy.requirements
        if _has_option(requirement, option, value)
    )


def describe_options(requirement: Requirement) -> str:
    """Return the options of a requirement in words, without those not set; of a long list its beginning."""
    return _describe_fields(requirement.options)


def _has_option(requirement: Requirement, option: str, value: object) -> bool:
    given = getattr(requirement.options, option, ())
    return value in given if isinstance(given, (tuple, frozenset)) else given == value


def _describe_fields(options: object) -> str:
    given = ((name, value) for name, value in vars(options).items() if value)
    return "; ".join(f"{name}: {_describe_value(value)}" for name, value in given)


def _describe_value(value: object) -> str:
    if isinstance(value, tuple):
        listed = [_describe_value(each) for each in value[:_MAX_LISTED]]
        rest = f", and {len(value) - _MAX_LISTED} more" if len(value) > _MAX_LISTED else ""
        return f"{', '.join(listed)}{rest}"
    if is_dataclass(value):
        return f"({_describe_fields(value)})"
    return str(value.value) if isinstance(value, enum.Enum) else str(value)


def _policy_page(policy: Policy) -> ManualPage:
    listed = "\n".join(f"{each.id}: {each.title} ({each.level.value})" for each in policy.requirements)
    return ManualPage(
        sort="policy",
        name=policy.id,
        title=f"{policy.title}, version {policy.version}",
        parts=(
            ("what", policy.summary),
            ("for", ", ".join(kind.value for kind in policy.kinds)),
            ("advisory", "its outcome is reported and does not change the exit code" if policy.advisory else ""),
            ("limits", "\n".join(f"- {each}" for each in policy.limits)),
            ("requirements", listed),
            ("source", policy.source),
        ),
    )


def _requirement_page(requirement: Requirement, policy: Policy) -> ManualPage:
    found = load_examples().get(requirement.id)
    example = found if found and found.policy == policy.id else None  # another policy may ask for something else
    return ManualPage(
        sort="requirement",
        name=requirement.id,
        title=f"{requirement.title} ({requirement.level.value})",
        parts=(
            ("check", f"{requirement.check} ({describe_options(requirement)})"),
            ("why", requirement.why),
            ("remedy", requirement.remedy),
            ("fails", format_files(example.fails) if example else ""),
            ("mended", format_files(example.mended) if example else ""),
            ("source", f"{policy.title} {policy.version}, {policy.source}"),
        ),
    )


def _check_page(name: str) -> ManualPage:
    """The manual of a check is the docstring of its module, after the arrow and the name."""
    headline, _, manual = inspect.cleandoc(CHECKS[name].__doc__ or "").partition("\n\n")
    title = headline.partition(f"`{name}`, ")[2]
    return ManualPage(sort="check", name=name, title=title, parts=(("manual", join_wrapped_lines(manual)),))
