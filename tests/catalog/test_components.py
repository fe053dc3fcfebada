"""The rules of components.yaml: each is tried by a case, none names a maker, none takes long."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from support.cases import judge, read_cases
from support.corpus import corpus
from support.facts import COMPONENTS

from openrelease import scan
from openrelease.catalog.component_rules import Component
from openrelease.catalog.load_components import load_catalog
from openrelease.catalog.load_licenses import load_license_table
from openrelease.catalog.packaged_yaml import load_own_yaml
from openrelease.licenses import parse
from openrelease.scan.components.detect_components import _ADMITTED_OWNERS
from openrelease.scan.components.link_targets import LONGEST_URL
from openrelease.scan.components.pattern_search import LONGEST_TEXT
from openrelease.scan.inputs.read_inputs import LONGEST_PATH

CASES = sorted((Path(__file__).resolve().parents[1] / "cases").glob("*.md"))
PACKAGE = files("openrelease").joinpath("data")
# names of makers and of their models, as whole words
MAKERS = (
    "allenai|anthropic|baidu|bigcode|bigscience|bloom|claude|cohere|databricks|dbrx|deepmind|deepseek|eleuther\\w*"
    "|facebook|falcon|gemini|gemma|granite|grok|hunyuan|ibm|kwai|meta-llama|microsoft|mistral\\w*|mosaic\\w*|mozilla"
    "|nvidia|olmo|openai|phi|pythia|qwen\\w*|salesforce|silero|snowflake|smollm|stability\\w*|tencent|tsinghua"
    "|whisper|yandex|zhipu"
)

# where hosts and libraries are named, as a library is no release that is judged
OUTSIDE = {"/libraries/name", "/libraries/pattern", "/libraries/source", "/url_kinds/pattern"}


def data() -> dict[str, Any]:
    loaded: dict[str, Any] = load_own_yaml(PACKAGE.joinpath("components.yaml").read_bytes())
    return loaded


def strings(value: object, trail: str = "") -> Iterator[tuple[str, str]]:
    """Every string of our data with where it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, f"{trail}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, trail)
    elif isinstance(value, str):
        yield trail, value


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern of the loaded rules with the name of its field."""
    waiting: list[tuple[str, object]] = [("", load_catalog())]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, re.Pattern):
            yield name, value
        elif isinstance(value, dict):
            waiting.extend((name, inner) for inner in value.values())
        elif isinstance(value, tuple):
            waiting.extend((type(inner).__name__, inner) for inner in value)
        elif hasattr(value, "__dataclass_fields__"):
            waiting.extend((f"{name}.{field}", inner) for field, inner in vars(value).items())


def hows(component: Component) -> list[str]:
    groups = (component.files, component.links, component.tables, component.text)
    return [rule.how for group in groups for rule in group]


def test_every_component_of_the_report_is_there_and_no_other() -> None:
    assert sorted(load_catalog().components) == sorted(COMPONENTS)


@pytest.mark.parametrize("component", load_catalog().components.values(), ids=lambda each: each.id)
def test_every_rule_of_a_component_has_a_name_of_its_own(component: Component) -> None:
    assert [how for how, times in Counter(hows(component)).items() if times > 1] == []


def test_every_rule_fires_in_a_case() -> None:
    fired: set[tuple[str, str]] = set()
    for case in (case for path in CASES for case in read_cases(path)):
        if case.files.values() and b"no corpus here" in case.files.values():
            continue
        for id_, found in judge(case).facts.components.items():
            fired |= {(id_, evidence.how) for evidence in found.evidence}
    wanted = {(id_, how) for id_, component in load_catalog().components.items() for how in hows(component)}
    assert sorted(wanted - fired) == []


def test_rules_speak_of_kinds_of_links_and_of_owners_that_there_are() -> None:
    known = {kind.kind for kind in (*load_catalog().url_kinds, *load_catalog().ids)} | {"local", "web", "hub-id"}
    for component in load_catalog().components.values():
        for rule in component.links:
            assert rule.targets <= known, rule.how
            assert rule.whose in _ADMITTED_OWNERS, rule.how


def test_every_kind_of_link_is_of_use() -> None:
    wanted = {kind for each in load_catalog().components.values() for rule in each.links for kind in rule.targets}
    # these are told apart so that they are not taken for something else
    aside = {"badge", "hub-other", "github-social"}
    assert {kind.kind for kind in load_catalog().url_kinds} - wanted == aside


def test_features_are_those_that_source_is_read_for() -> None:
    rules = [rule for each in load_catalog().components.values() for rule in each.files]
    named = {feature for rule in rules for group in rule.features for feature in group}
    assert {feature.partition(":")[0] for feature in named} <= {
        *("call", "base", "def", "import", "from", "names", "op", "runs")
    }


def test_licenses_of_libraries_are_known() -> None:
    for library in load_catalog().libraries:
        assert parse(library.license, load_license_table()).expression == library.license


def test_topics_are_those_that_policies_ask_for() -> None:
    known = {topic.id for topic in load_catalog().topics}
    asked: set[str] = set()
    for path in sorted(PACKAGE.joinpath("policies").iterdir(), key=str):
        for requirement in load_own_yaml(path.read_bytes())["requirements"]:
            asked |= set(requirement.get("options", requirement).get("topics", ()))
    assert asked
    assert asked <= known


def test_no_pattern_names_a_maker() -> None:
    named = [
        (trail, found[0])
        for trail, text in strings(data())
        if trail not in OUTSIDE
        if (found := re.search(rf"(?<![a-z])({MAKERS})(?![a-z])", text, re.IGNORECASE))
    ]
    assert named == []


# words that a host, a library or a format has too
SHARED = {"llama", "huggingface", "open_clip", "peft", "test"}
JUDGED = Path(__file__).resolve().parents[2] / "benchmarks" / "truth"


def named_in_data(paths: Iterable[Path]) -> list[str]:
    """Parts of the names of repositories that a pattern holds as a word."""
    parts = {part for path in paths for part in path.stem.casefold().split("__")} - SHARED
    texts = [text.casefold() for trail, text in strings(data()) if trail not in OUTSIDE]
    words = [rf"(?<![a-z]){re.escape(part)}(?![a-z])" for part in sorted(parts)]
    return [word for word in words for text in texts if re.search(word, text)]


def test_no_pattern_names_a_repository_of_the_corpus() -> None:
    assert named_in_data(corpus("truth", cases=1).glob("*.yaml")) == []


def test_no_pattern_names_a_repository_that_was_judged_by_hand() -> None:
    judged = sorted(JUDGED.glob("*.yaml"))
    assert len(judged) > 40
    assert named_in_data(judged) == []


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
    for name, pattern in patterns():
        yield pattern.pattern, pattern.flags, _longest(name), "search"
    for found in pkgutil.walk_packages(scan.__path__, f"{scan.__name__}."):
        module = importlib.import_module(found.name)
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                path = "[^/]" in value.pattern or "|/)" in value.pattern
                anywhere = re.search(rf"\b{name}\.(search|find|split|sub)", source)
                way = "search" if anywhere else "fullmatch"
                yield value.pattern, value.flags, LONGEST_PATH if path else LONGEST_TEXT, way


def _longest(name: str) -> int:
    if name.startswith("UrlKind") or name.endswith(("url", "placeholder")):
        return LONGEST_URL
    fields = ("path", "by_name", "documents", "cards", "aside", "license_files", "near", "folders")
    return LONGEST_PATH if name.endswith(fields) else LONGEST_TEXT


def test_no_pattern_takes_long_over_hostile_text() -> None:
    wanted = json.dumps(sorted(set(_limits())))
    done = subprocess.run(
        [sys.executable, "-c", _HOSTILE], input=wanted, capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(done.stdout) == []
