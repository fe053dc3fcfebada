from __future__ import annotations

import time

import pytest
from support.looking import APACHE, WEIGHTS, governing, look
from support.weight_bytes import gguf

from openrelease.scan.licensing.reuse_glob import LONGEST_GLOB, parse_reuse_glob


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("*.bin", "model.bin", True),
        ("*.bin", "weights/model.bin", False),
        ("**.bin", "weights/model.bin", True),
        ("weights/**", "weights/a/b.bin", True),
        ("weights/*", "weights/a/b.bin", False),
        ("./model.bin", "model.bin", True),
        (r"model\*.bin", "model*.bin", True),
        (r"model\*.bin", "model1.bin", False),
        ("**/*.bin", "a/b/c.bin", True),
        ("a*b**c", "axb/yc", True),
        ("a*b**c", "a/b/yc", False),
        ("", "model.bin", False),
    ],
)
def test_stars_match_as_the_specification_says(glob: str, path: str, *, expected: bool) -> None:
    parsed = parse_reuse_glob(glob)
    assert parsed is not None
    assert parsed.matches(path) is expected


def test_no_pattern_backtracks() -> None:
    started = time.process_time()
    for glob in ("*a" * 200, "**a*a" * 80, "a**" * 130):
        parsed = parse_reuse_glob(glob)
        assert parsed is not None
        assert parsed.matches("a" * 399 + "b") is glob.endswith("*")
    assert time.process_time() - started < 1


def test_a_pattern_that_is_longer_than_any_path_matches_nothing() -> None:
    assert parse_reuse_glob("a" * (LONGEST_GLOB + 1)) is None


def reuse(*pairs: tuple[str, str]) -> str:
    tables = (f'[[annotations]]\npath = "{path}"\nSPDX-License-Identifier = "{name}"\n' for path, name in pairs)
    return "version = 1\n" + "".join(tables)


PLAIN = {"README.md": WEIGHTS, "a.gguf": gguf(), "b/c.gguf": gguf()}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("**", "MIT")], ("MIT", "yes", "metadata")),
        ([("a.gguf", "MIT"), ("b/**", "Apache-2.0")], ("MIT", "yes", "metadata")),
        ([("a.gguf", "MIT"), ("b/**", "CC-BY-NC-4.0")], (None, "mixed", "metadata")),
        ([("a.gguf", "MIT")], None),
        ([("a.gguf", "CC-BY-NC-4.0")], ("CC-BY-NC-4.0", "no", "metadata")),
    ],
)
def test_a_permissive_annotation_holds_only_where_all_files_are_annotated(
    pairs: list[tuple[str, str]], expected: tuple[str | None, str, str] | None
) -> None:
    assert governing(look({**PLAIN, "REUSE.toml": reuse(*pairs)})) == expected


def test_a_reuse_file_with_too_many_patterns_is_a_problem_that_may_hide_terms() -> None:
    pairs = [(f"{number}.bin", "MIT") for number in range(101)]
    facts = look({**PLAIN, "LICENSE": APACHE, "REUSE.toml": reuse(*pairs)})
    assert [(each.location.path, sorted(a.value for a in each.affects)) for each in facts.problems] == [
        ("REUSE.toml", ["terms"])
    ]
