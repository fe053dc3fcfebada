"""An account of the Hub -> its models with their commits, for reports on many repositories."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from openrelease.errors import UsageError
from openrelease.hub.hub_client import HubClient
from openrelease.hub.hub_errors import HubCause, HubError
from openrelease.hub.hub_target import is_hub_name
from openrelease.hub.repository_info import decode_json
from openrelease.untrusted import Plain
from openrelease.values import dataclass

MAX_MODELS = 1_000
"""Models of one account that are listed; the API has as many on a page."""

_ACCOUNT = re.compile(r"hub:([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?)")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_PAGE_BYTES = 16_777_216


@dataclass(frozen=True, kw_only=True)
class HubModel:
    """A model of an account, at the commit that the listing names; `target` is the argument of `check`."""

    name: str
    commit: str

    @property
    def target(self) -> str:
        """The word that names it on the command line, with the commit."""
        return f"hub:{self.name}@{self.commit}"


def is_hub_account(word: str) -> bool:
    """Return whether a word such as `hub:ORG` names an account of the Hub."""
    return _ACCOUNT.fullmatch(word) is not None


def list_models_of(account: str, client: HubClient | None = None) -> tuple[HubModel, ...]:
    """Return the models of `hub:ORG`, sorted by name, each at its present commit; raises `HubError`, `UsageError`."""
    match = _ACCOUNT.fullmatch(account)
    if match is None:
        raise UsageError(f"{account[:200]} names no account of the Hub: write hub:ORG")
    path = f"api/models?author={quote(match[1])}&limit={MAX_MODELS}&expand=sha"
    page = decode_json((client or HubClient()).fetch(path, _PAGE_BYTES))
    if not isinstance(page, list):
        raise HubError(HubCause.FOREIGN, "not a list of models")
    return tuple(sorted(_parse_models(page[:MAX_MODELS]), key=lambda model: model.name))


def _parse_models(page: list[Plain]) -> Iterator[HubModel]:
    for row in page:
        name, commit = (row.get("id"), row.get("sha")) if isinstance(row, dict) else (None, None)
        known = isinstance(name, str) and isinstance(commit, str)
        if not known or not is_hub_name(str(name)) or not _COMMIT.fullmatch(str(commit)):
            raise HubError(HubCause.FOREIGN, "not a list of models")
        yield HubModel(name=str(name), commit=str(commit))
