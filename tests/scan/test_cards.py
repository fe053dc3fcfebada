from __future__ import annotations

import pytest
from support.looking import look

from openrelease import run
from openrelease.config import load_settings
from openrelease.model import Card, Kind, Location
from openrelease.repository import MemorySnapshot
from openrelease.scan.inputs.placeholders import find_placeholders, is_empty

CARD = """---
license: apache-2.0
base_model: acme/big
model-index:
- name: Tiny
  results:
  - task:
      type: text-generation
---
# Tiny

## Model Details

- **Developed by:** Acme
- **Model type:** [More Information Needed]

## Uses

<!-- Provide what it is for. -->

[More Information Needed]

## Training

## Evaluation

| Task | Score |
|---|---|
| reading | 70 |
"""


def cards(text: str, path: str = "README.md", kind: Kind | None = None) -> tuple[Card, ...]:
    return look({path: text}, kind=kind).cards


def found(text: str) -> list[tuple[str, int | None]]:
    return [(each.how, each.location.line) for each in find_placeholders("README.md", text)]


def test_keys_come_with_their_lines_and_those_of_their_parts() -> None:
    (card,) = cards(CARD)
    assert card.keys["license"].value == "apache-2.0"
    assert card.keys["base_model"].location == Location(path="README.md", line=3)
    index = card.keys["model-index"]
    assert index.value == ({"name": "Tiny", "results": ({"task": {"type": "text-generation"}},)},)
    assert index.lines["0.results.0.task.type"] == 8


def test_sections_tell_text_from_placeholders_and_from_nothing() -> None:
    (card,) = cards(CARD)
    told = {each.title: (each.filled, each.placeholder) for each in card.sections}
    assert told == {
        "Tiny": (True, False),
        "Model Details": (True, False),
        "Uses": (False, True),
        "Training": (False, False),
        "Evaluation": (True, False),
    }
    assert [each.length for each in card.sections if each.title == "Model Details"] == [len("Developed by: Acme")]


def test_labelled_lines_are_empty_where_a_placeholder_follows() -> None:
    (card,) = cards(CARD)
    told = [(each.label, each.text, each.location.line) for each in card.lines]
    assert told[:2] == [("Developed by", "Acme", 14), ("Model type", "", 15)]
    assert ("reading", "70", 27) in told


def test_a_list_of_labels_with_nothing_behind_them_fills_no_section() -> None:
    (card,) = cards("# T\n\n## Details\n\n- **By:** [More Information Needed]\n- **For:** TBD\n")
    assert [each.filled for each in card.sections] == [False, False]


def test_placeholders_come_with_their_lines() -> None:
    (card,) = cards(CARD)
    assert [(each.how, each.location.line) for each in card.placeholders] == [
        ("more-information-needed", 15),
        ("template-comment", 19),
        ("more-information-needed", 21),
    ]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("TODO: describe the data", "todo"),
        ("Weights are coming soon.", "promise"),
        ("See [the paper]().", "empty-link"),
        ("See [the paper](URL).", "empty-link"),
        ("By {{ authors | default('') }}", "template-variable"),
        ("Cite <insert citation>.", "insert"),
        ("[your name here]", "insert"),
        ("Lorem ipsum dolor", "filler"),
        ("<!-- This section is meant to convey risks. -->", "template-comment"),
    ],
)
def test_each_sort_of_placeholder_is_found(text: str, how: str) -> None:
    assert found(text) == [(how, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "A method for all todo lists",
        "It solves TODO-like tasks",
        "[Your first model](https://acme.org/first)",
        "[a](#usage)",
        "<!-- written by Acme -->",
        "```\nTODO\n```",
        "~~~\n```\nTODO\n~~~",
    ],
)
def test_words_that_only_look_like_one_are_none(text: str) -> None:
    assert found(text) == []


def test_what_follows_a_code_block_is_read_again() -> None:
    assert found("````\n```\nTODO\n````\nTBD\n") == [("todo", 5)]


@pytest.mark.parametrize(
    ("path", "text", "kind", "role", "named"),
    [
        ("README.md", "# Tiny", None, "model", False),
        ("README.md", "# Data", Kind.DATASET, "data", False),
        ("README.md", "---\nlicense: mit\nsize_categories: [1K<n<10K]\n---\n# D", Kind.MODEL, "data", True),
        ("README.md", "---\nlibrary_name: peft\n---\n# T", Kind.DATASET, "model", True),
        ("docs/MODEL_CARD.md", "# Tiny", Kind.DATASET, "model", True),
        ("data/DATA_CARD.md", "# Data", None, "data", True),
    ],
)
def test_what_a_card_speaks_of(path: str, text: str, kind: Kind | None, role: str, *, named: bool) -> None:
    assert [(card.path, card.role, card.named) for card in cards(text, path, kind)] == [(path, role, named)]


def test_ordinary_documents_and_deeper_readmes_are_no_cards() -> None:
    assert cards("# Guide", "docs/guide.md") == cards("# Part", "part/README.md") == ()


def test_long_texts_are_cut() -> None:
    (card,) = cards(f"---\nlicense: {'x' * 5000}\n---\n# T\n\nBy: {'y' * 5000}\n")
    assert card.keys["license"].value == "x" * 400
    assert [len(each.text) for each in card.lines] == [400]


def test_of_several_models_each_has_the_readme_of_its_own_folder() -> None:
    files = {
        **{f"models/{each}/{name}": "# T\n" for each in "ab" for name in ("MODEL_CARD.md", "LICENSE")},
        "models/a/README.md": "# A\n",
        "README.md": "# Both\n",
    }
    snapshot = MemorySnapshot(files)
    facts = run.collect_facts(snapshot, load_settings(snapshot))
    unnamed = {each.name: [card.path for card in each.facts.cards if not card.named] for each in facts.releases}
    assert unnamed == {"a": ["models/a/README.md"], "b": ["README.md"]}


@pytest.mark.parametrize(
    "text", ["", "...", "TBD.", "**N/A**", "[More Information Needed]", "[optional]", "<add here>", "<!-- x -->", "[]"]
)
def test_a_placeholder_alone_is_empty(text: str) -> None:
    assert is_empty(text)
    assert not is_empty(f"{text} Trained on 3 GPUs.")


@pytest.mark.parametrize("text", ["optional", "<x", "x>", "[x]", "n/a for small models", "None of them is known."])
def test_a_text_that_resembles_a_placeholder_is_not_empty(text: str) -> None:
    assert not is_empty(text)
