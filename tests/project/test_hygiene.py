"""What every user clones: small files, nothing of one machine, one license, bounded dependencies."""

from __future__ import annotations

import re
import sys

import pytest
from packaging.requirements import Requirement
from support.project import CHECKOUT, read, run, tracked

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

# Written in parts, so that this file is not one that names them.
ELSEWHERE = re.compile(
    r"(?<![\w.])/(wo{}rk|ro{}ot|fa{}rm|ho{}me)/|C:\\Us{}ers|py{}pi\.org|python{}hosted|registry\.{}npmjs|deb\.{}debian".replace(
        "{}", ""
    )
)
SHIPPED = {
    "src/openrelease/data/license_texts.json": 3_700_000,  # what license texts are told apart by
    "scripts/limit_sentences.txt": 300_000,  # what the alarm for limits learns from
}
PROJECT = tomllib.loads(read("pyproject.toml"))
DEPENDENCIES = [
    *PROJECT["build-system"]["requires"],
    *PROJECT["project"]["dependencies"],
    *(each for extra in PROJECT["project"]["optional-dependencies"].values() for each in extra),
]


def test_no_file_is_large_since_every_user_of_the_hook_clones_all() -> None:
    sizes = {path.relative_to(CHECKOUT).as_posix(): path.stat().st_size for path in tracked()}
    assert {name: size for name, size in sizes.items() if size > SHIPPED.get(name, 200_000)} == {}
    assert sum(sizes.values()) < 11_000_000


@pytest.mark.slow
def test_no_file_names_a_path_of_one_machine_or_the_host_of_a_registry() -> None:
    texts = ((path, path.read_bytes().decode("utf-8", "replace")) for path in tracked())
    found = ((path, ELSEWHERE.search(text)) for path, text in texts)
    named = [f"{path.relative_to(CHECKOUT)}: {match[0]}" for path, match in found if match]
    assert named == []


def test_every_dependency_has_a_lower_and_an_upper_bound() -> None:
    bounds = {each: {spec.operator for spec in Requirement(each).specifier} for each in DEPENDENCIES}
    unbounded = {each for each, operators in bounds.items() if not {">=", "<"} <= operators}
    assert {each for each in unbounded if Requirement(each).name != PROJECT["project"]["name"]} == set()


def test_the_tool_that_checks_licenses_ships_its_own_and_names_it() -> None:
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert PROJECT["project"]["license-files"] == ["LICENSE"]
    assert read("LICENSE").split("\n")[1].strip() == "Apache License"


@pytest.mark.slow
def test_imports_between_the_rooms_go_downward_only() -> None:
    checked = run("lint-imports", "--no-cache")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("version", ["3.10", "3.11", "3.12", "3.13", "3.14"])
def test_each_supported_python_is_declared_and_tested(version: str) -> None:
    assert f"Programming Language :: Python :: {version}" in PROJECT["project"]["classifiers"]
    assert f'"{version}"' in read(".github/workflows/test.yml")


def test_the_changelog_speaks_of_this_version_or_of_what_comes() -> None:
    package = read("src/openrelease/__init__.py")
    version = package.split('__version__ = "')[1].split('"')[0]
    changes = read("CHANGELOG.md")
    assert f"## [{version}]" in changes or "## [Unreleased]\n\n### " in changes
