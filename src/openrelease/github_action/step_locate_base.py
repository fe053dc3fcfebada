"""The step before the one that asks for the base: is it in the checkout? If not, which blobs are here?

It has no token and needs none. However it ends, judging goes on: what is missing is said there.
"""

from __future__ import annotations

import json

from openrelease.compare.base_snapshot import has_commit
from openrelease.github_action.action_inputs import Environment, read_inputs, read_job
from openrelease.github_action.event_base import resolve_base_commit
from openrelease.github_api.workflow_commands import set_outputs
from openrelease.repository.git.find_repository import find_repository
from openrelease.repository.known_blobs import known_blobs


def locate_base(environment: Environment) -> None:
    """Write down what is to be asked for, and give the path of that; no output where nothing is."""
    job, inputs = read_job(environment), read_inputs(environment)
    repository = find_repository((job.workspace / inputs.path).resolve())
    if repository is None or job.before is None or not job.before.governs:
        return
    commit = resolve_base_commit(repository, job, job.before)
    if has_commit(repository, commit):
        return
    file = job.home / "wanted.json"
    file.write_text(json.dumps({"commit": commit, "known": known_blobs(repository)}), encoding="utf-8")
    set_outputs(job.output, {"wanted": str(file)})
