"""Arguments -> exit code: `openrelease check`, for one state of a repository, a change, or a MOT record."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from openrelease.cli.change_arguments import check_change_arguments, open_change, today_utc
from openrelease.cli.open_target import open_target
from openrelease.cli.output import write_message, write_output
from openrelease.cli.user_files import MAX_FILE_BYTES, read_user_file
from openrelease.compare.evaluate_change import ChangeEvaluation, evaluate_change
from openrelease.config import compute_exit_code
from openrelease.errors import UntrustedInputError, UsageError
from openrelease.hub import HubFollower, is_hub_target
from openrelease.model import Report
from openrelease.reports import CHANGE_FORMATS, FORMATS, change_summary, terminal
from openrelease.reports.html import release_page
from openrelease.reports.terminal_layout import WIDTH
from openrelease.repository import find_page, list_untracked
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
        report = run(snapshot, settings, today=today_utc(), follow=HubFollower() if arguments.with_hub else None)
        _print_report(_choose_renderer(arguments)(report), arguments)
        code = compute_exit_code(report, settings)
    else:
        evaluation = evaluate_change(change)
        report, code = evaluation.report, evaluation.exit_code
        _print_report(_render_change(arguments, evaluation), arguments)
    if not arguments.with_hub and arguments.format == "terminal" and list_hub_links(report.facts):
        write_message("links to the Hugging Face Hub were not followed; --with-hub compares what is there")
    on_disk = arguments.revision is None and not arguments.staged and not is_hub_target(arguments.path)
    if getattr(snapshot, "untracked", False):
        _report_nothing_tracked(len(snapshot.entries()))
    elif not report.satisfied and on_disk:
        _report_untracked(Path(arguments.path))
    return code


def _print_report(text: str, arguments: argparse.Namespace) -> None:
    write_output(text, arguments.output, commands=arguments.format == "github")


def _check_record(arguments: argparse.Namespace) -> int:
    """Evaluate what a record declares, by the framework's classes unless other policies are named."""
    arguments.policy = arguments.policy or list(MOF_CLASSES)
    _, settings = open_target(arguments)
    path = Path(arguments.manifest)
    name = path.name if path.is_absolute() else path.as_posix()
    try:
        report = run_record(read_user_file(arguments.manifest, MAX_FILE_BYTES), name, settings)
    except UntrustedInputError as error:
        raise UsageError(f"{name}:{error.line or 1}: {error.reason}") from error
    _print_report(_choose_renderer(arguments)(report), arguments)
    return compute_exit_code(report, settings)


def _report_nothing_tracked(count: int) -> None:
    """Say on stderr that the files were evaluated as they lie there."""
    if count:
        files = f"the {count} untracked files" if count > 1 else "the untracked file"
        write_message(f"nothing is tracked by git yet; evaluated {files} instead")


def _report_untracked(path: Path) -> None:
    """Say on stderr that files which git does not track were not evaluated: one of them may be missing."""
    names = list_untracked(path)
    if names:
        count = f"{len(names)} untracked file{'s or folders' if len(names) > 1 else ' or folder'}"
        was, them = ("were", "them") if len(names) > 1 else ("was", "it")
        write_message(f"{count}, such as {names[0]}, {was} not checked; git add {them} to include {them}")


def _choose_renderer(arguments: argparse.Namespace) -> Callable[[Report], str]:
    """Return the render function of the format, with colors only at a terminal (https://no-color.org)."""
    if arguments.format == "html":
        return partial(release_page.render, server=_find_server(Path(arguments.path)))
    if arguments.format != "terminal":
        return FORMATS[arguments.format]
    columns = shutil.get_terminal_size((WIDTH, 1)).columns if sys.stdout.isatty() else WIDTH
    return partial(terminal.render, colour=_uses_color(arguments), width=columns)


def _find_server(path: Path) -> str:
    """Return the address of the forge that the files can be looked at on, "" where it is not known."""
    page = find_page(path)
    return "/".join(page.split("/")[:3]) if page else os.environ.get("GITHUB_SERVER_URL", "")


def _uses_color(arguments: argparse.Namespace) -> bool:
    return arguments.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _render_change(arguments: argparse.Namespace, evaluation: ChangeEvaluation) -> str:
    """Return the summary of a change, or the whole report in another format or with --verbose."""
    report, comparison = evaluation.report, evaluation.comparison
    if comparison is None or arguments.format not in CHANGE_FORMATS:
        return _choose_renderer(arguments)(report)
    if arguments.format != "terminal" or arguments.verbose:
        return CHANGE_FORMATS[arguments.format](report, comparison=comparison)
    return change_summary.render(report, comparison, colour=_uses_color(arguments))
