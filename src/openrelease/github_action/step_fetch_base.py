"""The step that fetches the base, with a token: what the checkout lacks, by GitHub's API, into a file.

It reads nothing of the repository, and does not parse what it fetches: the step that evaluates does.
"""

import json
from collections.abc import Mapping

from openrelease.github_action.action_inputs import Environment, Job, open_access, read_job
from openrelease.github_action.handover_file import read_handover
from openrelease.github_action.time_budget import limit_patience
from openrelease.github_api.api_errors import PublishError
from openrelease.github_api.github_client import Access
from openrelease.github_api.trees_api import fetch_tree
from openrelease.github_api.workflow_commands import set_outputs
from openrelease.values import field_names

_MAX_SECONDS = 20.0  # leaves time for the comment


def fetch_base(environment: Environment) -> None:
    """Write the base to a file, or why it could not be fetched."""
    job = read_job(environment)
    wanted = read_handover(environment)
    try:
        fetched = _fetch_base_tree(wanted, job, open_access(job, environment))
    except PublishError as error:
        fetched = {"reason": str(error)}
    file = job.home / "base.json"
    file.write_text(json.dumps({"commit": wanted["commit"], **fetched}), encoding="utf-8")
    set_outputs(job.output, {"base": str(file)})


def _fetch_base_tree(wanted: Mapping[str, object], job: Job, access: Access) -> Mapping[str, object]:
    known = wanted["known"]
    with limit_patience(job, _MAX_SECONDS) as left:
        tree = fetch_tree(access, str(wanted["commit"]), known if isinstance(known, list) else (), left)
    entries = [[getattr(each, name) for name in field_names(each)] for each in tree.entries]
    return {"entries": entries, "blobs": dict(tree.blobs)}
