from __future__ import annotations

import pytest
from support.looking import gathered

from openrelease.catalog.load_catalog import load_catalog
from openrelease.model import Document
from openrelease.scan.cards.topics import describe_document


def described(text: str, path: str = "README.md") -> Document:
    (document,) = gathered({path: text}).documents
    return describe_document(document, load_catalog())


def lines(text: str) -> dict[str, int | None]:
    return {topic: place.line for topic, place in described(text).topics.items()}


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Model details", "model_details"),
        ("Intended uses", "intended_use"),
        ("Training procedure", "training"),
        ("2. Evaluation Results", "evaluation"),
        ("Limitations and bias", "limitations"),
        ("Quick Start", "how_to_use"),
        ("License", "license"),
    ],
)
def test_a_heading_with_something_under_it_opens_a_topic(heading: str, topic: str) -> None:
    assert lines(f"# T\n\n## {heading}\n\nSome words.") == {topic: 3}


@pytest.mark.parametrize(
    "body",
    ["", "TODO", "[More Information Needed]", "Coming soon!", "N/A", "...", "*None*", "<!-- fill in -->"],
)
def test_nothing_or_a_placeholder_under_a_heading_is_no_topic(body: str) -> None:
    assert lines(f"# T\n\n## Limitations\n\n{body}\n\n## Other\n\nwords") == {}


@pytest.mark.parametrize("body", ["| a |\n|---|\n| 1 |", "![plot](p.png)", "### More\n\nwords"])
def test_tables_pictures_and_subsections_are_something(body: str) -> None:
    assert lines(f"# T\n\n## Limitations\n\n{body}") == {"limitations": 3}


def test_the_title_opens_no_topic() -> None:
    assert lines("# Evaluation of limitations\n\nwords") == {}


def test_keys_of_front_matter_speak_of_topics() -> None:
    text = "---\nlicense: mit\ndatasets: [a/b]\nmetrics: []\n---\n# T\n"
    assert lines(text) == {"license": 2, "training": 3}


def test_sentences_speak_of_topics_too() -> None:
    assert lines("# T\n\nIt was trained on 3 trillion tokens. Released under the MIT license.") == {
        "training": 3,
        "license": 3,
    }


@pytest.mark.parametrize(
    ("path", "text", "role"),
    [
        ("MODEL_CARD.md", "# T", "card"),
        ("docs/model-card-tiny.md", "# T", "card"),
        ("DATASHEET.md", "# T", "card"),
        ("README.md", "---\nlicense: mit\n---\n# T", "card"),
        ("README.md", "---\nlayout: page\n---\n# T", "readme"),
        ("README.md", "# T", "readme"),
        ("docs/guide.md", "---\nlicense: mit\n---\n# T", "other"),
    ],
)
def test_the_role_of_a_document(path: str, text: str, role: str) -> None:
    assert described(text, path).role == role


def test_front_matter_of_a_page_is_not_that_of_a_card() -> None:
    (page,) = gathered({"README.md": "---\nlayout: page\n---\n# T"}).documents
    assert not page.is_card
