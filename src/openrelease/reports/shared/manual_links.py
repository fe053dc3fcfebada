"""Action item -> the page of the documentation that explains it."""

from openrelease.reports.shared.action_items import ActionItem

SITE = "https://openrelease.github.io/openrelease/"
FINDINGS_PAGE = f"{SITE}findings/"
EXCEPTIONS_PAGE = f"{SITE}for-reviewers/#to-accept-what-cannot-be-met"


def find_page(item: ActionItem) -> str:
    """Return the page of the requirement, or that of its check where it is of a policy of the user."""
    if item.built_in:
        return f"{SITE}rules/{item.requirement.id}/"
    return f"{SITE}checks/#{item.requirement.check}"
