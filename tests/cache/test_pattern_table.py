"""Patterns from the table of an earlier run match as compiled ones do; that of another interpreter is not used."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from openrelease.cache import open_cache_folder, pattern_table
from openrelease.cache.pattern_table import use_pattern_table
from openrelease.catalog import packaged_yaml

FLAGS = re.IGNORECASE | re.MULTILINE
PATTERNS = [(rf"\b(?P<name>[a-z]{{1,{n}}})(?:[ÄÖ]|x+?)(\d*)(?(name)!|\?)(?i:k)$", FLAGS) for n in range(1, 30)]
TEXT = "abcxx12!K\nhello ä5!k\nÄBCö9!K"

pytestmark = pytest.mark.skipif(sys.implementation.name != "cpython", reason="the engine of CPython")


def describe(pattern: str, flags: int) -> object:
    re.purge()
    compiled = re.compile(pattern, flags)
    found = [(match.span(), match.groupdict(), match.groups()) for match in compiled.finditer(TEXT)]
    return compiled.flags, compiled.groups, dict(compiled.groupindex), compiled.pattern, found


def tables(cache: Path) -> list[Path]:
    return sorted(cache.glob("patterns-*")) if cache.exists() else []


def test_a_pattern_from_the_table_matches_as_a_compiled_one(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [describe(*pattern) for pattern in PATTERNS]
    folder = open_cache_folder(())
    assert folder is not None
    with use_pattern_table(folder):
        assert [describe(*pattern) for pattern in PATTERNS] == expected
    assert len(tables(own_cache)) == 1
    monkeypatch.setattr(pattern_table, "_make_program", None)  # nothing is compiled any more
    with use_pattern_table(folder):
        assert [describe(*pattern) for pattern in PATTERNS] == expected
    assert [describe(*pattern) for pattern in PATTERNS] == expected


def test_a_malformed_pattern_is_the_same_error(own_cache: Path) -> None:
    folder = open_cache_folder(())
    assert folder is not None
    with use_pattern_table(folder), pytest.raises(re.error):
        re.compile("(a")
    assert not tables(own_cache)


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:40] + b"x" + data[41:], lambda _: b""])
def test_a_damaged_table_is_not_used(own_cache: Path, damage: object) -> None:
    folder = open_cache_folder(())
    assert folder is not None
    expected = [describe(*pattern) for pattern in PATTERNS]
    for _ in range(2):
        with use_pattern_table(folder):
            assert [describe(*pattern) for pattern in PATTERNS] == expected
        [table] = tables(own_cache)
        table.write_bytes(damage(table.read_bytes()))  # type: ignore[operator]


def test_another_interpreter_has_another_table(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = open_cache_folder(())
    assert folder is not None
    for tag in ("cpython-1", "cpython-2"):
        monkeypatch.setattr(sys.implementation, "cache_tag", tag)
        with use_pattern_table(folder):
            [describe(*pattern) for pattern in PATTERNS]
    assert len(tables(own_cache)) == 2


def test_packaged_yaml_means_the_same_from_the_table(own_cache: Path) -> None:
    folder = open_cache_folder(())
    assert folder is not None
    texts = [f"a{n}: [1, true, {{b: 'x'}}, null, 1.5]\n".encode() for n in range(30)]
    expected = [packaged_yaml.load_own_yaml(text) for text in texts]
    with use_pattern_table(folder):
        first = [packaged_yaml.load_own_yaml(text) for text in texts]
        first[0]["a0"].clear()  # a caller that changes its value changes no other
        assert packaged_yaml.load_own_yaml(texts[0]) == expected[0]
    with use_pattern_table(folder):
        assert [packaged_yaml.load_own_yaml(text) for text in texts] == expected
    assert tables(own_cache)
