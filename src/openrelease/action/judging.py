"""The step that judges, without a token: the report into log, annotations, summary, outputs and a note.

The note is for the step that comments. How it ended is an output too, and action.yml ends the job with it.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openrelease.action.job import Environment, Inputs, Job, When, read_inputs, read_job
from openrelease.action.places import below
from openrelease.errors import OpenReleaseError, UnreadableError, UsageError
from openrelease.model import PolicyOutcome, Report, Snapshot
from openrelease.publish.runner import add_summary, annotate, say, set_outputs, show
from openrelease.reports import github, json_format, markdown, terminal
from openrelease.reports.escape import code, command
from openrelease.run import run
from openrelease.settings import Flags, exit_code, load
from openrelease.snapshot import open_snapshot
from openrelease.snapshot.disk import read_file
from openrelease.snapshot.repository import find_repository

_CRASHED = 3
_SUMMARY = 900 * 1024 // 4  # characters of at most four bytes: the runner drops a summary of over 1 MiB
_POLICY = 262_144  # bytes of a policy file, as the guarded loader has it
_WORST_FIRST = (
    PolicyOutcome.UNMET,
    PolicyOutcome.UNDETERMINED,
    PolicyOutcome.MET,
    PolicyOutcome.NOT_APPLICABLE,
)


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How judging ended.

    `markdown` renders at most so many characters; `log` is plain text that may hold anything but commands.
    """

    code: int
    markdown: Callable[[int], str]
    log: str
    commands: str
    outputs: Mapping[str, str]


def judge(environment: Environment) -> None:
    """Judge the checkout and tell it everywhere but on the pull request."""
    job = read_job(environment)
    inputs, ended = _guarded(environment, job)
    note = _note(inputs, job, ended)
    show(ended.log)
    annotate(ended.commands)
    if job.summary:
        add_summary(job.summary, f"{ended.markdown(_SUMMARY)}\n")
    set_outputs(job.output, {**ended.outputs, "comment": note, "exit-code": str(ended.code)})


def _guarded(environment: Environment, job: Job) -> tuple[Inputs, Ended]:
    """Judge; whatever goes wrong is an ending too."""
    inputs = Inputs(comment=When.NEVER)  # as long as nobody knows what was asked for
    try:
        inputs = read_inputs(environment)
        return inputs, _judged(inputs, job)
    except OpenReleaseError as error:
        return inputs, _failed(str(error), "", error.exit_code)
    except Exception as error:  # noqa: BLE001 - a bare traceback would print what is judged as it is
        message = f"openrelease itself failed ({type(error).__name__}): please report it with this log"
        return inputs, _failed(message, traceback.format_exc(), _CRASHED)


def _judged(inputs: Inputs, job: Job) -> Ended:
    folder = job.workspace / inputs.path
    repository = find_repository(folder.resolve())
    snapshot = open_snapshot(folder, revision="HEAD" if repository else None)
    flags = Flags(policies=inputs.policy, fail_on=inputs.fail_on, config=inputs.config)
    settings = load(snapshot, flags, _policy_reader(job.workspace))
    report = run(snapshot, settings)
    file = job.home / "report.json"
    file.write_text(json_format.render(report), encoding="utf-8")
    shown = below(report, repository.prefix if repository else "")
    site = _site(job, snapshot)
    return Ended(
        code=exit_code(report, settings),
        markdown=lambda limit: markdown.render(shown, site=site, limit=limit),
        log=terminal.render(shown),
        commands=github.render(shown),
        outputs={"outcome": _outcome(report), "report": str(file)},
    )


def _failed(message: str, log: str, code_: int) -> Ended:
    """What could not be judged says so everywhere, so that no earlier verdict is left standing."""
    text = f"### Open source AI release: could not be judged\n\n{code(message)}\n"
    return Ended(
        code=code_,
        markdown=lambda _: text,
        log=log,
        commands=f"{command('error', {'title': 'openrelease'}, message)}\n",
        outputs={"outcome": "", "report": ""},
    )


def _policy_reader(workspace: Path) -> Callable[[str], bytes]:
    """Policy files of the input are found from the workspace: a checkout of its own may hold them."""

    def read(path: str) -> bytes:
        try:
            return read_file(str(workspace.resolve()), path, _POLICY + 1, 0)
        except UnreadableError as error:
            raise UsageError(f"input policy: the file {path} cannot be read: {error.reason}") from error

    return read


def _site(job: Job, snapshot: Snapshot) -> markdown.Site | None:
    """Where links lead: nowhere, unless what is judged is a commit of the repository of this job.

    The commit of a pull request that is checked out by default, its merge, is gone soon: its head stays.
    """
    if not snapshot.revision or (snapshot.name or "").lower() != job.repository.lower():
        return None
    merged = job.pull_request and snapshot.revision == job.commit
    revision = job.pull_request.head if job.pull_request and merged else snapshot.revision
    return markdown.Site(server=job.server, repository=job.repository, revision=revision)


def _outcome(report: Report) -> str:
    outcomes = {verdict.outcome for verdict in report.verdicts}
    return next(outcome.value for outcome in _WORST_FIRST if outcome in outcomes)


def _note(inputs: Inputs, job: Job, ended: Ended) -> str:
    """Write down what the comment is to say; the path of it, or "" where there is to be none."""
    if job.pull_request is None or inputs.comment is When.NEVER:
        return ""
    if job.event == "pull_request_target" and not inputs.allow_pull_request_target:
        say("notice", _TARGET)
        return ""
    note = {
        "key": json.dumps([inputs.path, inputs.config, *inputs.policy]),
        "create": inputs.comment is When.ALWAYS or ended.code != 0,
        "body": ended.markdown(markdown.LIMIT),
    }
    file = job.home / "comment.json"
    file.write_text(json.dumps(note), encoding="utf-8")
    return str(file)


_TARGET = (
    "No comment on pull_request_target: such a workflow holds secrets while it handles a stranger's files. "
    "Run on pull_request instead, or set the input allow-pull-request-target to true."
)
