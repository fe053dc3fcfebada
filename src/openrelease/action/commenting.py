"""The step that comments, the only one with a token: a note of the step before -> one comment.

It reads nothing of the repository, and however it ends, the verdict stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openrelease.action.job import Environment, read_job
from openrelease.errors import UsageError
from openrelease.publish.comment import Done, comment
from openrelease.publish.conversation import Thread
from openrelease.publish.event import Origin, PullRequest
from openrelease.publish.failure import Cause, PublishError
from openrelease.publish.runner import say, set_outputs
from openrelease.untrusted import load_json

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
    if job.pull_request is None:
        raise UsageError("there is no pull request to comment on")
    thread = Thread(
        api=job.api,
        repository=job.repository,
        number=job.pull_request.number,
        token=token,
        login=_WORKFLOW if environment.get("OPENRELEASE_AS_WORKFLOW") == "true" else None,
    )
    try:
        url = _written(thread, _note(Path(environment.get("OPENRELEASE_NOTE", ""))))
    except PublishError as error:
        say("notice", _told(error, job.pull_request))
    else:
        set_outputs(job.output, {"comment-url": url})


def _written(thread: Thread, note: Mapping[str, object]) -> str:
    if not thread.token:
        raise PublishError(Cause.BAD_TOKEN, "it is empty")
    posted = comment(thread, str(note["body"]), str(note["key"]), create=note["create"] is True)
    if posted.done is not Done.NOTHING:
        say("debug", f"comment {posted.done.value}")
    return posted.url


def _note(file: Path) -> Mapping[str, object]:
    note = load_json(file.read_bytes())
    return note if isinstance(note, Mapping) else {}


def _told(error: PublishError, pull: PullRequest) -> str:
    refused = error.cause in {Cause.FORBIDDEN, Cause.NOT_FOUND}
    advice = _PERMISSION[pull.origin] if refused else _ADVICE.get(error.cause, "")
    parts = (f"No comment was written: {error}.", advice, "The verdict stands; the report is in the summary.")
    return " ".join(part for part in parts if part)
