"""The Hugging Face Hub -> snapshots and lists. The only code that talks to the Hub.

`open_hub_snapshot(parse_hub_target("hub:OWNER/NAME@REVISION"))` is a repository to check; `list_models_of("hub:ORG")`
are the models of an account with their commits; `LinkFollower` fetches what a release links. `huggingface_hub`
(the extra `hub`) is imported when a client is made.
"""

from openrelease.hub.author_models import HubModel, is_hub_account, list_models_of
from openrelease.hub.fetch_counterparts import fetch_counterparts
from openrelease.hub.follow_links import LinkFollower
from openrelease.hub.hub_client import HubClient, HubLimits
from openrelease.hub.hub_errors import HubCause, HubError
from openrelease.hub.hub_target import HubTarget, is_hub_target, parse_hub_target
from openrelease.hub.kept_answers import KeptAnswers
from openrelease.hub.open_hub_snapshot import open_hub_snapshot

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
