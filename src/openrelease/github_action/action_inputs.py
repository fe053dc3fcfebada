"""GitHub's environment -> Inputs, as the user set them, and Job, as the runner describes it.

https://docs.github.com/en/actions/reference/workflows-and-actions/variables
"""

import datetime as dt
import enum
import re
from collections.abc import Mapping
from pathlib import Path

from openrelease.errors import UntrustedInputError, UsageError
from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.event_payload import (
    EventBase,
    PullRequest,
    WorkflowRun,
    find_base_commit,
    find_finished_run,
    find_pull_request,
)
from openrelease.github_api.github_client import Access
from openrelease.untrusted import load_json
from openrelease.untrusted.run_limits import SECONDS
from openrelease.values import dataclass

Environment = Mapping[str, str]

_DEFAULT_API, _DEFAULT_SERVER = "https://api.github.com", "https://github.com"


class CommentWhen(enum.Enum):
    """When to comment on the pull request."""

    ALWAYS = "always"
    ON_CHANGE = "on-change"
    ON_FAILURE = "on-failure"
    NEVER = "never"


class HubUse(enum.Enum):
    """Whether links to the Hugging Face Hub are followed."""

    OFF = "off"
    VERIFY = "verify"


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The inputs of action.yml, one field each; empty or None where they are not set.

    `token` is not among them: only steps that publish or fetch have it.
    """

    path: str = "."
    policy: tuple[str, ...] = ()
    config: str | None = None
    fail_on: str | None = None
    unknown: str | None = None
    comment: CommentWhen = CommentWhen.ALWAYS
    report: str | None = None
    check_run: bool = False
    hub: HubUse = HubUse.OFF
    deadline: float = SECONDS
    allow_pull_request_target: bool = False


@dataclass(frozen=True, kw_only=True)
class Job:
    """The job as the runner describes it. `home` is the folder of the action, `commit` the commit of the event.

    `fetched_base` and `fetched_policies` are the files of the steps that fetched the base and policies of other
    repositories, "" where they did not run. `today` is the day in UTC, on which exceptions may expire.
    `run_id` is the number of this run, "" where the runner does not say it.
    """

    home: Path
    workspace: Path
    output: Path
    summary: Path | None
    event: str
    repository: str
    commit: str
    server: str
    api: str
    pull_request: PullRequest | None
    before: EventBase | None
    run: WorkflowRun | None = None
    fetched_base: str = ""
    fetched_policies: str = ""
    today: str | None = None
    run_id: str = ""

    @property
    def head(self) -> str:
        """The commit that GitHub shows: the head of a pull request, not its merge; "" where none is known."""
        about = self.pull_request or self.run
        return about.head if about else self.commit


def read_inputs(environment: Environment) -> Inputs:
    """Raises UsageError for a word that is not known."""
    given = {name: _read_input(environment, name) for name in Inputs.__dataclass_fields__}
    return Inputs(
        path=given["path"] or ".",
        policy=tuple(filter(None, map(str.strip, re.split(r"[,\n]", given["policy"])))),
        config=given["config"] or None,
        fail_on=given["fail_on"] or None,
        unknown=given["unknown"] or None,
        comment=CommentWhen(_parse_word("comment", given["comment"] or "always", [when.value for when in CommentWhen])),
        report=given["report"] or None,
        deadline=_parse_seconds("deadline", given["deadline"]),
        hub=HubUse(_parse_word("hub", given["hub"] or "off", [use.value for use in HubUse])),
        check_run=_parse_flag("check-run", given["check_run"]),
        allow_pull_request_target=_parse_flag("allow-pull-request-target", given["allow_pull_request_target"]),
    )


def read_job(environment: Environment) -> Job:
    """Read the job; raises UsageError outside GitHub Actions."""
    repository = _require_variable(environment, "GITHUB_REPOSITORY")
    summary = environment.get("GITHUB_STEP_SUMMARY")
    payload = _read_payload(environment.get("GITHUB_EVENT_PATH"))
    return Job(
        home=Path(_require_variable(environment, "OPENRELEASE_HOME")),
        workspace=Path(_require_variable(environment, "GITHUB_WORKSPACE")),
        output=Path(_require_variable(environment, "GITHUB_OUTPUT")),
        summary=Path(summary) if summary else None,
        event=environment.get("GITHUB_EVENT_NAME", ""),
        repository=repository,
        commit=environment.get("GITHUB_SHA", ""),
        server=environment.get("GITHUB_SERVER_URL") or _DEFAULT_SERVER,
        api=environment.get("GITHUB_API_URL") or _DEFAULT_API,
        pull_request=find_pull_request(payload, repository),
        before=find_base_commit(payload),
        run=find_finished_run(payload),
        fetched_base=environment.get("OPENRELEASE_BASE", ""),
        fetched_policies=environment.get("OPENRELEASE_POLICIES", ""),
        today=dt.datetime.now(dt.timezone.utc).date().isoformat(),
        run_id=_read_number(environment.get("GITHUB_RUN_ID", "")),
    )


def open_access(job: Job, environment: Environment, repository: str | None = None) -> Access:
    """Return the access to the repository of the job or to another one; raises PublishError without a token."""
    token = environment.get("OPENRELEASE_TOKEN", "")
    if not token:
        raise PublishError(Cause.BAD_TOKEN, "it is empty")
    return Access(api=job.api, repository=repository or job.repository, token=token)


def _read_payload(file: str | None) -> object:
    """Return the event, None where it cannot be read: there is then no comment."""
    try:
        return load_json(Path(file).read_bytes()) if file else None
    except (OSError, UntrustedInputError):
        return None


def _read_number(text: str) -> str:
    return text if re.fullmatch(r"[0-9]{1,20}", text) else ""


def _read_input(environment: Environment, name: str) -> str:
    return environment.get(f"OPENRELEASE_{name.upper()}", "").strip()


def _require_variable(environment: Environment, name: str) -> str:
    value = environment.get(name)
    if not value:
        raise UsageError(f"{name} is not set: this is a step of action.yml, which runs in GitHub Actions only")
    return value


def _parse_flag(name: str, value: str) -> bool:
    return _parse_word(name, value.lower() or "false", ["true", "false"]) == "true"


def _parse_seconds(name: str, value: str) -> float:
    if value and not re.fullmatch(r"[1-9]\d{0,4}", value):
        raise UsageError(f"input {name}: {value[:40]!r} is not a number of seconds, from 1 to 99999")
    return float(value or SECONDS)


def _parse_word(name: str, value: str, known: list[str]) -> str:
    if value not in known:
        raise UsageError(f"input {name}: {value[:40]!r} is not known; use {', '.join(known)}")
    return value
