"""What the SPDX project publishes to check documents with: a JSON schema, SHACL shapes and a JSON-LD context.

They are under a license of their own, so they are fetched and never kept here. `SPDX_SPEC` is the path of a clone of
https://github.com/spdx/spdx-spec with its branch gh-pages; without it they are asked for at the project's own site.
"""

from __future__ import annotations

import os
import subprocess
import urllib.request
from functools import cache

import pytest

_SITE = "https://spdx.github.io/spdx-spec/v3.0.1"
_FOLDER = "gh-pages:3.0.1"


@cache
def read_specification(path: str) -> bytes:
    """The content of a file of SPDX 3.0.1, such as `rdf/schema.json`, or a skip where it cannot be had."""
    clone = os.environ.get("SPDX_SPEC")
    if clone:
        command = ["git", "-C", clone, "show", f"{_FOLDER}/{path}"]
        return subprocess.run(command, check=True, capture_output=True).stdout
    try:
        with urllib.request.urlopen(f"{_SITE}/{path}", timeout=20) as answer:  # noqa: S310 - the address stands above
            return bytes(answer.read())
    except OSError:
        pytest.skip(f"{path} of SPDX 3.0.1 cannot be downloaded; SPDX_SPEC may name a clone of spdx/spdx-spec")
