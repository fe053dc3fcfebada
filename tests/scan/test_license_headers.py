from __future__ import annotations

import pytest
from support.looking import APACHE, WEIGHTS, governing, look

from openrelease.scan.inputs.license_headers import read_license_headers, read_license_notices

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


LIMITED = [
    "# Copyright (c) 2021, Borl.\n#\n# Licensed under the NVIDIA Source Code License (Non-Commercial).\n",
    "# This program is free software: you can redistribute it under the\n# terms of the GNU General Public License.\n",
    "# For non-commercial research use only.\n",
    "# This source code is licensed under the CC-BY-NC 4.0 license found in the\n# LICENSE file of this source tree.\n",
    '"""A model.\n\nLicensed under CC BY-NC-SA 4.0. Not for commercial use.\n"""\n',
    "# This software may be used according to the terms of the Llama 2 Community License Agreement.\n",
]
OPEN = [
    '# Licensed under the Apache License, Version 2.0 (the "License");\n# you may not use it except in compliance.\n',
    "# This source code is licensed under the BSD-style license found in the\n# LICENSE file in the root directory.\n",
    "# Adapted from https://github.com/acme/hens (MIT license).\n",
    "# A model for research on hens.\n",
]


@pytest.mark.parametrize("header", LIMITED)
def test_a_comment_before_the_code_limits_it(header: str) -> None:
    facts = look({"LICENSE": APACHE, "model.py": f"{header}{MODEL}", "train.py": f"{header}x = 1\n"})
    found = governing(facts, "inference_code")
    assert found is not None
    assert found[1] in {"no", "mixed"}


@pytest.mark.parametrize("header", OPEN)
def test_a_comment_that_limits_nothing_leaves_the_license_of_the_repository(header: str) -> None:
    facts = look({"LICENSE": APACHE, "model.py": f"{header}{MODEL}"})
    assert governing(facts, "inference_code") == ("Apache-2.0", "yes", "inherited")


def test_a_comment_is_read_before_the_code_alone() -> None:
    text = (
        "#!/usr/bin/env python\n# Copyright (c) Borl, non-commercial\n\n# Free for research.\nx = 1\n# license: none\n"
    )
    assert read_license_notices(text.encode()) == (("Free for research.", 4),)


def test_headers_that_permit_do_not_crowd_out_one_that_does_not() -> None:
    terms = [f"MIT{' OR ISC' * number}" for number in range(25)]
    files = {f"a{number:02}.py": f"# SPDX-License-Identifier: {each}\n" for number, each in enumerate(terms)}
    limited = f"# SPDX-License-Identifier: CC-BY-NC-4.0\n{MODEL}"
    found = governing(look({"LICENSE": APACHE, **files, "model.py": limited}), "inference_code")
    assert found is not None
    assert found[1] == "mixed"
    lines = "".join(f"# SPDX-License-Identifier: {each}\n" for each in terms[:9])
    found = governing(look({"LICENSE": APACHE, "model.py": f"{lines}{limited}"}), "inference_code")
    assert found is not None
    assert found[1] == "mixed"


def test_more_headers_than_are_read_leave_the_license_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openrelease.scan.licensing.from_spdx_headers.MOST_EXPRESSIONS", 1)
    files = {"a.py": "# SPDX-License-Identifier: MIT\n", "model.py": f"# SPDX-License-Identifier: ISC\n{MODEL}"}
    found = governing(look({"LICENSE": APACHE, **files}), "inference_code")
    assert found is not None
    assert found[1] != "yes"


NC_TEXT = "Creative Commons Attribution-NonCommercial 4.0\n\nhttps://creativecommons.org/licenses/by-nc/4.0/\n"


def test_a_license_file_beside_the_code_limits_it() -> None:
    files = {"LICENSE": APACHE, "README.md": "# Tiny\n\nThe code is under Apache-2.0.\n", "tiny/model.py": MODEL}
    assert governing(look(files), "inference_code") == ("Apache-2.0", "yes", "prose")
    found = governing(look({**files, "tiny/LICENSE": NC_TEXT}), "inference_code")
    assert found is not None
    assert found[1] in {"no", "mixed"}
    assert governing(look({**files, "other/LICENSE": NC_TEXT}), "inference_code") == ("Apache-2.0", "yes", "prose")
