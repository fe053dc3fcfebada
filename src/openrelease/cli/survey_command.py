"""Arguments -> exit code: `openrelease survey`, many repositories."""

import argparse
from functools import partial

from openrelease.cli.change_arguments import today_utc
from openrelease.cli.output import write_output
from openrelease.cli.policy_sources import read_policy_file
from openrelease.reports.shared.survey_summary import describe_coverage
from openrelease.survey.conduct_survey import SurveyOptions, conduct_survey, list_survey
from openrelease.survey.engines import choose_engine
from openrelease.survey.fetch_commit import FetchLimits
from openrelease.survey.survey_folder import Shard, SurveyFolder
from openrelease.untrusted.run_limits import SECONDS


def run_survey(arguments: argparse.Namespace) -> int:
    """List the targets, evaluate them, and print the coverage; 0 where each has a result or an error of its own."""
    folder = SurveyFolder(path=arguments.out)
    read = read_policy_file
    options = _make_options(arguments)
    if arguments.list_only:
        list_survey(folder, options, read)
        count = sum(1 for _ in folder.read_targets())
        write_output(f"{count:,} targets in {folder.path / 'targets.jsonl'}\n", None)
        return 0
    engine = partial(choose_engine, arguments.engine, arguments.workers)
    coverage = conduct_survey(folder, options, engine, read)
    write_output(f"{describe_coverage(coverage)}\n", None)
    return 0


def _make_options(arguments: argparse.Namespace) -> SurveyOptions:
    number, count = arguments.shard
    return SurveyOptions(
        words=tuple(arguments.targets),
        policies=tuple(arguments.policy),
        day=today_utc(),
        forks=arguments.forks,
        shard=Shard(number=number, count=count),
        deadline=arguments.deadline or SECONDS,
        limits=FetchLimits(blob_bytes=arguments.blob_limit),
    )
