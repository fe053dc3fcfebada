"""The action with `hub: verify`, from event to comment, against the loopback Hub and without a network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.act import user
from support.emulated_github import emulated_github
from support.hub_releases import APACHE, tiny
from support.loopback_hub import loopback_hub
from support.repos import write_files

pytestmark = pytest.mark.slow

README = """---
license: apache-2.0
library_name: transformers
---
# Tiny

Tiny is a language model. The weights are at https://huggingface.co/octo/model-release.

```python
from transformers import AutoModel
AutoModel.from_pretrained("octo/model-release")
```
"""
WORKFLOW = """
name: openness
on: [pull_request]
permissions:
  contents: read
  pull-requests: write
jobs:
  openness:
    runs-on: ubuntu-latest
    env:
      HF_ENDPOINT: {endpoint}
      HF_TOKEN: hf_of_the_job
    steps:
      - uses: actions/checkout@v5
      - uses: openrelease/openrelease@v1
        with:
          policy: aia-baseline
          hub: verify
"""


def test_the_comment_says_what_was_verified_and_a_notice_what_was_not(tmp_path: Path) -> None:
    octo = user(tmp_path)
    content = write_files(tmp_path / "content", {"README.md": README, "LICENSE": APACHE})
    with emulated_github(tmp_path) as github, loopback_hub(tmp_path / "hub") as hub:
        hub.add("octo/model-release", tiny())
        event = {
            "action": "opened",
            "number": github.pull_request["number"],
            "pull_request": github.pull_request,
            "repository": github.repository,
            "sender": {"login": "octo"},
        }
        octo.commit(WORKFLOW.format(endpoint=hub.url), content)
        first = octo.run("pull_request", event, github.url)
        [comment] = github.comments()
        assert first.succeeded, comment["body"]
        assert re.search("🔗.{1,6}verified", comment["body"]), comment["body"]
        assert "and seen there (`hub:octo/model-release@" in comment["body"]
        assert hub.requests
        assert hub.tokens == set()  # the step that reads the repository has no token, and no other step asks the Hub
        asked = len(hub.requests)

        octo.commit(WORKFLOW.format(endpoint="http://127.0.0.1:9"), content)
        second = octo.run("pull_request", event, github.url)
        [comment] = github.comments()
        assert second.succeeded, comment["body"]  # the verdict is that of offline
        assert comment["body"].count("could not be verified") == 1
        assert not re.search("🔗.{1,6}verified", comment["body"])
        assert len(hub.requests) == asked
