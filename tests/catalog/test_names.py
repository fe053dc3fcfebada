"""No pattern of the catalog names a maker, a repository or a model: its rules hold for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from support.corpus import corpus
from support.examples import every_feature, every_pattern

from openrelease.catalog.load_catalog import load_catalog

# names of makers and of their models, as whole words
MAKERS = (
    "allenai|anthropic|baidu|bigcode|bigscience|bloom|claude|cohere|databricks|dbrx|deepmind|deepseek|eleuther\\w*"
    "|facebook|falcon|gemini|gemma|granite|grok|hunyuan|ibm|kwai|meta-llama|microsoft|mistral\\w*|mosaic\\w*|mozilla"
    "|nvidia|olmo|openai|phi|pythia|qwen\\w*|salesforce|silero|snowflake|smollm|stability\\w*|tencent|tsinghua"
    "|whisper|yandex|zhipu"
)
GENERAL_TERMS = {
    "clip": "a kind of model that joins images and text, after which a library is named (open_clip)",
    "huggingface": "the Hub: a host, and the name of its command",
    "llama": "an architecture that many makers use, after which a library is named (llama.cpp)",
    "open_clip": "a library",
    "peft": "parameter-efficient fine-tuning, and the library that does it",
    "test": "a split of data, and what source is tested with",
}
"""Words of the field that are the name of a repository too."""

# where hosts and libraries are named, as a library is no release that is judged
_OUTSIDE = ("libraries/", "url_kinds/")
_JUDGED = Path(__file__).resolve().parents[2] / "benchmarks" / "truth"


def _texts() -> Iterator[tuple[str, str]]:
    """Every text that decides, with its place."""
    for place, name, pattern in every_pattern():
        yield f"{place}/{name}", "|".join(pattern.alternatives).casefold()
    yield from ((place, feature.casefold()) for place, feature in every_feature())


TEXTS = [(place, text) for place, text in _texts() if not place.startswith(_OUTSIDE)]


def names_in_patterns(repositories: Iterable[str]) -> list[tuple[str, str]]:
    """What patterns name of repositories OWNER/NAME: the whole, or one of both that is no general term."""
    wanted = {each.casefold() for each in repositories}
    wanted |= {part for each in wanted for part in each.split("/")} - GENERAL_TERMS.keys()
    words = [re.compile(rf"(?<![a-z]){re.escape(each)}(?![a-z])") for each in sorted(wanted)]
    return [(place, word.pattern) for place, text in TEXTS for word in words if word.search(text)]


def _repositories(paths: Iterable[Path]) -> list[str]:
    return [path.stem.replace("__", "/", 1) for path in paths]


def test_no_pattern_names_a_maker() -> None:
    maker = re.compile(rf"(?<![a-z])({MAKERS})(?![a-z])")
    named = [(place, found[0]) for place, text in TEXTS if (found := maker.search(text))]
    assert named == []
    assert not any(maker.search(word) for word in load_catalog().generic_words)


def test_no_pattern_names_a_repository_of_the_corpus() -> None:
    assert names_in_patterns(_repositories(corpus("truth", cases=1).glob("*.yaml"))) == []


def test_no_pattern_names_a_repository_that_was_judged_by_hand() -> None:
    judged = _repositories(sorted(_JUDGED.glob("*.yaml")))
    assert len(judged) > 40
    assert names_in_patterns(judged) == []


def test_a_general_term_is_in_use_and_is_no_maker() -> None:
    for term, reason in GENERAL_TERMS.items():
        assert reason
        assert any(term in text for _, text in TEXTS), term
        assert not re.fullmatch(MAKERS, term), term


@pytest.mark.parametrize("repository", ["acme/call", "call/acme", "Call/llama", "vllm/clip"])
def test_a_name_in_a_pattern_is_found(repository: str) -> None:
    assert names_in_patterns([repository])


def test_a_general_term_alone_is_not_a_name() -> None:
    assert names_in_patterns(["hens/llama", "huggingface/foxes"]) == []
