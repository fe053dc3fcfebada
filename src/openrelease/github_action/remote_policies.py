"""Policies of other repositories: how they are fetched, and how the fetched files are read.

The step that fetches has a token and reads nothing of the repository; the step that evaluates has none.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping

from openrelease.errors import UntrustedInputError, UsageError
from openrelease.github_action.action_inputs import Environment, Job, open_access, read_inputs, read_job
from openrelease.github_action.handover_file import read_fetched_file
from openrelease.github_action.time_budget import limit_patience
from openrelease.github_api.api_errors import PublishError
from openrelease.github_api.contents_api import MAX_FILE_BYTES, fetch_file
from openrelease.github_api.workflow_commands import set_outputs
from openrelease.policies.pinned_policy import PinnedPolicy, parse_pinned_policy

_SECONDS_PER_POLICY = 10.0  # per policy
_FILE_LIMIT = 16 * MAX_FILE_BYTES  # bytes of the file that the fetching step writes


def fetch_policies(environment: Environment) -> None:
    """Write each pinned policy to a file, or why it could not be fetched; the next step reports that."""
    job = read_job(environment)
    wanted = _list_pinned_policies(read_inputs(environment).policy)
    fetched = {each.name: _fetch_policy(each, job, environment) for each in wanted}
    if fetched:
        file = job.home / "policies.json"
        file.write_text(json.dumps(fetched), encoding="utf-8")
        set_outputs(job.output, {"policies": str(file)})


def _list_pinned_policies(names: Iterable[str]) -> Iterable[PinnedPolicy]:
    """Yield the valid pinned names; the step that evaluates reports the others."""
    for name in names:
        try:
            found = parse_pinned_policy(name)
        except UsageError:
            continue
        if found:
            yield found


def _fetch_policy(wanted: PinnedPolicy, job: Job, environment: Environment) -> Mapping[str, str]:
    try:
        access = open_access(job, environment, wanted.repository)
        with limit_patience(job, _SECONDS_PER_POLICY) as left:
            content = fetch_file(access, wanted.commit, wanted.path, left)
    except PublishError as error:
        return {"reason": str(error)}
    return {"content": base64.b64encode(content).decode("ascii")}


def read_pinned_policies(file: str, disk: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """Return a reader of fetched policies from `file`, and of all others from `disk`."""

    def read(name: str) -> bytes:
        return disk(name) if parse_pinned_policy(name) is None else _read_fetched_policy(file, name)

    return read


def _read_fetched_policy(file: str, name: str) -> bytes:
    """Return the bytes of one fetched policy. The file came over the network and is not trusted."""
    entry = _load_fetched_policies(file).get(name)
    reason = entry.get("reason") if isinstance(entry, Mapping) else "the step that fetches policies did not run"
    content = entry.get("content") if isinstance(entry, Mapping) else None
    if not isinstance(content, str):
        raise UsageError(f"policy {name!r} could not be fetched: {reason}")
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise UsageError(f"policy {name!r} could not be fetched: its content is not base64") from None


def _load_fetched_policies(file: str) -> Mapping[str, object]:
    if not file:
        return {}
    try:
        return read_fetched_file(file, _FILE_LIMIT)
    except (OSError, UntrustedInputError) as error:
        raise UsageError(f"the fetched policies cannot be read: {error}") from error
