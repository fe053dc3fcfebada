"""Arguments -> exit code: `openrelease check`, for one state of a repository, a change, or a MOT record."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from openrelease.cli.change_arguments import check_change_arguments, open_change, today_utc
from openrelease.cli.exit_reason import explain_exit
from openrelease.cli.open_target import choose_follower, open_target
from openrelease.cli.output import write_message, write_output
from openrelease.cli.source_lines import make_line_reader
from openrelease.cli.user_files import MAX_FILE_BYTES, read_user_file
from openrelease.compare.evaluate_change import ChangeEvaluation, evaluate_change
from openrelease.config import compute_exit_code
from openrelease.errors import UntrustedInputError, UsageError
from openrelease.hub import is_hub_target
from openrelease.model import Snapshot
from openrelease.reports import CHANGE_FORMATS, FORMATS
from openrelease.reports.terminal_layout import Screen
from openrelease.repository import find_page, find_top, list_untracked
from openrelease.run import MOF_CLASSES, run, run_record
from openrelease.scan.hub_pair import list_hub_links


def run_check(arguments: argparse.Namespace) -> int:
    """Print the report that the arguments ask for, and return the exit code that its settings give it."""
    check_change_arguments(arguments)
    if arguments.manifest is not None:
        return _check_record(arguments)
    snapshot, settings = open_target(arguments)
    change = open_change(arguments, snapshot, settings)
    if change is None:
        report = run(snapshot, settings, today=today_utc(), follow=choose_follower(arguments))
        code = compute_exit_code(report, settings)
        render = _choose_renderer(arguments, snapshot, failing=code != 0)
        _print_report(render(report), arguments, explain_exit(report, settings, code))
    else:
        evaluation = evaluate_change(change)
        report, code = evaluation.report, evaluation.exit_code
        closing = _explain_change(evaluation) if evaluation.comparison is None or arguments.verbose else ""
        _print_report(_render_change(arguments, evaluation, snapshot), arguments, closing)
    if not arguments.with_hub and arguments.format == "terminal" and list_hub_links(report.facts):
        write_message("links to the Hugging Face Hub were not followed; --with-hub compares what is there")
    read_elsewhere = arguments.staged or arguments.for_upload or is_hub_target(arguments.path)
    on_disk = arguments.revision is None and not read_elsewhere
    if getattr(snapshot, "untracked", False):
        _report_nothing_tracked(len(snapshot.entries()))
    elif not report.satisfied and on_disk:
        _report_untracked(Path(arguments.path))
    if not report.satisfied and not is_hub_target(arguments.path):
        _report_subfolder(Path(arguments.path))
    return code


def _print_report(text: str, arguments: argparse.Namespace, closing: str) -> None:
    """Print a report; one for people ends with the verdict and the reason of the exit code."""
    last = f"\n{closing}\n" if closing and arguments.format == "terminal" else ""
    write_output(f"{text}{last}", arguments.output, commands=arguments.format == "github")


def _explain_change(evaluation: ChangeEvaluation) -> str:
    changes = evaluation.comparison.changes if evaluation.comparison else None
    return explain_exit(evaluation.report, evaluation.settings, evaluation.exit_code, changes)


def _check_record(arguments: argparse.Namespace) -> int:
    """Evaluate what a record declares, by the framework's classes unless other policies are named."""
    arguments.policy = arguments.policy or list(MOF_CLASSES)
    _, settings = open_target(arguments)
    path = Path(arguments.manifest)
    name = path.name if path.is_absolute() else path.as_posix()
    try:
        data = read_user_file(arguments.manifest, MAX_FILE_BYTES)
        report = run_record(data, name, settings, choose_follower(arguments))
    except UntrustedInputError as error:
        raise UsageError(f"{name}:{error.line or 1}: {error.reason}") from error
    code = compute_exit_code(report, settings)
    render = _choose_renderer(arguments, failing=code != 0)
    _print_report(render(report), arguments, explain_exit(report, settings, code))
    return code


def _report_nothing_tracked(count: int) -> None:
    """Say on stderr that the files were evaluated as they lie there."""
    if count:
        files = f"the {count} untracked files" if count > 1 else "the untracked file"
        write_message(f"nothing is tracked by git yet; evaluated {files} instead")


def _report_subfolder(path: Path) -> None:
    """Say on stderr that what lies above a subfolder was not read, such as the license of the repository."""
    if find_top(path) is not None:
        write_message(
            f"{path} is a folder of a repository: files above it, such as LICENSE, were not read; check the repository "
            "itself for a verdict on each of its models"
        )


def _report_untracked(path: Path) -> None:
    """Say on stderr that files which git does not track were not evaluated: one of them may be missing."""
    names = list_untracked(path)
    if names:
        count = f"{len(names)} untracked file{'s or folders' if len(names) > 1 else ' or folder'}"
        was, them = ("were", "them") if len(names) > 1 else ("was", "it")
        write_message(f"{count}, such as {names[0]}, {was} not checked; git add {them} to include {them}")


def _choose_renderer(
    arguments: argparse.Namespace, snapshot: Snapshot | None = None, *, failing: bool
) -> Callable[..., str]:
    """Return the render function of the format; for people it quotes lines of the tree."""
    if arguments.format == "html":
        return partial(FORMATS["html"], server=_find_server(Path(arguments.path)))
    if arguments.format == "github":
        return partial(FORMATS["github"], failing=failing)
    if arguments.format != "terminal":
        return FORMATS[arguments.format]
    reader = make_line_reader(snapshot) if snapshot else None
    return partial(FORMATS["terminal"], screen=_open_screen(arguments), claims=arguments.verbose, read_line=reader)


def _find_server(path: Path) -> str:
    """Return the address of the forge that the files can be looked at on, "" where it is not known."""
    page = find_page(path)
    return "/".join(page.split("/")[:3]) if page else os.environ.get("GITHUB_SERVER_URL", "")


def _open_screen(arguments: argparse.Namespace) -> Screen:
    """Return the terminal, with colors only there (https://no-color.org); else a plain page of a fixed width."""
    if arguments.output is not None or not sys.stdout.isatty():
        return Screen()
    return Screen(width=shutil.get_terminal_size().columns, colour=not os.environ.get("NO_COLOR"))


def _render_change(arguments: argparse.Namespace, evaluation: ChangeEvaluation, snapshot: Snapshot) -> str:
    """Return the summary of a change, or the whole report in another format or with --verbose."""
    report, comparison = evaluation.report, evaluation.comparison
    render = _choose_renderer(arguments, snapshot, failing=evaluation.exit_code != 0)
    if comparison is None or arguments.format not in CHANGE_FORMATS:
        return render(report)
    if arguments.format != "terminal":
        return CHANGE_FORMATS[arguments.format](report, comparison=comparison)
    if arguments.verbose:
        return render(report, comparison=comparison)
    from openrelease.reports import change_summary  # noqa: PLC0415 - few runs are about a change

    return change_summary.render(report, comparison, _open_screen(arguments))
