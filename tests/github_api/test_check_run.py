"""A check run: batches of 50, each annotation once, whatever GitHub does."""

from __future__ import annotations

import json
import traceback

import pytest
from support.github_double import Fault, GitHubDouble

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.check_runs_api import BATCH_SIZE, CheckRun, write_check_run
from openrelease.github_api.github_client import Access
from openrelease.github_api.retry_requests import Patience

HEAD = "c" * 40
SENTINEL = "ghs_sentinel"
QUICK = Patience(total=8, longest=0.2, pause=0.02, tries=3)
LOST = {
    "500": Fault(status=500, body='{"message": "Server Error"}'),
    "500 but done": Fault(status=500, body='{"message": "Server Error"}', done=True),
    "dropped": Fault(drop=True),
    "dropped but done": Fault(drop=True, done=True),
    "429": Fault(status=429, headers={"retry-after": "0"}, body="{}"),
}
REFUSED = {
    "401": (Fault(status=401, body='{"message": "Bad credentials"}'), Cause.BAD_TOKEN),
    "403": (Fault(status=403, body='{"message": "Resource not accessible by integration"}'), Cause.FORBIDDEN),
    "404": (Fault(status=404, body='{"message": "Not Found"}'), Cause.NOT_FOUND),
    "422": (Fault(status=422, body='{"message": "Validation Failed"}'), Cause.REFUSED),
    "html": (Fault(body="<html>Sign in</html>"), Cause.FOREIGN),
    "other JSON": (Fault(body='{"id": "x"}'), Cause.FOREIGN),
}


def annotations(count: int) -> list[dict[str, object]]:
    return [
        {
            "path": "README.md",
            "start_line": n + 1,
            "end_line": n + 1,
            "annotation_level": "failure",
            "title": "t",
            "message": json.dumps({"n": n}),
        }
        for n in range(count)
    ]


def write(github: GitHubDouble, count: int = 3, key: str = "k") -> str:
    access = Access(api=github.url, repository="octo/model", token=SENTINEL, timeout=5)
    check = CheckRun(
        name="openrelease",
        key=key,
        head=HEAD,
        conclusion="failure",
        title="not met",
        summary="**Not met**",
        annotations=annotations(count),
    )
    return write_check_run(access, check, QUICK)


def written(github: GitHubDouble) -> list[object]:
    return [each for run in github.checks for each in run["output"]["annotations"]]  # type: ignore[index]


@pytest.mark.parametrize("count", [0, 1, 50, 51, 170])
def test_batches_of_fifty(github: GitHubDouble, count: int) -> None:
    assert write(github, count) == f"{github.url}/check-1"
    assert written(github) == annotations(count)
    [run] = github.checks
    assert (run["head_sha"], run["status"], run["conclusion"]) == (HEAD, "completed", "failure")
    assert sum(line.startswith("PATCH") for line in github.sent) == max(0, -(-count // BATCH_SIZE) - 1)


def test_each_attempt_has_a_check_run_of_its_own(github: GitHubDouble) -> None:
    assert write(github, key="first") != write(github, key="second")


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_nothing_is_written_twice(github: GitHubDouble, method: str, fault: Fault) -> None:
    github.faults[method] = [fault]
    write(github, 120)
    assert len(github.checks) == 1
    assert written(github) == annotations(120)


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
@pytest.mark.parametrize(("fault", "cause"), REFUSED.values(), ids=REFUSED)
def test_what_waiting_cannot_help(github: GitHubDouble, method: str, fault: Fault, cause: Cause) -> None:
    github.faults[method] = [fault]
    with pytest.raises(PublishError) as caught:
        write(github, 60)
    assert caught.value.cause is cause
    assert "sentinel" not in "".join(traceback.format_exception(caught.value))
