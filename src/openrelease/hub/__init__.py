"""The Hugging Face Hub -> snapshots and lists. The only code that talks to the Hub.

`open_hub_snapshot(parse_hub_target("hub:OWNER/NAME@REVISION"))` is a repository to check; `list_models_of("hub:ORG")`
are the models of an account with their commits; `LinkFollower` fetches what a release links. `huggingface_hub`
(the extra `hub`) is imported when a client is made, and the modules of this room when one of these names is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from openrelease.hub.hub_target import HubTarget, is_hub_target, parse_hub_target

if TYPE_CHECKING:
    from openrelease.hub.author_models import HubModel, is_hub_account, list_models_of
    from openrelease.hub.follow_links import LinkFollower
    from openrelease.hub.hub_client import HubClient, HubLimits
    from openrelease.hub.hub_errors import HubCause, HubError
    from openrelease.hub.hub_snapshot import open_hub_snapshot
    from openrelease.hub.kept_answers import KeptAnswers
    from openrelease.hub.linked_repositories import fetch_counterparts

_MODULES = {
    "HubCause": "hub_errors",
    "HubClient": "hub_client",
    "HubError": "hub_errors",
    "HubLimits": "hub_client",
    "HubModel": "author_models",
    "KeptAnswers": "kept_answers",
    "LinkFollower": "follow_links",
    "fetch_counterparts": "linked_repositories",
    "is_hub_account": "author_models",
    "list_models_of": "author_models",
    "open_hub_snapshot": "hub_snapshot",
}


def __getattr__(name: str) -> Any:
    """Import a name of this room at its first use: a check of a local tree needs none of them."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


__all__ = [
    "HubCause",
    "HubClient",
    "HubError",
    "HubLimits",
    "HubModel",
    "HubTarget",
    "KeptAnswers",
    "LinkFollower",
    "fetch_counterparts",
    "is_hub_account",
    "is_hub_target",
    "list_models_of",
    "open_hub_snapshot",
    "parse_hub_target",
]
