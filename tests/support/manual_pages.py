"""The pages of the manual that a report may link, as the site has them."""

from __future__ import annotations

from functools import cache

from openrelease.policies.builtin_policies import builtin_ids, load_builtin

SITE = "https://openrelease.github.io/openrelease/"


@cache
def manual_pages() -> frozenset[str]:
    """Return the address of each rule of a built-in policy, and that of the page on exceptions."""
    rules = {each.id for name in builtin_ids() for each in load_builtin(name).requirements}
    return frozenset({f"{SITE}for-reviewers/#to-accept-what-cannot-be-met", *(f"{SITE}rules/{id_}/" for id_ in rules)})
