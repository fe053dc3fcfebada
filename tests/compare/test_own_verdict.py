"""A pull request cannot better its own verdict: it can neither hide what its base shows, nor choose its own rules.

Each scenario is a base that is not met, rightly, and a change that leaves what is wrong where it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

import pytest
from support.hostile_releases import CARD_NC, EMPTY_SHA, NON_COMMERCIAL, SAFETENSORS, base, lfs_pointer

from openrelease.compare.base_snapshot import BaseSnapshot
from openrelease.compare.evaluate_change import ChangeEvaluation, ChangeInputs, evaluate_change
from openrelease.config import Flags
from openrelease.model import PolicyOutcome
from openrelease.repository import MemorySnapshot

pytestmark = pytest.mark.slow

Files = Mapping[str, "bytes | str | None"]
README = base()["README.md"].decode()
LICENSE = base()["LICENSE"]
NC_SECTION = f"\n## License of the weights\n\n{NON_COMMERCIAL}"
CODE = base()["generate.py"].decode()
NC_CODE = f"# SPDX-License-Identifier: CC-BY-NC-4.0\n{CODE}"
CHANGED = LICENSE + b"\nCommercial use is prohibited.\n"
BADGE = "![license](https://img.shields.io/badge/license-MIT-green)\n"
PICKLE = b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R."
PAD = "word " * 110_000
LONG = "/".join(["p" * 100] * 5)

_CELL = {"cell_type": "markdown", "source": ["# License\n", "\n", NON_COMMERCIAL]}
_NOTEBOOK = json.dumps({"cells": [_CELL], "metadata": {}, "nbformat": 4})
_SETUP = "from setuptools import setup\n\nsetup(name='tiny', license='CC-BY-NC-4.0')\n"


def sections(heading: str) -> str:
    """The README with the limit under this heading, in the place of the section that the base has."""
    return f"{README}\n## {heading}\n\n{NON_COMMERCIAL}"


BASES: Mapping[str, Files] = {
    "limit beside the weights": {"zz/models/model.safetensors": SAFETENSORS, "zz/models/LICENSE": NON_COMMERCIAL},
    "card of non-commercial weights": {"zz/model.safetensors": SAFETENSORS, "zz/README.md": CARD_NC},
    "limit in the README": {"README.md": README + NC_SECTION},
    "license of the weights": {"LICENSE-WEIGHTS": NON_COMMERCIAL},
    "changed license": {"LICENSE": CHANGED},
    "broken weights": {"model.safetensors": b"<html>404</html>", "checkpoints/small.safetensors": None},
    "no weights": {path: None for path in base() if path.endswith((".safetensors", ".json"))},
    "header of the source": {"generate.py": NC_CODE},
}

LETTERS = {
    "Greek": {ord("o"): "\u03bf"},
    "Armenian": {ord("o"): "\u0585", ord("h"): "\u0570"},
    "a mark below": {ord("e"): "e\u032d"},
    "a stroke": {ord("e"): "e\u0336"},
    "a blank of Hangul": {ord(" "): "\u3164"},
    "a blank of Braille": {ord(" "): "\u2800"},
    "a mark that joins": {ord("o"): "o\u034f"},
    "tags": {ord("m"): "m\U000e006d"},
}

CHANGES: list[tuple[str, str, Files]] = [
    # what is wrong is buried under files that pass a limit
    *(
        (
            "limit beside the weights",
            f"61 licenses at depth {depth}",
            {f"a{n}{'/b' * depth}/LICENSE": LICENSE for n in range(61)},
        )
        for depth in (0, 1, 2, 3)
    ),
    ("limit beside the weights", "61 licenses of the root", {f"LICENSE-{n}": LICENSE for n in range(61)}),
    ("limit beside the weights", "a padded license", {"zz/models/LICENSE": NON_COMMERCIAL + PAD}),
    (
        "limit beside the weights",
        "a license that is no text",
        {"zz/models/LICENSE": NON_COMMERCIAL.encode() + b"\0" * 900},
    ),
    ("limit beside the weights", "paths of 500 characters", {f"{LONG}/{n}": "x" for n in range(3)}),
    ("limit beside the weights", "a second license beside it", {"zz/models/LICENSE.md": LICENSE}),
    ("limit beside the weights", "a license above it", {"zz/LICENSE": LICENSE}),
    ("card of non-commercial weights", "401 cards", {f"a{n:03}/README.md": "x" for n in range(401)}),
    (
        "card of non-commercial weights",
        "3 MB of cards",
        {f"a{n}/README.md": f"```\n{'x' * 400_000}\n```\n" for n in range(9)},
    ),
    ("card of non-commercial weights", "a padded card", {"zz/README.md": CARD_NC + PAD}),
    (
        "card of non-commercial weights",
        "front matter that cannot be read",
        {"zz/README.md": CARD_NC.replace("---\n", "---\na: *b\n", 1)},
    ),
    (
        "card of non-commercial weights",
        "front matter twice",
        {"zz/README.md": CARD_NC.replace("license:", "license: apache-2.0\nlicense:", 1)},
    ),
    (
        "card of non-commercial weights",
        "a value that is no text",
        {"zz/README.md": CARD_NC.replace("license: ", "pipeline_tag: [x]\nlicense: ", 1)},
    ),
    ("card of non-commercial weights", "a license beside the card", {"zz/LICENSE.txt": LICENSE}),
    ("limit in the README", "a padded README", {"README.md": README + NC_SECTION + PAD}),
    *(
        ("limit in the README", f"the heading {heading}", {"README.md": sections(heading)})
        for heading in (
            "License and Acknowledgements",
            "Community License",
            "License / References",
            "License and Third-Party Software",
            "Related work and license",
            "Credits and License",
            "License, Citation and Acknowledgement",
            "License of the quantized weights",
        )
    ),
    (
        "limit in the README",
        "a word between two hyphens",
        {"README.md": README + NC_SECTION.replace("non-commercial", "non\u2011commercial")},
    ),
    (
        "limit in the README",
        "a soft hyphen",
        {"README.md": README + NC_SECTION.replace("non-commercial", "non\u00ad-commercial")},
    ),
    *(
        (
            "limit in the README",
            f"letters that look alike: {what}",
            {"README.md": README + NC_SECTION.translate(letters)},
        )
        for what, letters in LETTERS.items()
    ),
    (
        "limit in the README",
        "the limit moved to a license with an accent",
        {"README.md": README, "LICE\u0301NSE-WEIGHTS": NON_COMMERCIAL},
    ),
    ("limit in the README", "a permissive badge", {"README.md": BADGE + README + NC_SECTION}),
    (
        "limit in the README",
        "permissive front matter",
        {"README.md": f"---\nlicense: apache-2.0\n---\n{README}{NC_SECTION}"},
    ),
    ("limit in the README", "a permissive card", {"MODEL_CARD.md": "---\nlicense: apache-2.0\n---\n# Card\n"}),
    *(
        (
            "limit in the README",
            f"the limit moved to {path}",
            {"README.md": README, path: f"# Terms\n\n{NON_COMMERCIAL}"},
        )
        for path in (
            ".github/README.md",
            "LICENSES/LicenseRef-Tiny.txt",
            "legal/MODEL.md",
            "weights/TERMS",
            "models/tiny/TERMS.md",
            "docs/legal/model.md",
            "CHANGELOG.md",
            "GOVERNANCE.md",
            "LICENSE.yaml",
            "model_license.json",
            "model/USAGE",
        )
    ),
    (
        "limit in the README",
        "the limit moved to .reuse/dep5",
        {"README.md": README, ".reuse/dep5": "Files: *\nCopyright: a\nLicense: CC-BY-NC-4.0\n"},
    ),
    (
        "limit in the README",
        "a paragraph of 6,000 characters",
        {"README.md": f"{README}\n\n{'word ' * 900}{NON_COMMERCIAL}{'word ' * 300}\n"},
    ),
    ("limit in the README", "the limit in a notebook", {"README.md": README, "terms.ipynb": _NOTEBOOK}),
    ("header of the source", "a setup script that forbids", {"generate.py": CODE, "setup.py": _SETUP}),
    ("limit in the README", "a plainer README elsewhere", {".github/README.md": README, "docs/README.md": README}),
    ("broken weights", "weights under the tests", {"tests/model.safetensors": SAFETENSORS}),
    ("license of the weights", "permissive front matter", {"README.md": f"---\nlicense: apache-2.0\n---\n{README}"}),
    ("license of the weights", "a padded license", {"LICENSE-WEIGHTS": NON_COMMERCIAL + PAD}),
    ("license of the weights", "61 licenses", {f"LICENSE-{n}": LICENSE for n in range(61)}),
    ("license of the weights", "a license that permits", {"LICENSE-MODEL": LICENSE}),
    ("changed license", "a preface", {"LICENSE": b"Apache License, as follows.\n\n" + CHANGED}),
    ("changed license", "a copy that is plain", {"COPYING": LICENSE, "LICENSE": CHANGED}),
    ("changed license", "padding of blanks", {"LICENSE": CHANGED + b" \n" * 300_000}),
    ("broken weights", "a pointer of no byte", {"model.safetensors": lfs_pointer(0)}),
    ("broken weights", "a pointer of one byte", {"model.safetensors": lfs_pointer(1)}),
    ("broken weights", "a pointer to zeros", {"model.safetensors": lfs_pointer(10**6, "0" * 64)}),
    ("broken weights", "a pointer to an empty file", {"model.safetensors": lfs_pointer(10**6, EMPTY_SHA)}),
    ("broken weights", "a pointer of an exabyte", {"model.safetensors": lfs_pointer(10**18)}),
    ("broken weights", "2,000 sound files", {f"a{n:04}/model.safetensors": SAFETENSORS for n in range(2_000)}),
    (
        "broken weights",
        "an index without shards",
        {"model.safetensors.index.json": '{"weight_map": {"a": "b.safetensors"}}'},
    ),
    ("no weights", "noise of MNN", {"model.mnn": bytes(range(256)) * 16}),
    ("no weights", "zeros of Caffe", {"model.caffemodel": bytes(4_096)}),
    ("no weights", "data of a graph", {"model.onnx_data": bytes(range(256)) * 16}),
    ("no weights", "a pickle of a command", {"pytorch_model.bin": PICKLE}),
    ("no weights", "an empty file", {"model.safetensors": b""}),
    ("header of the source", "a padded file", {"generate.py": NC_CODE + "\n# x" * 200_000}),
    ("header of the source", "a broken file", {"generate.py": NC_CODE + "\n((("}),
    (
        "header of the source",
        "25 headers that permit",
        {f"a{n:02}.py": f"# SPDX-License-Identifier: MIT{' OR ISC' * n}\n" for n in range(25)},
    ),
    (
        "header of the source",
        "9 headers that permit before it",
        {"generate.py": "# SPDX-License-Identifier: MIT\n" * 9 + NC_CODE},
    ),
    (
        "header of the source",
        "the license in words",
        {"generate.py": f"# This file is licensed under CC-BY-NC-4.0, for research only.\n{CODE}"},
    ),
    ("header of the source", "3,001 files", {f"t{n:04}.py": "pass\n" for n in range(3_001)}),
]

OWN_POLICY = """\
id: own
title: Own
version: '1'
source: https://own.invalid
kinds: [model]
requirements:
  - {id: a, title: A, level: optional, check: present, options: {components: [weights]}, why: W., remedy: R.}
"""
EXCEPTION = "exceptions:\n- {requirement: weights-license, reason: r, owner: '@a', expires: '2030-01-01'}\n"
DECLARED = "components:\n  weights:\n  - {path: model.safetensors, license: Apache-2.0}\n"
_LICENSES = "licenses:\n- {id: CC-BY-NC-4.0, name: X, kind: permissive, source: none}\n"
SETTINGS: list[tuple[str, Files]] = [
    *((f"kind {kind}", {".openrelease.yml": f"kind: {kind}\n"}) for kind in ("dataset", "benchmark", "tooling")),
    ("another policy", {".openrelease.yml": "policies: [hub-card]\n"}),
    ("its own policy", {".openrelease.yml": "policies: [p.yml]\n", "p.yml": OWN_POLICY}),
    ("unknown passes", {".openrelease.yml": "unknown: pass\n"}),
    ("nothing fails", {".openrelease.yml": "fail-on: never\n"}),
    ("only regressions fail", {".openrelease.yml": "fail-on: regression\n"}),
    ("an exception", {".openrelease.yml": EXCEPTION}),
    ("a declared license", {".openrelease.yml": DECLARED}),
    ("a declared release", {".openrelease.yml": "releases:\n- {name: a, root: checkpoints}\n"}),
    ("a license of its own", {".openrelease.yml": "licenses: l.yml\n", "l.yml": _LICENSES}),
    ("another name", {".openrelease.yml": "name: octo/other\n"}),
    (
        "looks like a dataset",
        {"data/a.csv": "a,b\n", "README.md": f"---\ntask_categories: [x]\n---\n{README}{NC_SECTION}"},
    ),
]
_FLAWED = "limit in the README"


@cache
def _open(name: str) -> MemorySnapshot:
    files = {path: data for path, data in {**base(), **BASES[name]}.items() if data is not None}
    return MemorySnapshot(files, name="octo/model")


def propose(name: str, change: Files) -> ChangeEvaluation:
    """Evaluate a change to a base, by the settings of the base."""
    before = _open(name)
    after = {**base(), **BASES[name], **change}
    files = {path: data for path, data in after.items() if data is not None}

    def read(path: str) -> bytes:
        return before.read(path, 10**6)

    inputs = ChangeInputs(
        head=MemorySnapshot(files, name="octo/model"),
        base=BaseSnapshot(commit="0" * 40, whole=before, evaluated=before),
        settings_from_base=True,
        flags=Flags(policies=("aia-baseline",)),
        read_policy=read,
        read_base_policy=read,
        today="2026-06-30",
    )
    return evaluate_change(inputs)


@pytest.mark.parametrize("name", BASES)
def test_no_base_is_met(name: str) -> None:
    assert propose(name, {}).report.verdicts[0].outcome is not PolicyOutcome.MET


@pytest.mark.slow
@pytest.mark.parametrize(("name", "what", "change"), CHANGES, ids=[f"{name}: {what}" for name, what, _ in CHANGES])
def test_what_a_change_hides_is_not_met(name: str, what: str, change: Files) -> None:
    found = propose(name, change)
    assert found.report.verdicts[0].outcome is not PolicyOutcome.MET, what
    assert found.exit_code == 1


@pytest.mark.parametrize("change", [change for _, change in SETTINGS], ids=[what for what, _ in SETTINGS])
def test_the_settings_of_a_change_do_not_count(change: Files) -> None:
    found = propose(_FLAWED, change)
    assert found.report.verdicts[0].outcome is not PolicyOutcome.MET
    assert found.exit_code == 1


def test_there_are_enough_scenarios() -> None:
    assert len(CHANGES) + len(SETTINGS) >= 64
