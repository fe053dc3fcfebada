"""An owner on GitHub -> its repositories as targets. Forks and disabled repositories are left out, and counted."""

import os
from collections import Counter
from collections.abc import Iterable

from openrelease.errors import UsageError
from openrelease.model import Target
from openrelease.survey.fetch_commit import github_server, github_token

_API = "https://api.github.com"


def list_github(owner: str, name: str | None, left_out: Counter[str], *, forks: bool) -> Iterable[Target]:
    """Return one repository, or all of an owner that the token may see."""
    if name is not None:
        return [_make_target(f"{owner}/{name}")]
    return _list_owner(owner, left_out, forks=forks)


def _list_owner(owner: str, left_out: Counter[str], *, forks: bool) -> list[Target]:
    from openrelease.github_api.repositories_api import list_repositories  # noqa: PLC0415 - its library is an extra

    try:
        found = list_repositories(os.environ.get("GITHUB_API_URL") or _API, owner, github_token())
    except ImportError as error:
        raise UsageError("listing GitHub needs its library: pip install 'openrelease[github]'") from error
    left_out.update(reason for each in found if (reason := each.left_out(forks=forks)))
    return [_make_target(each.name, archived=each.archived) for each in found if not each.left_out(forks=forks)]


def _make_target(name: str, *, archived: bool = False) -> Target:
    page = f"{github_server()}/{name}"
    return Target(target=f"github:{name}", source=f"{page}.git", name=name, url=page, archived=archived)
