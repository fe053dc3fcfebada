"""GitHub's description of its API -> the operations that publish uses, which tests check requests by.

Run by hand: npm pack @octokit/openapi, unpack it, then
`python scripts/github_operations.py package/generated/api.github.com.deref.json 23.0.2`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "tests" / "github_api" / "github_openapi.json"
REPOSITORY = "/repos/{owner}/{repo}"
OPERATIONS = {
    "/user": ["get"],
    f"{REPOSITORY}/git/trees/{{tree_sha}}": ["get"],
    f"{REPOSITORY}/git/blobs/{{file_sha}}": ["get"],
    f"{REPOSITORY}/issues/comments/{{comment_id}}": ["patch"],
    f"{REPOSITORY}/issues/{{issue_number}}/comments": ["get", "post"],
    f"{REPOSITORY}/commits/{{commit_sha}}/pulls": ["get"],
    f"{REPOSITORY}/pulls": ["get"],
    f"{REPOSITORY}/check-runs": ["post"],
    f"{REPOSITORY}/check-runs/{{check_run_id}}": ["patch"],
    f"{REPOSITORY}/commits/{{ref}}/check-runs": ["get"],
}
PROSE = {"description", "example", "examples", "summary", "title", "externalDocs"}


def bare(value: Any, *, names: bool = False) -> Any:
    """The value without prose; `names` says that the keys are names of properties, which may be any word."""
    if isinstance(value, list):
        return [bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: bare(item, names=key == "properties" and not names)
        for key, item in value.items()
        if names or (key not in PROSE and not key.startswith("x-"))
    }


def operation(given: dict[str, Any]) -> dict[str, Any]:
    """Its name, parameters, body and the statuses that it may answer with."""
    kept = {key: bare(given[key]) for key in ("operationId", "parameters", "requestBody") if key in given}
    return {"parameters": [], **kept, "responses": sorted(given["responses"])}


def main(source: str, version: str) -> None:
    """Write the file anew."""
    paths = json.loads(Path(source).read_bytes())["paths"]
    content = {
        "info": {
            "license": {"name": "MIT"},
            "title": "The operations of GitHub's REST API that publish uses, without prose",
            "version": version,
            "x-source": f"npm @octokit/openapi {version}, generated/api.github.com.json",
        },
        "openapi": "3.0.3",
        "paths": {path: {verb: operation(paths[path][verb]) for verb in verbs} for path, verbs in OPERATIONS.items()},
    }
    TARGET.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
