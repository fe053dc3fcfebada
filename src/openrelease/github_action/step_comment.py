"""The step that comments, with a token: a note of the step before -> one comment.

It reads nothing of the repository, and however it ends, the verdict stands.
"""

from __future__ import annotations

from collections.abc import Mapping

from openrelease.errors import UsageError
from openrelease.github_action.action_inputs import Environment, Job, read_job
from openrelease.github_action.handover_file import read_note
from openrelease.github_action.time_budget import patience
from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.comments_api import Thread
from openrelease.github_api.event_payload import Origin, PullRequest
from openrelease.github_api.find_pull_request import find_pull
from openrelease.github_api.github_client import Access
from openrelease.github_api.retry_requests import Patience
from openrelease.github_api.sticky_comment import Done, comment
from openrelease.github_api.workflow_commands import say, set_outputs

_WORKFLOW = "github-actions[bot]"  # the account behind the token of a workflow, which cannot ask for it
_GRANT = "Give the job the permission pull-requests: write, or set the input comment to never."
_PERMISSION = {
    Origin.HERE: _GRANT,
    Origin.FORK: "A workflow for a pull request from a fork gets a token that may only read.",
    Origin.DEPENDABOT: f"A workflow that Dependabot starts gets a token that may only read. {_GRANT}",
}
_ADVICE = {
    Cause.BAD_TOKEN: "Check the input token.",
    Cause.FOREIGN: "Check GITHUB_API_URL, and what stands between it and the runner.",
}


def write_comment(environment: Environment) -> None:
    """Write the comment that the note asks for, or say in one notice why there is none."""
    job = read_job(environment)
    token = environment.get("OPENRELEASE_TOKEN", "")
    if job.pull_request is None and job.run is None:
        raise UsageError("there is no pull request to comment on")
    login = _WORKFLOW if environment.get("OPENRELEASE_AS_WORKFLOW") == "true" else None
    try:
        with patience(job) as left:
            number = _number(job, token, left)
        thread = Thread(api=job.api, repository=job.repository, number=number, token=token, login=login)
        with patience(job) as left:
            url = _written(thread, read_note(environment), left)
    except PublishError as error:
        say("notice", _told(error, job))
    else:
        set_outputs(job.output, {"comment-url": url})


def _number(job: Job, token: str, left: Patience) -> int:
    """The pull request of the event; that of a finished run is asked for, never taken from what it wrote."""
    if not token:
        raise PublishError(Cause.BAD_TOKEN, "it is empty")
    if job.pull_request:
        return job.pull_request.number
    if job.run is None:
        raise UsageError("there is no pull request to comment on")
    return find_pull(Access(api=job.api, repository=job.repository, token=token), job.run, left).number


def _written(thread: Thread, note: Mapping[str, object], left: Patience) -> str:
    create = note["create"] is True
    posted = comment(thread, str(note["body"]), str(note["key"]), create=create, patience=left)
    if posted.done is not Done.NOTHING:
        say("debug", f"comment {posted.done.value}")
    return posted.url


def _told(error: PublishError, job: Job) -> str:
    refused = error.cause in {Cause.FORBIDDEN, Cause.NOT_FOUND}
    advice = _permission(job.pull_request) if refused else _ADVICE.get(error.cause, "")
    parts = (f"No comment was written: {error}.", advice, "The verdict stands; the report is in the summary.")
    return " ".join(part for part in parts if part)


def _permission(pull: PullRequest | None) -> str:
    return _PERMISSION[pull.origin] if pull else _GRANT
