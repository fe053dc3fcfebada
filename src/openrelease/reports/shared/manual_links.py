"""Requirement -> the page of the documentation that explains it."""

from openrelease.model import Requirement

SITE = "https://openrelease.github.io/openrelease/"
EXCEPTIONS_PAGE = f"{SITE}for-reviewers/#to-accept-what-cannot-be-met"


def find_page(requirement: Requirement, *, built_in: bool) -> str:
    """Return the page of the requirement, or that of its check where it is of a policy of the user."""
    return f"{SITE}rules/{requirement.id}/" if built_in else f"{SITE}checks/#{requirement.check}"
