"""The folder of a survey -> its pages: HTML, Markdown and CSV, and an entry in the history."""

from collections.abc import Iterable
from pathlib import Path

from openrelease.errors import UsageError
from openrelease.reports import survey_csv
from openrelease.reports.html import survey_page
from openrelease.reports.markdown import survey_report
from openrelease.reports.shared.survey_summary import (
    HistoryEntry,
    SurveyView,
    compare_surveys,
    describe_history,
    measure_coverage,
)
from openrelease.survey.survey_folder import SurveyFolder, write_file
from openrelease.survey.survey_lines import read_lines, write_line

PAGES = {"report.html": survey_page.render, "report.md": survey_report.render, "report.csv": survey_csv.render}
"""The files that a report consists of, in the folder of the survey."""


def read_view(folder: SurveyFolder) -> SurveyView:
    """Return what the pages of a survey show; raises `UsageError` for a folder without one."""
    if not folder.is_listed:
        raise UsageError(f"{folder.path} holds no survey: there is no targets.jsonl")
    wanted = list(folder.read_targets())
    names = {each.target for each in wanted}
    results = sorted((each for each in folder.read_results() if each.target in names), key=lambda each: each.target)
    return SurveyView(survey=folder.read_survey(), results=results, coverage=measure_coverage(wanted, results))


def write_pages(folder: SurveyFolder, *, since: SurveyFolder | None, history: Path | None) -> SurveyView:
    """Write all pages, and return what they show."""
    view = read_view(folder)
    changes = compare_surveys(read_view(since), view) if since else None
    entries = add_to_history(history, describe_history(view)) if history else ()
    whole = SurveyView(**{**vars(view), "changes": changes, "history": tuple(entries)})
    for name, render in PAGES.items():
        write_file(folder.path / name, [render(whole)])
    return whole


def add_to_history(path: Path, entry: HistoryEntry) -> Iterable[HistoryEntry]:
    """Add the entry of a survey to a file of JSON lines, in place of one of the same day; return all entries."""
    earlier = [each for each in read_lines(path, HistoryEntry) if each.day != entry.day] if path.exists() else []
    entries = sorted([*earlier, entry], key=lambda each: each.day)
    write_file(path, map(write_line, entries))
    return entries
