"""The step that looks for the base in the checkout; if it is missing, it lists the blobs that are present.

It has no token. Its failure does not end the job: the step that evaluates reports a missing base.
"""

import json

from openrelease.compare.base_snapshot import has_commit
from openrelease.github_action.action_inputs import Environment, read_inputs, read_job
from openrelease.github_action.event_base import resolve_base_commit
from openrelease.github_api.workflow_commands import set_outputs
from openrelease.repository.git.find_repository import find_repository
from openrelease.repository.known_blobs import known_blobs


def locate_base(environment: Environment) -> None:
    """Write what is to be fetched to a file, and set its path as an output; none where the base is present."""
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
