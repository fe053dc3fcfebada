"""The step that writes a check run, with a token: the file of the step before -> one check run on the head.

It reads nothing of the repository, and its failure does not change the verdict.
"""

from collections.abc import Mapping

from openrelease.github_action.action_inputs import Environment, Job, open_access, read_job
from openrelease.github_action.handover_file import read_handover
from openrelease.github_action.time_budget import limit_patience
from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.check_runs_api import CheckRun, write_check_run
from openrelease.github_api.sticky_comment import hash_key
from openrelease.github_api.workflow_commands import set_outputs, write_command

_CHECK_NAME = "openrelease"
_ADVICE_BY_CAUSE = {
    Cause.FORBIDDEN: "Give the job the permission checks: write; the token for a fork is read-only.",
    Cause.NOT_FOUND: "Give the job the permission checks: write.",
    Cause.BAD_TOKEN: "Check the input token.",
}


def publish_check_run(environment: Environment) -> None:
    """Write the requested check run, or print one notice that says why there is none."""
    job = read_job(environment)
    try:
        access, check = open_access(job, environment), _build_check_run(read_handover(environment), job, environment)
        with limit_patience(job) as left:
            url = write_check_run(access, check, left)
    except PublishError as error:
        advice = _ADVICE_BY_CAUSE.get(error.cause, "")
        parts = (f"No check run was written: {error}.", advice, "The verdict is not affected; see the summary.")
        write_command("notice", " ".join(part for part in parts if part))
    else:
        set_outputs(job.output, {"check-run-url": url})


def _build_check_run(note: Mapping[str, object], job: Job, environment: Environment) -> CheckRun:
    """Build the check run with a key for this attempt of this job: each attempt has its own check run."""
    attempt = (environment.get(f"GITHUB_{name}", "") for name in ("RUN_ID", "RUN_ATTEMPT", "JOB", "ACTION"))
    annotations = note["annotations"]
    return CheckRun(
        name=_CHECK_NAME,
        key=hash_key(" ".join((str(note["key"]), *attempt))),
        head=job.head,
        conclusion=str(note["conclusion"]),
        title=str(note["title"]),
        summary=str(note["summary"]),
        annotations=annotations if isinstance(annotations, list) else (),
    )
