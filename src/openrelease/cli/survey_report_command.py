"""Arguments -> exit code: `openrelease survey report`, the pages of a survey."""

import argparse

from openrelease.cli.output import write_output
from openrelease.errors import UsageError
from openrelease.reports.shared.survey_summary import describe_coverage
from openrelease.survey.survey_folder import SurveyFolder
from openrelease.survey.write_pages import PAGES, write_pages


def run_survey_report(arguments: argparse.Namespace) -> int:
    """Write the pages into the folder of the survey, and print the coverage and the files."""
    folder = SurveyFolder(path=arguments.folder)
    since = SurveyFolder(path=arguments.since) if arguments.since else None
    view = write_pages(folder, since=since, history=arguments.history)
    files = [str(folder.path / name) for name in PAGES]
    if arguments.parquet:
        files += _export_parquet(folder)
    lines = (f"{describe_coverage(view.coverage)}", *files)
    write_output("".join(f"{line}\n" for line in lines), None)
    return 0


def _export_parquet(folder: SurveyFolder) -> list[str]:
    try:
        from openrelease.survey.parquet_export import export_parquet  # noqa: PLC0415 - its library is an extra
    except ImportError as error:
        raise UsageError("Parquet needs its library: pip install 'openrelease[parquet]'") from error
    return [str(path) for path in export_parquet(folder)]
