"""A new definition is one YAML file: with it alone, the program lists, explains and evaluates it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import CHECKOUT

pytestmark = pytest.mark.slow

DEFINITION = """\
id: weights-alone
title: Weights alone
version: "1"
source: https://example.org/weights-alone
summary: A definition in one file.
ladder: g7-2026
kinds: [model]
requirements:
  - id: weights
    title: The weights are available
    level: required
    check: present
    options: {components: [weights]}
    why: Nothing runs without them.
    remedy: Add the weights.
"""
COMMANDS = {
    "policies": (["policies"], "weights-alone"),
    "explain": (["explain", "weights-alone"], "A definition in one file."),
    "check": (
        ["check", str(CHECKOUT / "examples" / "complete"), "--policy", "weights-alone"],
        "MET             Weights alone",
    ),
    "ladder": (["check", str(CHECKOUT / "examples" / "complete"), "--policy", "g7-2026"], "Weights alone"),
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one more file."""
    source = tmp_path_factory.mktemp("program")
    shutil.copytree(
        CHECKOUT / "src" / "openrelease", source / "openrelease", ignore=shutil.ignore_patterns("__pycache__")
    )
    (source / "openrelease" / "data" / "policies" / "weights-alone.yaml").write_text(DEFINITION)
    return source


@pytest.mark.parametrize(("arguments", "expected"), COMMANDS.values(), ids=COMMANDS)
def test_a_definition_is_one_file(arguments: list[str], expected: str, program: Path) -> None:
    command = [sys.executable, "-m", "openrelease", *arguments]
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": str(program)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=variables, cwd=program)
    assert expected in done.stdout, done.stderr
