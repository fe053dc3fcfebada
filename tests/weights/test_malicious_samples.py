"""Malicious samples of picklescan, modelaudit and fickling: read without a crash, and never called whole or safe.

They are in the source packages of these scanners, which are downloaded for the test and not kept; without the package
index the test is skipped. Some samples build a model besides what they run: those may be whole, but not safe.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from support.hostile_releases import judge, outcomes

from openrelease.model import Outcome
from openrelease.weights import SAMPLE_BYTES, read_header, recognize_format, source_from_bytes

pytestmark = pytest.mark.slow

PACKAGES = ("picklescan==1.0.5", "modelaudit==0.2.54", "fickling==0.1.12")
_MALICIOUS = re.compile(r"exploit|attack|malicious|injection|nested_pickle|simple_nested|decode_exec|dill_func")
_SUFFIXES = (".pkl", ".pt", ".pth", ".bin", ".h5", ".keras", ".npy", ".joblib")
_SHORTEST = 8  # bytes of a literal in a test that may be a pickle
BUILD_ARRAYS = {"packages/modelaudit-picklescan/tests/test_api.py:0", "tests/scanners/test_pytorch_zip_scanner.py:1"}
"""Pickles of one sound array, which these tests have beside those that run something."""
NAMES = ("pytorch_model.bin", "model.pkl", "model.safetensors", "model.pt")


@cache
def samples() -> dict[str, bytes]:
    """Return the malicious files of the packages, and the pickles that their tests have as literals."""
    found: dict[str, bytes] = {}
    for package in PACKAGES:
        with tarfile.open(_download(package)) as archive:
            for member in archive.getmembers():
                stream = archive.extractfile(member)
                if stream is not None:
                    found |= dict(_pick(member.name, stream.read()))
    return found


def _download(package: str) -> Path:
    folder = Path(mkdtemp(prefix="openrelease-samples-"))
    flags = ("--quiet", "--no-deps", "--no-binary", package.partition("=")[0], "--dest", str(folder))
    done = subprocess.run([sys.executable, "-m", "pip", "download", *flags, package], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"{package} cannot be downloaded")
    return next(folder.glob("*.tar.gz"))


def _pick(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if name.endswith(_SUFFIXES) and _MALICIOUS.search(name.rpartition("/")[2]):
        yield name, data
    elif re.search(r"/tests?/.*\.py$", name):
        literals = (node.value for node in ast.walk(ast.parse(data)) if isinstance(node, ast.Constant))
        pickles = (
            each for each in literals if isinstance(each, bytes) and len(each) >= _SHORTEST and each[-1:] == b"."
        )
        yield from ((f"{name}:{number}", each) for number, each in enumerate(dict.fromkeys(pickles)))


def _is_whole(name: str, content: bytes) -> bool:
    """Return whether a file is taken for weights, and nothing is wrong with it."""
    found = recognize_format(name, content[:SAMPLE_BYTES], len(content))
    if found is None:
        return False
    header = read_header(found.format, source_from_bytes(name, content))
    assert found.serialisation != "safe" or header.faults or name.endswith((".h5", ".npy"))
    return not header.faults


def test_there_are_samples() -> None:
    assert len(samples()) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_no_malicious_pickle_is_whole_or_safe(name: str) -> None:
    pickles = {sample: content for sample, content in samples().items() if not sample.endswith((".h5", ".keras"))}
    whole = {sample.partition("/")[2] for sample, content in pickles.items() if _is_whole(name, content)}
    assert not whole - BUILD_ARRAYS


def test_a_release_of_malicious_pickles_is_not_met() -> None:
    for content in [*samples().values()][:6]:
        assert outcomes(judge({"model.pkl": content, "README.md": "# M\n"}))["weights-whole"] is not Outcome.MET
