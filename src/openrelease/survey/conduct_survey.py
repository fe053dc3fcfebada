"""Words, policies and a folder -> a survey in that folder: list once, then evaluate what has no result yet."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress

from openrelease import __version__
from openrelease.errors import UsageError
from openrelease.model import Policy, Result, Survey, SurveyPolicy, Target
from openrelease.policies.builtin_policies import expand_names, load_policy
from openrelease.reports.shared.survey_summary import Coverage, measure_coverage
from openrelease.survey.engines import Engine
from openrelease.survey.evaluate_target import Job
from openrelease.survey.fetch_commit import FetchLimits
from openrelease.survey.list_targets import list_targets
from openrelease.survey.progress import Advance, show_progress
from openrelease.survey.result_file import ResultFile
from openrelease.survey.run_survey import run_jobs
from openrelease.survey.survey_folder import Shard, SurveyFolder
from openrelease.survey.survey_lines import read_line
from openrelease.untrusted.run_limits import SECONDS
from openrelease.values import dataclass, field

DEFAULT_POLICIES = ("aia-baseline", "osaid-1.0", "owd-0.3", "mof-3", "otdi-0.1.7")
"""What a survey evaluates where nobody chose: a baseline, two definitions, a class, and one for datasets."""


@dataclass(frozen=True, kw_only=True)
class SurveyOptions:
    """How a survey is run. `policies` are ids or paths of files; `day` is today, in UTC, as ISO 8601."""

    words: tuple[str, ...]
    policies: tuple[str, ...]
    day: str
    forks: bool = False
    shard: Shard = field(default_factory=Shard)
    deadline: float = SECONDS
    limits: FetchLimits = field(default_factory=FetchLimits)


def list_survey(folder: SurveyFolder, options: SurveyOptions, read: Callable[[str], bytes]) -> Survey:
    """Return the survey of a folder, listed now unless it was before; raises `UsageError` for another survey."""
    policies, _ = _load_policies(options.policies or DEFAULT_POLICIES, read)
    described = tuple(map(_describe_policy, policies))
    if folder.is_listed:
        return _check_same(folder.read_survey(), options, described)
    if not options.words:
        raise UsageError("no target is named, and --out holds no survey: name a folder, github:OWNER or @FILE")
    listing = list_targets(options.words, forks=options.forks, limits=options.limits)
    survey = Survey(
        words=options.words, policies=described, tool=__version__, day=options.day, left_out=listing.left_out
    )
    folder.write_listing(survey, listing.targets)
    return survey


def conduct_survey(
    folder: SurveyFolder, options: SurveyOptions, engine: Callable[[], Engine], read: Callable[[str], bytes]
) -> Coverage:
    """Evaluate every target of the shard that has no result yet, and return the coverage of the shard."""
    survey = list_survey(folder, options, read)
    _, files = _load_policies(options.policies or DEFAULT_POLICIES, read)
    total = sum(1 for _ in _read_shard(folder, options.shard))
    with closing(ResultFile(folder.results_path(options.shard))) as file:
        waiting = (each for each in _read_shard(folder, options.shard) if each.target not in file.done)
        left = total - len(file.done)
        if left:
            with show_progress(total, total - left) as advance:
                _evaluate_jobs(_make_jobs(waiting, folder, options, survey, files), engine(), file, advance)
    with suppress(OSError):
        folder.work_path(options.shard).rmdir()
    return measure_coverage(_read_shard(folder, options.shard), folder.read_results())


def _read_shard(folder: SurveyFolder, shard: Shard) -> Iterator[Target]:
    """Return the targets of a shard as a stream: there may be millions."""
    return (each for each in folder.read_targets() if shard.holds(each.target))


def _evaluate_jobs(jobs: Iterable[Job], engine: Engine, file: ResultFile, advance: Advance) -> None:
    for line in run_jobs(jobs, engine):
        file.append(read_line(line.encode("ascii"), Result))
        advance()


def _make_jobs(
    targets: Iterable[Target], folder: SurveyFolder, options: SurveyOptions, survey: Survey, files: Mapping[str, bytes]
) -> Iterator[Job]:
    work = str(folder.work_path(options.shard).resolve())
    for target in targets:
        yield Job(
            target=target,
            policies=options.policies or DEFAULT_POLICIES,
            day=survey.day,
            files=files,
            deadline=options.deadline,
            limits=options.limits,
            work=work,
        )


def _load_policies(
    names: tuple[str, ...], read: Callable[[str], bytes]
) -> tuple[tuple[Policy, ...], Mapping[str, bytes]]:
    """Return the policies, and the content of every file that they were read from."""
    files: dict[str, bytes] = {}

    def read_and_keep(path: str) -> bytes:
        files[path] = read(path)
        return files[path]

    return tuple(load_policy(name, read_and_keep) for name in expand_names(names)), files


def _describe_policy(policy: Policy) -> SurveyPolicy:
    return SurveyPolicy(
        id=policy.id, title=policy.title, version=policy.version, sha256=policy.digest, advisory=policy.advisory
    )


def _check_same(survey: Survey, options: SurveyOptions, policies: tuple[SurveyPolicy, ...]) -> Survey:
    """Return the survey that was begun; raises `UsageError` where its words, policies or tool are others."""
    changed = {
        "targets": bool(options.words) and options.words != survey.words,
        "policies": policies != survey.policies,
        "version of openrelease": survey.tool != __version__,
    }
    if names := [name for name, differs in changed.items() if differs]:
        raise UsageError(f"--out holds a survey with other {' and '.join(names)}; choose another folder")
    return survey
