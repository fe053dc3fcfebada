"""Whatever GitHub does: it ends in time, with at most one comment, and the token is in no message."""

import json
import time
import traceback

import pytest
from support.github_double import Fault, GitHubDouble

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.comments_api import Thread
from openrelease.github_api.retry_requests import Patience
from openrelease.github_api.sticky_comment import CommentAction, PostedComment, make_marker, post_comment

pytestmark = pytest.mark.slow

KEY = "k"
SENTINEL = "ghs_sentinel"
QUICK = Patience(total=8, longest=0.2, pause=0.02, tries=3)
FOREVER = 9  # more failures than there are tries


def says(text: str) -> str:
    return json.dumps({"message": text})


def refused(status: int, text: str, **headers: str) -> Fault:
    return Fault(status=status, body=says(text), headers={k.replace("_", "-"): v for k, v in headers.items()})


LASTING = {
    "401": (refused(401, "Bad credentials"), Cause.BAD_TOKEN),
    "403 integration": (refused(403, "Resource not accessible by integration"), Cause.FORBIDDEN),
    "403 at the last request of a limit": (
        refused(403, "Resource not accessible by integration", x_ratelimit_remaining="0", x_ratelimit_reset="0"),
        Cause.FORBIDDEN,
    ),
    "403 personal": (refused(403, "Resource not accessible by personal access token"), Cause.FORBIDDEN),
    "403 locked": (refused(403, "Unable to create comment because issue is locked."), Cause.LOCKED),
    "403 archived": (refused(403, "Repository was archived so is read-only."), Cause.ARCHIVED),
    "403 without JSON": (Fault(status=403, body="<html>no</html>"), Cause.FORBIDDEN),
    "403 far limit": (
        refused(403, "API rate limit exceeded", x_ratelimit_remaining="0", x_ratelimit_reset="4102444800"),
        Cause.RATE_LIMITED,
    ),
    "404": (refused(404, "Not Found"), Cause.NOT_FOUND),
    "410": (refused(410, "Issues are disabled"), Cause.NOT_FOUND),
    "422": (refused(422, "Validation Failed"), Cause.REFUSED),
    "429 far": (refused(429, "slow down", retry_after="3600"), Cause.RATE_LIMITED),
    "html": (Fault(body="<html>Sign in</html>", headers={"content-type": "text/html"}), Cause.FOREIGN),
    "broken JSON": (Fault(body='[{"id": 1'), Cause.FOREIGN),
    "other JSON": (Fault(body='["comment"]'), Cause.FOREIGN),
    "nothing": (Fault(body=""), Cause.FOREIGN),
    "error that is a list": (Fault(status=500, body="[1]"), Cause.FOREIGN),
    "302": (Fault(status=302, headers={"location": "/elsewhere"}), Cause.FOREIGN),
    "301 to another host": (Fault(status=301, headers={"location": "http://other.invalid/x"}), Cause.FOREIGN),
}
PASSING = {
    "500": refused(500, "Server Error"),
    "502 html": Fault(status=502, body="<html>bad gateway</html>"),
    "503": refused(503, "Service Unavailable"),
    "403 near limit": refused(403, "secondary rate limit", retry_after="0"),
    "403 secondary without a time": refused(403, "You have exceeded a secondary rate limit"),
    "429": refused(429, "slow down", retry_after="0"),
    "429 without a time": refused(429, "slow down"),
    "dropped": Fault(drop=True),
    "cut short": Fault(body="[]", headers={"content-length": "99"}),
    "500 but done": Fault(status=500, done=True, body=says("Server Error")),
    "dropped but done": Fault(drop=True, done=True),
}


def post(github: GitHubDouble, patience: Patience = QUICK, timeout: int = 5) -> PostedComment:
    thread = Thread(
        api=github.url,
        repository="o/r",
        number=1,
        token=SENTINEL,
        login="github-actions[bot]",
        timeout=timeout,
    )
    return post_comment(thread, "text", KEY, patience=patience)


def outcome(github: GitHubDouble) -> PostedComment | PublishError:
    try:
        return post(github)
    except PublishError as error:
        return error


def prepare(github: GitHubDouble, method: str) -> None:
    if method == "PATCH":
        github.add(f"{make_marker(KEY)}\nold")


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
@pytest.mark.parametrize(("fault", "cause"), LASTING.values(), ids=LASTING)
def test_what_waiting_cannot_help_is_asked_once(github: GitHubDouble, method: str, fault: Fault, cause: Cause) -> None:
    prepare(github, method)
    github.faults[method] = [fault] * FOREVER
    with pytest.raises(PublishError) as caught:
        post(github)
    assert caught.value.cause is cause
    assert sum(line.startswith(method) for line in github.sent) == 1
    assert "sentinel" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_passes_is_waited_for_and_leaves_one_comment(github: GitHubDouble, method: str, fault: Fault) -> None:
    prepare(github, method)
    github.faults[method] = [fault]
    assert post(github).done in {CommentAction.CREATED, CommentAction.EDITED, CommentAction.UNCHANGED}
    assert [found["body"] for found in github.comments] == [f"{make_marker(KEY)}\ntext"]


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_does_not_pass_ends_after_few_tries(github: GitHubDouble, method: str, fault: Fault) -> None:
    prepare(github, method)
    github.faults[method] = [fault] * FOREVER
    start = time.monotonic()
    ended = outcome(github)
    if isinstance(ended, PostedComment):
        assert fault.done  # the answer was lost, the comment was not
    else:
        assert ended.transient
        assert "sentinel" not in "".join(traceback.format_exception(ended))
    assert time.monotonic() - start < QUICK.total
    assert len(github.comments) <= 1
    assert sum(line.startswith(method) for line in github.sent) <= QUICK.tries


def test_a_limit_that_ends_soon_is_waited_for(github: GitHubDouble) -> None:
    start, reset = time.monotonic(), str(int(time.time()))
    github.faults["GET"] = [refused(403, "API rate limit exceeded", x_ratelimit_remaining="0", x_ratelimit_reset=reset)]
    assert post(github, Patience(longest=3)).done is CommentAction.CREATED
    assert 1 <= time.monotonic() - start < 3


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
def test_a_server_that_hangs_is_left(github: GitHubDouble, method: str) -> None:
    prepare(github, method)
    github.faults[method] = [Fault(seconds=30)] * FOREVER
    start = time.monotonic()
    with pytest.raises(PublishError) as caught:
        post(github, Patience(total=8, pause=0.02, tries=2), timeout=1)
    assert caught.value.cause is Cause.UNAVAILABLE
    assert time.monotonic() - start < 4
    assert sum(line.startswith(method) for line in github.sent) == 2
    assert len(github.comments) == (method == "PATCH")


def test_a_server_that_drips_is_left(github: GitHubDouble) -> None:
    github.faults["GET"] = [Fault(body=" " * 1000, drip=0.05)]
    start = time.monotonic()
    with pytest.raises(PublishError, match="no response after 1 seconds"):
        post(github, Patience(total=1))
    assert time.monotonic() - start < 3


def test_no_server_at_all() -> None:
    thread = Thread(api="http://127.0.0.1:1", repository="o/r", number=1, token=SENTINEL)
    with pytest.raises(PublishError) as caught:
        post_comment(thread, "text", KEY, patience=QUICK)
    assert caught.value.cause is Cause.UNAVAILABLE


@pytest.mark.parametrize("api", ["", "not a url", "ftp://example.invalid", "http://[::1"])
def test_an_address_that_is_none(api: str) -> None:
    with pytest.raises(PublishError):
        post_comment(Thread(api=api, repository="o/r", number=1, token=SENTINEL), "text", KEY, patience=QUICK)


def test_a_list_without_end_is_not_github(github: GitHubDouble) -> None:
    page = json.dumps([{"id": number, "body": ""} for number in range(100)])
    github.faults["GET"] = [Fault(body=page)] * 200
    with pytest.raises(PublishError, match="does not end"):
        post(github, Patience(total=60))
    assert len(github.sent) == 100
