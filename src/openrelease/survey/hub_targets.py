"""An account or a repository of the Hugging Face Hub -> targets at their commits."""

from collections.abc import Iterable

from openrelease.hub import (
    HubCause,
    HubClient,
    HubError,
    HubTarget,
    is_hub_account,
    list_models_of,
    parse_hub_target,
)
from openrelease.hub.repository_info import fetch_repository
from openrelease.model import ErrorClass, Failure, Target

_PAGE = "https://huggingface.co"

_CLASSES = {
    HubCause.NOT_FOUND: ErrorClass.NOT_FOUND,
    HubCause.NO_REVISION: ErrorClass.NOT_FOUND,
    HubCause.DISABLED: ErrorClass.FORBIDDEN,
    HubCause.FORBIDDEN: ErrorClass.FORBIDDEN,
    HubCause.GATED: ErrorClass.FORBIDDEN,
    HubCause.BAD_TOKEN: ErrorClass.FORBIDDEN,
    HubCause.TOO_MUCH: ErrorClass.TOO_LARGE,
}
"""The class of each cause; all others are `unreachable`."""


def list_hub(word: str) -> Iterable[Target]:
    """Return the repository of a word such as hub:OWNER/NAME, or all models of hub:OWNER; raises `HubError`."""
    if not is_hub_account(word):
        return [_make_target(parse_hub_target(word), None)]
    return [_make_target(parse_hub_target(f"hub:{each.name}"), each.commit) for each in list_models_of(word)]


def read_hub_commit(target: Target) -> str:
    """Return the commit of a target that has none yet; raises `HubError`."""
    return fetch_repository(HubClient(), parse_hub_target(target.source)).commit


def describe_hub_error(error: HubError) -> Failure:
    """Return why a repository of the Hub has no result."""
    return Failure(type=_CLASSES.get(error.cause, ErrorClass.UNREACHABLE), message=str(error))


def _make_target(found: HubTarget, commit: str | None) -> Target:
    commit = commit or found.revision
    page = f"{_PAGE}/{found.page}"
    return Target(target=str(found), source=str(found), commit=commit, name=found.name, url=page)
