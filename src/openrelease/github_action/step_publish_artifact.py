"""The JSON report of another run -> what to publish: the second workflow of the recipe for forks.

Nothing is evaluated here: the verdict is that of the first run. An unreadable report is published as such.
"""

from functools import partial

from openrelease.catalog.load_catalog import load_catalog
from openrelease.errors import UnreadableError, UntrustedInputError
from openrelease.github_action.action_inputs import Inputs, Job
from openrelease.github_action.check_result import CheckResult, make_failed_result
from openrelease.reports import terminal
from openrelease.reports.fit_json import MOST_BYTES
from openrelease.reports.github import check_run
from openrelease.reports.markdown import markdown_report
from openrelease.reports.read_json_report import read_json_report
from openrelease.reports.shared.report_summary import worst_outcome
from openrelease.repository.disk import read_file

_TITLE = "Reported by another run, not verified: "
"""Before the verdicts in the title of a check run."""


def present_report(inputs: Inputs, job: Job) -> CheckResult:
    """Read the report at the path of the inputs, and render it again."""
    try:
        data = read_file(str(job.workspace.resolve()), inputs.report or "", MOST_BYTES + 1, 0)
        report, comparison = read_json_report(data, load_catalog().components)
    except (UnreadableError, UntrustedInputError) as error:
        return make_failed_result(f"the report of the other run cannot be used: {error.reason}", "", 0)
    commit = job.head
    site = markdown_report.SourceSite(server=job.server, repository=job.repository, revision=commit) if commit else None
    render = partial(markdown_report.render, report, site=site, comparison=comparison, remark=_format_remark(job))
    return CheckResult(
        code=0,
        changed=comparison is None or comparison.altering,
        failing=not report.satisfied,
        hearsay=True,
        markdown=lambda limit: render(limit=limit),
        log=terminal.render(report, comparison=comparison),
        commands="",
        outputs={"outcome": worst_outcome(report), "report": ""},
        check=check_run.check_run_content(report, render(limit=check_run.SUMMARY_LIMIT // 4), _TITLE),
    )


def _format_remark(job: Job) -> str:
    if job.run is None:
        return ""
    return (
        f"Reported by run {job.run.id} of this pull request's own workflow, which the pull request may have "
        "changed: it is as trustworthy as that workflow."
    )
