"""Names of policies -> those in other repositories at a commit, and what a step with a token fetched of them.

The form is OWNER/NAME/PATH.yml@COMMIT with a full commit id: a branch or a tag may move after a look at it.
The step that fetches has the token and reads nothing of the repository; the step that judges has none.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openrelease.errors import UntrustedInputError, UsageError
from openrelease.github_action.action_inputs import Environment, Job, read_inputs, read_job
from openrelease.github_action.time_budget import limit_patience
from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.contents_api import MAX_FILE_BYTES, fetch_file
from openrelease.github_api.github_client import Access
from openrelease.github_api.workflow_commands import set_outputs
from openrelease.untrusted import load_json

_PINNED_FORM = re.compile(r"(?P<repository>(?!\.+/)[\w.-]+/(?!\.+/)[\w.-]+)/(?P<path>[^@]+\.ya?ml)@(?P<revision>[^/]*)")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SECONDS_PER_POLICY = 10.0  # seconds for each policy
_FILE_LIMIT = 16 * MAX_FILE_BYTES  # bytes of what the step before wrote


@dataclass(frozen=True, kw_only=True)
class PinnedPolicy:
    """A policy file of another repository (OWNER/NAME), at a full commit id."""

    name: str
    repository: str
    path: str
    commit: str


def parse_pinned_policy(name: str) -> PinnedPolicy | None:
    """What a name of this form means, None for any other; UsageError where it is no full commit id."""
    found = _PINNED_FORM.fullmatch(name)
    if found is None:
        return None
    if not _COMMIT.fullmatch(found["revision"]):
        raise UsageError(
            f"policy {name[:200]!r}: {found['revision'][:40]!r} is no full commit id; a branch or a tag may "
            "move, so write all 40 digits that `git rev-parse` gives"
        )
    return PinnedPolicy(name=name, repository=found["repository"], path=found["path"], commit=found["revision"])


def fetch_policies(environment: Environment) -> None:
    """Write each pinned policy down, or why it could not be had; judging goes on, and says so."""
    job = read_job(environment)
    token = environment.get("OPENRELEASE_TOKEN", "")
    told = {
        each.name: _fetch_policy(each, job, token) for each in _list_pinned_policies(read_inputs(environment).policy)
    }
    if told:
        file = job.home / "policies.json"
        file.write_text(json.dumps(told), encoding="utf-8")
        set_outputs(job.output, {"policies": str(file)})


def _list_pinned_policies(names: Iterable[str]) -> Iterable[PinnedPolicy]:
    """Those of the right form; what is wrong with others is told by the step that judges."""
    for name in names:
        try:
            found = parse_pinned_policy(name)
        except UsageError:
            continue
        if found:
            yield found


def _fetch_policy(wanted: PinnedPolicy, job: Job, token: str) -> Mapping[str, str]:
    if not token:
        return {"reason": str(PublishError(Cause.BAD_TOKEN, "it is empty"))}
    try:
        access = Access(api=job.api, repository=wanted.repository, token=token)
        with limit_patience(job, _SECONDS_PER_POLICY) as left:
            content = fetch_file(access, wanted.commit, wanted.path, left)
    except PublishError as error:
        return {"reason": str(error)}
    return {"content": base64.b64encode(content).decode("ascii")}


def read_pinned_policies(file: str, disk: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """A reader that has the pinned policies from the file of the step before, and all others from `disk`."""

    def read(name: str) -> bytes:
        return disk(name) if parse_pinned_policy(name) is None else _read_fetched_policy(file, name)

    return read


def _read_fetched_policy(file: str, name: str) -> bytes:
    """What is in the file came over the network: it is bytes of a policy, or a reason, and nothing else."""
    told = _load_fetched_policies(file).get(name)
    reason = told.get("reason") if isinstance(told, Mapping) else "the step that fetches policies did not run"
    content = told.get("content") if isinstance(told, Mapping) else None
    if not isinstance(content, str):
        raise UsageError(f"policy {name!r} could not be fetched: {reason}")
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise UsageError(f"policy {name!r} could not be fetched: what came is no base64") from None


def _load_fetched_policies(file: str) -> Mapping[str, object]:
    if not file:
        return {}
    try:
        with Path(file).open("rb") as stream:
            value = load_json(stream.read(_FILE_LIMIT + 1), limit=_FILE_LIMIT)
    except (OSError, UntrustedInputError) as error:
        raise UsageError(f"what was fetched of policies cannot be read: {error}") from error
    return value if isinstance(value, Mapping) else {}
