"""Every pattern of the catalog and of the scan is short, compiles, and takes no long time over hostile text."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from support.examples import every_pattern

from openrelease import scan
from openrelease.catalog.packaged_yaml import read_packaged, read_packaged_folder
from openrelease.catalog.patterns import build_pattern
from openrelease.scan.components.link_targets import LONGEST_URL
from openrelease.scan.components.pattern_search import LONGEST_TEXT
from openrelease.scan.inputs.read_inputs import LONGEST_PATH

pytestmark = pytest.mark.slow

LONGEST_PATTERN = 160
LONG = {"lineage_phrases": "clauses about base models and distillation, which are not rebuilt as short phrases yet"}
"""Files whose patterns may be longer, with the reason."""
_PROSE = {"why", "what", "title", "description", "example", "counter_example"}


def _strings(value: object) -> Iterator[str]:
    """Every pattern and word of a file, as it is written."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _PROSE:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


FILES = ("paths", "prose", "url_kinds", "hub_ids", "topics", "repository_kinds", "license_files", "libraries")


@pytest.mark.parametrize("name", [*FILES, *LONG, "components"])
def test_patterns_are_short(name: str) -> None:
    data = read_packaged_folder(name) if name == "components" else read_packaged(name)
    long = [each for each in _strings(data) if len(each) > LONGEST_PATTERN]
    assert bool(long) is (name in LONG), long


def test_every_pattern_compiles() -> None:
    assert all(pattern.compiled.pattern for _, _, pattern in every_pattern())


def test_a_word_list_stands_for_any_of_its_words() -> None:
    pattern = build_pattern(["a {hen}s", "z{2}"], {"hen": ("hen", "fo+x")})
    assert pattern.search("a Fooxs")
    assert pattern.search("zz")
    assert not pattern.search("a hen")


def test_a_word_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        build_pattern("a {hen}", {})


# what people may write to keep a pattern busy
_HOSTILE = """
import json, re, sys, time
wanted = json.load(sys.stdin)
pieces = [" ", ".", ",", "(", "[", "/", "|", "-", "_", "a", "1", "#", "a ", "a-", "a/", "a.", "1. "]
pieces += ["data ", "license ", "eval/", "a, ", "is a ", "the model ", "b(c) "]
slow = []
for pattern, flags, size, way in wanted:
    compiled = re.compile(pattern, flags)
    words = sorted(set(re.findall("[a-z]{3,}", pattern)), key=len)[-8:]
    for piece in [*pieces, *words, *(word + " " for word in words), "".join(pieces), " ".join(words)]:
        text = (piece * size)[:size] if piece else ""
        start = time.process_time()
        getattr(compiled, way)(text)
        spent = time.process_time() - start
        if spent > 2:
            slow.append([pattern[:80], text[:30], round(spent, 1)])
            break
print(json.dumps(slow))
"""


def _limits() -> Iterator[tuple[str, int, int, str]]:
    """Every pattern of data and of the room itself: its flags, the longest text that it meets, and how."""
    for place, name, pattern in every_pattern():
        yield pattern.compiled.pattern, pattern.compiled.flags, _longest(place, name), "search"
    for found in pkgutil.walk_packages(scan.__path__, f"{scan.__name__}."):
        module = importlib.import_module(found.name)
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                path = "[^/]" in value.pattern or "|/)" in value.pattern
                anywhere = re.search(rf"\b{name}\.(search|find|split|sub)", source)
                way = "search" if anywhere else "fullmatch"
                yield value.pattern, value.flags, LONGEST_PATH if path else LONGEST_TEXT, way


def _longest(place: str, name: str) -> int:
    """The longest text that a pattern meets."""
    if place.startswith("url_kinds/") or name in {"url", "not_url"} or place == "prose/placeholder":
        return LONGEST_URL
    of_paths = place.startswith("paths/") or name in {"path", "not_path", "by_name"}
    return LONGEST_PATH if of_paths else LONGEST_TEXT


@pytest.mark.slow
def test_no_pattern_takes_long_over_hostile_text() -> None:
    wanted = json.dumps(sorted(set(_limits())))
    done = subprocess.run(
        [sys.executable, "-c", _HOSTILE], input=wanted, capture_output=True, text=True, timeout=600, check=True
    )
    assert json.loads(done.stdout) == []
