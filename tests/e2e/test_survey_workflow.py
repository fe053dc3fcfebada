"""The reusable workflow of surveys, run by act: three shards beside each other, joined into one report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support.act import user
from support.project import CHECKOUT, read, run
from support.survey_rows import make_releases, read_rows

pytestmark = pytest.mark.slow

COMPLETE = CHECKOUT / "examples" / "complete"
CALLER = """
name: openness survey
on: push
permissions: {}
jobs:
  survey:
    uses: ./.github/workflows/survey.yml
    with:
      targets: TARGETS
      policy: aia-baseline,mof-3
      shards: 3
      compare: false
      package: PACKAGE
"""
UPLOAD = """
name: upload
description: Stands for actions/upload-artifact.
inputs:
  name: {description: n, required: true}
  path: {description: p, required: true}
runs:
  using: composite
  steps:
    - shell: bash
      env:
        NAME: ${{ inputs.name }}
        FROM: ${{ inputs.path }}
      run: |
        mkdir -p "$ARTIFACTS/$NAME"
        if [ -d "$FROM" ]; then cp -r "$FROM"/. "$ARTIFACTS/$NAME"; else cp $FROM "$ARTIFACTS/$NAME"; fi
"""
DOWNLOAD = """
name: download
description: Stands for actions/download-artifact, which needs a service that act does not have.
inputs:
  name: {description: n}
  pattern: {description: p}
  merge-multiple: {description: m}
  path: {description: p, required: true}
runs:
  using: composite
  steps:
    - shell: bash
      env:
        NAMES: ${{ inputs.name || inputs.pattern }}
        TARGET: ${{ inputs.path }}
      run: |
        rm -rf "$TARGET"; mkdir -p "$TARGET"
        for each in "$ARTIFACTS"/$NAMES; do cp -r "$each"/. "$TARGET"; done
"""


def build_wheel(folder: Path) -> Path:
    """What users would get of the package index."""
    run("uv", "build", "--quiet", "--wheel", "--out-dir", folder, CHECKOUT)
    [wheel] = folder.glob("*.whl")
    return wheel


def test_three_shards_are_joined(tmp_path: Path) -> None:
    octo = user(tmp_path)
    paths = make_releases(tmp_path / "releases", 5)
    workflow = read(".github/workflows/survey.yml")
    actions = {}
    for name, text in (("upload", UPLOAD), ("download", DOWNLOAD)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "action.yml").write_text(text)
        actions.update(dict.fromkeys(re.findall(rf"uses: (actions/{name}-artifact@\w+)", workflow), tmp_path / name))
    package = build_wheel(tmp_path / "wheel")
    caller = CALLER.replace("TARGETS", " ".join(paths)).replace("PACKAGE", str(package))
    octo.commit(caller, COMPLETE, {".github/workflows/survey.yml": workflow})
    artifacts = tmp_path / "artifacts"
    done = octo.run("push", {}, "http://127.0.0.1:9", actions=actions, ARTIFACTS=str(artifacts))
    assert done.succeeded, done.log
    joined = artifacts / "openness-survey"
    assert set(read_rows(joined)) == set(paths)
    assert len(list(joined.glob("results-*-of-3.jsonl"))) == 3
    assert "5 of 5 targets evaluated (100.0 %)" in done.summary
    assert (joined / "report.html").stat().st_size > 10_000
    assert json.loads((joined / "history.jsonl").read_text())["targets"] == 5
