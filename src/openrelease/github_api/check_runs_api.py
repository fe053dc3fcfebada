"""Content -> one check run on a commit, with its annotations in batches of 50.

A retry first asks how many annotations GitHub has, so that none is sent twice.
https://docs.github.com/en/rest/checks/runs
"""

from collections.abc import Mapping, Sequence
from contextlib import closing

from openrelease.github_api.api_errors import Cause, PublishError
from openrelease.github_api.github_client import Access, Client, get_text
from openrelease.github_api.retry_requests import Patience, retry_request
from openrelease.values import dataclass

BATCH_SIZE = 50
"""Annotations per request."""


@dataclass(frozen=True, kw_only=True)
class CheckRun:
    """The content of a check run on the commit `head`. `key` is unique for this attempt of this job.

    `conclusion` is success, failure or neutral; `annotations` are in the format of the API.
    """

    name: str
    key: str
    head: str
    conclusion: str
    title: str
    summary: str
    annotations: Sequence[Mapping[str, object]] = ()


def write_check_run(access: Access, check: CheckRun, patience: Patience | None = None) -> str:
    """Write the check run and return its URL; raises `PublishError`."""
    with closing(Client(access)) as client:
        return retry_request(lambda: _create_or_resume(client, check), patience or Patience())


def _create_or_resume(client: Client, check: CheckRun) -> str:
    run = _find_check_run(client, check) or client.send("POST", "/check-runs", input=_build_request(check))
    arrived = _count_annotations(run)
    while arrived < len(check.annotations):
        batch = check.annotations[arrived : arrived + BATCH_SIZE]
        _run_id(client.send("PATCH", f"/check-runs/{_run_id(run)}", input={"output": _build_output(check, batch)}))
        arrived += len(batch)
    return get_text(run, "html_url") or ""


def _find_check_run(client: Client, check: CheckRun) -> object | None:
    query = {"check_name": check.name, "per_page": 100}
    answer = client.send("GET", f"/commits/{check.head}/check-runs", parameters=query)
    runs = answer.get("check_runs") if isinstance(answer, Mapping) else None
    if not isinstance(runs, list):
        raise PublishError(Cause.FOREIGN, "not a list of check runs")
    return next((run for run in runs if get_text(run, "external_id") == check.key), None)


def _build_request(check: CheckRun) -> Mapping[str, object]:
    return {
        "name": check.name,
        "head_sha": check.head,
        "external_id": check.key,
        "status": "completed",
        "conclusion": check.conclusion,
        "output": _build_output(check, check.annotations[:BATCH_SIZE]),
    }


def _build_output(check: CheckRun, batch: Sequence[Mapping[str, object]]) -> Mapping[str, object]:
    return {"title": check.title, "summary": check.summary, "annotations": [dict(each) for each in batch]}


def _run_id(run: object) -> int:
    id_ = run.get("id") if isinstance(run, Mapping) else None
    if not isinstance(id_, int):
        raise PublishError(Cause.FOREIGN, "not a check run")
    return id_


def _count_annotations(run: object) -> int:
    """Return how many annotations GitHub has."""
    _run_id(run)
    output = run.get("output") if isinstance(run, Mapping) else None
    count = output.get("annotations_count") if isinstance(output, Mapping) else None
    if not isinstance(count, int):
        raise PublishError(Cause.FOREIGN, "not a check run")
    return count
