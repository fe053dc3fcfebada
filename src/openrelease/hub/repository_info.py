"""A target -> what the Hub says of the repository: its present name, its commit, and whether it is gated.

https://huggingface.co/docs/hub/api: GET /api/models/OWNER/NAME/revision/REVISION
"""

import re
from collections.abc import Mapping

from openrelease.errors import UntrustedInputError
from openrelease.hub.hub_answer import HubAnswer
from openrelease.hub.hub_client import HubClient
from openrelease.hub.hub_errors import HubCause, HubError
from openrelease.hub.hub_target import HubTarget, is_hub_name, quote_revision
from openrelease.untrusted import Plain, load_json
from openrelease.values import dataclass, replace

_INFO_BYTES = 16_777_216  # a mirror that ignores `expand` sends all names of files, too
_WANTED = "expand=sha&expand=private&expand=gated&expand=disabled"
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class HubRepository:
    """A repository of the Hub at a commit. `asked` is what was asked for; it may be called otherwise now."""

    target: HubTarget
    asked: HubTarget
    commit: str
    private: bool = False
    gated: str = ""  # "auto" or "manual", empty where it is open

    @property
    def renamed(self) -> bool:
        """Whether the Hub has it under another name now."""
        return self.target.name.lower() != self.asked.name.lower()


def fetch_repository(client: HubClient, target: HubTarget) -> HubRepository:
    """Return the repository with the commit that the revision names; raises `HubError`."""
    revision = "" if target.revision is None else f"/revision/{quote_revision(target.revision)}"
    info = decode_object(client.fetch(f"{target.api_path}{revision}?{_WANTED}", _INFO_BYTES))
    commit, name = info.get("sha"), info.get("id")
    if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        raise HubError(HubCause.FOREIGN, "no commit")
    if not isinstance(name, str) or not is_hub_name(name):
        raise HubError(HubCause.FOREIGN, "no name")
    if info.get("disabled") is True:
        raise HubError(HubCause.DISABLED)
    gated = info.get("gated")
    return HubRepository(
        target=replace(target, name=name),
        asked=target,
        commit=commit,
        private=info.get("private") is True,
        gated=gated if gated in {"auto", "manual"} else "auto" if gated is True else "",
    )


def decode_object(answer: HubAnswer) -> Mapping[str, Plain]:
    """Return an answer that is a JSON object; raises `HubError`."""
    value = decode_json(answer)
    if not isinstance(value, dict):
        raise HubError(HubCause.FOREIGN, "not an object")
    return value


def decode_json(answer: HubAnswer) -> Plain:
    """Return an answer of JSON; raises `HubError`."""
    try:
        return load_json(answer.content, limit=_INFO_BYTES)
    except UntrustedInputError as error:
        raise HubError(HubCause.FOREIGN, error.reason) from None
