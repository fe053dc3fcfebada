from __future__ import annotations

import pytest
from support.looking import APACHE, WEIGHTS, governing, look

from openrelease.scan.inputs.source_features import read_license_headers

MODEL = "import torch.nn as nn\n\nclass Tiny(nn.Module):\n    def forward(self, x):\n        return x\n"


def reuse(path: str, license_: str = '"CC-BY-4.0"') -> str:
    return f"version = 1\n\n[[annotations]]\npath = {path}\nSPDX-License-Identifier = {license_}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# SPDX-License-Identifier: Apache-2.0\n", (("Apache-2.0", 1),)),
        ("#!/bin/sh\n/* SPDX-License-Identifier: MIT */\n", (("MIT", 2),)),
        ("<!-- SPDX-License-Identifier: MIT OR (GPL-2.0-only) -->", (("MIT OR (GPL-2.0-only)", 1),)),
        ("print('SPDX-License-Identifier: MIT')\n", ()),
        ("# SPDX-License-Identifier:\n", ()),
        ("x = 1\n" * 2000 + "# SPDX-License-Identifier: MIT\n", ()),
    ],
)
def test_a_header_is_a_comment_near_the_beginning(text: str, expected: tuple[tuple[str, int], ...]) -> None:
    assert read_license_headers(text.encode()) == expected


def test_a_header_speaks_of_the_code_before_the_license_of_the_repository() -> None:
    facts = look({"LICENSE": APACHE, "model.py": f"# SPDX-License-Identifier: MIT\n{MODEL}"})
    assert governing(facts, "inference_code") == ("MIT", "yes", "header")
    stated = facts.components["inference_code"].license
    assert stated is not None
    assert stated.location.line == 1


def test_headers_that_differ_are_mixed_and_a_header_never_speaks_of_weights() -> None:
    files = {"README.md": WEIGHTS, "LICENSE": APACHE, "model.py": f"# SPDX-License-Identifier: MIT\n{MODEL}"}
    facts = look({**files, "train.py": "# SPDX-License-Identifier: GPL-3.0-only\nx = 1\n"})
    assert governing(facts, "inference_code") == (None, "mixed", "header")
    assert governing(facts) == ("Apache-2.0", "yes", "inherited")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (reuse('"data/**"'), ("CC-BY-4.0", "yes", "metadata")),
        (reuse('["data/**", "docs/**"]'), ("CC-BY-4.0", "yes", "metadata")),
        (reuse('"**"'), ("Apache-2.0", "yes", "inherited")),
        (reuse('"**/*.jsonl"', '["MIT", "CC-BY-NC-4.0"]'), ("MIT AND CC-BY-NC-4.0", "no", "metadata")),
        (reuse('"*.py"'), ("Apache-2.0", "yes", "inherited")),
        (reuse('"assets/**"'), ("Apache-2.0", "yes", "inherited")),
        ("annotations = 1\n", ("Apache-2.0", "yes", "inherited")),
    ],
)  # fmt: skip
def test_reuse_toml_speaks_of_the_part_that_its_paths_are(text: str, expected: tuple[str | None, str, str]) -> None:
    files = {"LICENSE": APACHE, "data/train.jsonl": "x" * 2000, "REUSE.toml": text, "README.md": WEIGHTS}
    assert governing(look(files), "datasets") == expected


def test_a_reuse_file_that_is_no_toml_is_a_problem() -> None:
    facts = look({"REUSE.toml": "version = \n"})
    assert [problem.location.path for problem in facts.problems] == ["REUSE.toml"]
