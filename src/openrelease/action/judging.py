"""The step that judges, without a token: the report into log, annotations, summary, outputs and a note.

The note is for the step that comments. How it ended is an output too, and action.yml ends the job with it.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openrelease.action.appraisal import appraise
from openrelease.action.job import Environment, Inputs, Job, When, read_inputs, read_job
from openrelease.action.places import below
from openrelease.errors import OpenReleaseError
from openrelease.model import PolicyOutcome, Report, Snapshot
from openrelease.publish.runner import add_summary, annotate, say, set_outputs, show
from openrelease.reports import github, json_format, markdown, terminal
from openrelease.reports.escape import code, command
from openrelease.settings import exit_code

_CRASHED = 3
_SUMMARY = 900 * 1024 // 4  # characters of at most four bytes: the runner drops a summary of over 1 MiB
_WORST_FIRST = (
    PolicyOutcome.UNMET,
    PolicyOutcome.UNDETERMINED,
    PolicyOutcome.MET,
    PolicyOutcome.NOT_APPLICABLE,
)


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How judging ended.

    `changed` says that the release changes, or that nobody can tell. `markdown` renders at most so many
    characters; `log` is plain text that may hold anything but commands.
    """

    code: int
    changed: bool
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
    judged = appraise(inputs, job)
    file = job.home / "report.json"
    file.write_text(json_format.render(judged.report, judged.comparison), encoding="utf-8")
    shown, compared = below((judged.report, judged.comparison), judged.prefix)
    site = _site(job, judged.snapshot)
    found = judged.comparison.changes if judged.comparison else None
    return Ended(
        code=exit_code(judged.report, judged.settings, found),
        changed=found is None or bool(found) or bool(judged.comparison and judged.comparison.amendments),
        markdown=lambda limit: markdown.render(shown, site=site, limit=limit, comparison=compared),
        log=terminal.render(shown, comparison=compared),
        commands=github.render(shown),
        outputs={"outcome": _outcome(judged.report), "report": str(file)},
    )


def _failed(message: str, log: str, code_: int) -> Ended:
    """What could not be judged says so everywhere, so that no earlier verdict is left standing."""
    text = f"### Open source AI release: could not be judged\n\n{code(message)}\n"
    return Ended(
        code=code_,
        changed=True,
        markdown=lambda _: text,
        log=log,
        commands=f"{command('error', {'title': 'openrelease'}, message)}\n",
        outputs={"outcome": "", "report": ""},
    )


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
        "create": _wanted(inputs.comment, ended),
        "body": ended.markdown(markdown.LIMIT),
    }
    file = job.home / "comment.json"
    file.write_text(json.dumps(note), encoding="utf-8")
    return str(file)


def _wanted(when: When, ended: Ended) -> bool:
    """Is a first comment due? An earlier one is brought up to date in any case."""
    due = {When.ALWAYS: True, When.ON_CHANGE: ended.changed, When.ON_FAILURE: ended.code != 0}
    return due.get(when, False)


_TARGET = (
    "No comment on pull_request_target: such a workflow holds secrets while it handles a stranger's files. "
    "Run on pull_request instead, or set the input allow-pull-request-target to true."
)
