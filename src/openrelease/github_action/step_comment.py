"""The step that comments, with a token: the file of the step before -> one comment.

It reads nothing of the repository, and its failure does not change the verdict.
"""

from collections.abc import Mapping

from openrelease.errors import UsageError
from openrelease.github_action.action_inputs import Environment, Job, open_access, read_job
from openrelease.github_action.handover_file import read_handover
from openrelease.github_action.time_budget import limit_patience
from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.comments_api import Thread
from openrelease.github_api.event_payload import Origin
from openrelease.github_api.find_pull_request import find_run_pull_request
from openrelease.github_api.github_client import Access
from openrelease.github_api.retry_requests import Patience
from openrelease.github_api.sticky_comment import CommentAction, post_comment
from openrelease.github_api.workflow_commands import set_outputs, write_command

_WORKFLOW_LOGIN = "github-actions[bot]"  # the account of a workflow's token, which cannot query it
_GRANT_PERMISSION = "Give the job the permission pull-requests: write, or set the input comment to never."
_PERMISSION_BY_ORIGIN = {
    Origin.HERE: _GRANT_PERMISSION,
    Origin.FORK: "Workflows for pull requests from forks get a read-only token.",
    Origin.DEPENDABOT: f"Workflows started by Dependabot get a read-only token. {_GRANT_PERMISSION}",
}
_ADVICE_BY_CAUSE = {
    Cause.BAD_TOKEN: "Check the input token.",
    Cause.FOREIGN: "Check GITHUB_API_URL, and proxies between it and the runner.",
}


def write_comment(environment: Environment) -> None:
    """Write the requested comment, or print one notice that says why there is none."""
    job = read_job(environment)
    if job.pull_request is None and job.run is None:
        raise UsageError("there is no pull request to comment on")
    login = _WORKFLOW_LOGIN if environment.get("OPENRELEASE_AS_WORKFLOW") == "true" else None
    try:
        access = open_access(job, environment)
        with limit_patience(job) as left:
            number = _find_number(job, access, left)
        thread = Thread(api=access.api, repository=access.repository, number=number, token=access.token, login=login)
        with limit_patience(job) as left:
            url = _post_comment(thread, read_handover(environment), left)
    except PublishError as error:
        write_command("notice", _format_notice(error, job))
    else:
        set_outputs(job.output, {"comment-url": url})


def _find_number(job: Job, access: Access, left: Patience) -> int:
    """Return the pull request of the event; for a finished run it is looked up, never read from its report."""
    if job.pull_request:
        return job.pull_request.number
    if job.run is None:
        raise UsageError("there is no pull request to comment on")
    return find_run_pull_request(access, job.run, left).number


def _post_comment(thread: Thread, note: Mapping[str, object], left: Patience) -> str:
    create = note["create"] is True
    posted = post_comment(thread, str(note["body"]), str(note["key"]), create=create, patience=left)
    if posted.done is not CommentAction.NOTHING:
        write_command("debug", f"comment {posted.done.value}")
    return posted.url


def _format_notice(error: PublishError, job: Job) -> str:
    refused = error.cause in {Cause.FORBIDDEN, Cause.NOT_FOUND}
    origin = job.pull_request.origin if job.pull_request else Origin.HERE
    advice = _PERMISSION_BY_ORIGIN[origin] if refused else _ADVICE_BY_CAUSE.get(error.cause, "")
    parts = (f"No comment was written: {error}.", advice, "The verdict is not affected; the report is in the summary.")
    return " ".join(part for part in parts if part)
