"""The archive of the action: the same source gives the same bytes, and it is enough to reach a verdict."""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from support.project import CHECKOUT
from support.repos import write_files

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_archive", CHECKOUT / "scripts" / "build_archive.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_order_of_files_changes_nothing(builder: ModuleType) -> None:
    files = [("b/x.py", b"1"), ("a.py", b"2")]
    assert builder.make_archive(files) == builder.make_archive(files[::-1])
    with zipfile.ZipFile(io.BytesIO(builder.make_archive(files))) as archive:
        assert archive.namelist() == ["a.py", "b/x.py"]


def test_compiled_parts_and_metadata_stay_out_and_licenses_stay_in(builder: ModuleType, tmp_path: Path) -> None:
    names = ("yaml/_yaml.so", "yaml/__init__.py", "yaml/__pycache__/a.pyc", "y.dist-info/RECORD", "bin/tool")
    write_files(tmp_path, dict.fromkeys((*names, "y.dist-info/licenses/LICENSE", "z.dist-info/LICENSE.txt"), "x"))
    assert sorted(name for name, _ in builder.list_dependencies(tmp_path)) == [
        "y.dist-info/licenses/LICENSE",
        "yaml/__init__.py",
        "z.dist-info/LICENSE.txt",
    ]


def test_the_lock_has_a_hash_for_each_dependency_of_a_verdict() -> None:
    lock = (CHECKOUT / "requirements" / "judge.txt").read_text(encoding="utf-8")
    names = [line.partition("==")[0] for line in lock.splitlines() if "==" in line]
    assert names == ["boolean-py", "license-expression", "markdown-it-py", "mdurl", "pyyaml", "tomli"]
    entries = lock.replace("\\\n", "").splitlines()
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


@pytest.mark.slow
def test_a_release_is_checked_with_nothing_but_the_archive(builder: ModuleType, tmp_path: Path) -> None:
    out, packages = tmp_path / "openrelease.zip", tmp_path / "packages"
    build = [sys.executable, str(CHECKOUT / "scripts" / "build_archive.py"), str(out)]
    subprocess.run(build, check=True)
    assert subprocess.run([*build, "--verify"], check=False).returncode == 0
    with zipfile.ZipFile(out) as archive:
        archive.extractall(packages)
    code = "import sys; sys.path[:] = [each for each in sys.path if 'site-packages' not in each]; "
    code += f"sys.path.insert(0, {str(packages)!r}); from openrelease.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-I", "-S", "-c", code, "check", "--no-cache", str(CHECKOUT / "examples" / "complete")]
    assert subprocess.run(command, check=False).returncode == 0
    out.write_bytes(out.read_bytes()[:-1])
    assert subprocess.run([*build, "--verify"], check=False).returncode == 1
    assert builder.LOCK.exists()
