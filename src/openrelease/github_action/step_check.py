"""The step that evaluates, without a token: the report into log, annotations, summary, outputs and files.

The files are for the steps that publish. The exit code is an output, which action.yml ends the job with.
"""

import json
import traceback
from functools import partial

from openrelease.compare.evaluate_change import evaluate_change
from openrelease.errors import OpenReleaseError
from openrelease.github_action.action_inputs import CommentWhen, Environment, Inputs, Job, read_inputs, read_job
from openrelease.github_action.check_result import CheckResult, make_failed_result
from openrelease.github_action.event_change import open_change
from openrelease.github_action.rebase_locations import prefix_locations
from openrelease.github_action.step_publish_artifact import present_report
from openrelease.github_api.workflow_commands import (
    add_summary,
    print_safely,
    set_outputs,
    write_annotations,
    write_command,
)
from openrelease.model import Snapshot
from openrelease.reports import json_report, sarif, terminal
from openrelease.reports.github import check_run, workflow_annotations
from openrelease.reports.markdown import markdown_report
from openrelease.reports.shared.report_summary import worst_outcome
from openrelease.untrusted.run_limits import limit_run

_CRASH_CODE = 3
_SUMMARY_LIMIT = 900 * 1024 // 4  # characters of up to four bytes; the runner drops a summary over 1 MiB


def check_release(environment: Environment) -> None:
    """Evaluate the checkout, and write the result everywhere but on the pull request."""
    job = read_job(environment)
    inputs, ended = _check_or_explain(environment, job)
    if _must_not_write(inputs, job) and (inputs.check_run or inputs.comment is not CommentWhen.NEVER):
        write_command("notice", _TARGET_NOTICE)
    notes = {"comment": _write_comment_file(inputs, job, ended), "check": _write_check_run_file(inputs, job, ended)}
    print_safely(ended.log)
    write_annotations(ended.commands)
    if job.summary:
        add_summary(job.summary, f"{ended.markdown(_SUMMARY_LIMIT)}\n")
    set_outputs(job.output, {**ended.outputs, **notes, "exit-code": str(ended.code)})


def _check_or_explain(environment: Environment, job: Job) -> tuple[Inputs, CheckResult]:
    """Evaluate, or present the report of another run; every error becomes a result too."""
    inputs = Inputs(comment=CommentWhen.NEVER)  # until the inputs are read
    try:
        inputs = read_inputs(environment)
        with limit_run(inputs.deadline):
            return inputs, present_report(inputs, job) if inputs.report else _check_checkout(inputs, job)
    except OpenReleaseError as error:
        return inputs, make_failed_result(str(error), "", error.exit_code, getattr(error, "places", ()))
    except Exception as error:  # noqa: BLE001 - a bare traceback would print untrusted text
        message = f"openrelease itself failed ({type(error).__name__}): please report it with this log"
        return inputs, make_failed_result(message, traceback.format_exc(), _CRASH_CODE)


def _check_checkout(inputs: Inputs, job: Job) -> CheckResult:
    change, folder = open_change(inputs, job)
    evaluation = evaluate_change(change)
    file = job.home / "report.json"
    file.write_text(json_report.render(evaluation.report, evaluation.comparison), encoding="utf-8")
    shown, compared = prefix_locations((evaluation.report, evaluation.comparison), folder)
    alerts = job.home / "report.sarif"
    alerts.write_text(sarif.render(shown), encoding="utf-8")
    site = _link_target(job, change.head)
    render = partial(markdown_report.render, shown, site=site, comparison=compared)
    return CheckResult(
        code=evaluation.exit_code,
        failing=evaluation.exit_code != 0,
        changed=compared is None or compared.altering,
        markdown=lambda limit: render(limit=limit),
        log=terminal.render(shown, comparison=compared),
        commands=workflow_annotations.render(shown, failing=evaluation.exit_code != 0),
        outputs={"outcome": worst_outcome(evaluation.report), "report": str(file), "sarif": str(alerts)},
        check=check_run.check_run_content(shown, render(limit=check_run.SUMMARY_LIMIT // 4)),
    )


def _link_target(job: Job, snapshot: Snapshot) -> markdown_report.SourceSite | None:
    """Return what links point to, None unless the snapshot is a commit of the job's repository.

    GitHub's merge commit of a pull request is temporary, so links point to the head.
    """
    if not snapshot.revision or (snapshot.name or "").lower() != job.repository.lower():
        return None
    merged = job.pull_request and snapshot.revision == job.commit
    revision = job.pull_request.head if job.pull_request and merged else snapshot.revision
    return markdown_report.SourceSite(server=job.server, repository=job.repository, revision=revision, run=job.run_id)


def _write_comment_file(inputs: Inputs, job: Job, ended: CheckResult) -> str:
    """Write the content of the comment to a file and return its path, "" where no comment is due."""
    found_later = bool(inputs.report) and job.run is not None
    if inputs.comment is CommentWhen.NEVER or not (job.pull_request or found_later):
        return ""
    if _must_not_write(inputs, job):
        return ""
    note = {
        "key": json.dumps([inputs.path, inputs.config, *inputs.policy]),
        "create": _wants_new_comment(inputs.comment, ended),
        "body": ended.markdown(markdown_report.LIMIT),
    }
    return _write_handover(job, "comment.json", note)


def _write_check_run_file(inputs: Inputs, job: Job, ended: CheckResult) -> str:
    """Write the content of the check run to a file and return its path, "" where none is due."""
    if not inputs.check_run or not job.head or _must_not_write(inputs, job):
        return ""
    vouched = not (ended.failing or ended.hearsay)  # a report of another run may be forged
    conclusion = "failure" if ended.code else "success" if vouched else "neutral"
    key = [inputs.path, inputs.config, *inputs.policy]
    return _write_handover(job, "check.json", {**ended.check, "conclusion": conclusion, "key": json.dumps(key)})


def _must_not_write(inputs: Inputs, job: Job) -> bool:
    """Return whether the token has more permissions than the pull request's own workflow would get."""
    return job.event == "pull_request_target" and not inputs.allow_pull_request_target


def _write_handover(job: Job, name: str, value: object) -> str:
    file = job.home / name
    file.write_text(json.dumps(value), encoding="utf-8")
    return str(file)


def _wants_new_comment(when: CommentWhen, ended: CheckResult) -> bool:
    """Return whether to create a comment; an existing one is updated in any case."""
    due = {CommentWhen.ALWAYS: True, CommentWhen.ON_CHANGE: ended.changed, CommentWhen.ON_FAILURE: ended.failing}
    return due.get(when, False)


_TARGET_NOTICE = (
    "No comment and no check run on pull_request_target: such a workflow has secrets while it processes "
    "untrusted files. "
    "Run on pull_request instead, or set the input allow-pull-request-target to true."
)
