"""Whatever a settings file holds, it is loaded or refused with a message, and what it says is escaped."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openrelease.config import load_settings
from openrelease.errors import PolicyError, UsageError
from openrelease.model import Entry, EntryKind
from openrelease.repository import MemorySnapshot

pytestmark = pytest.mark.slow

TREE = {"a/b.md": "x\n", "LICENSE": "x\n"}
NAMES = """
kind name policies fail-on components releases exceptions weights path url revision license root card
requirement reason owner expires release x
"""
KEYS = st.sampled_from(NAMES.split())
SAID = "model a a/b.md ../a /a . MIT https://huggingface.co/a/b weights 2027-01-01 aia-baseline"
WORDS = st.sampled_from(SAID.split())
VALUES = st.recursive(
    WORDS | st.text(max_size=8) | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


def loaded(text: str) -> str:
    """Give what is refused, "" where nothing is."""
    try:
        load_settings(MemorySnapshot({**TREE, ".openrelease.yml": text}))
    except (UsageError, PolicyError) as error:
        return str(error)
    return ""


@settings(deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_value_is_loaded_or_refused(value: dict[str, Any]) -> None:
    refused = loaded(json.dumps(value))
    assert refused or value.keys() <= set(NAMES.split()) - {"x", "weights", "path", "url"}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("link", "is a symbolic link, which is not followed"),
        ("a/..", "is not a path inside the repository"),
        ("/etc/passwd", "is not a path inside the repository"),
        ("a\\\\b", "is not a path inside the repository"),
    ],
)
def test_a_path_that_leads_out_is_refused(path: str, message: str) -> None:
    link = Entry(path="link", kind=EntryKind.SYMLINK, target="/etc/passwd")
    text = f'components: {{license: [{{path: "{path}"}}]}}\n'
    with pytest.raises(UsageError, match=message):
        load_settings(MemorySnapshot({**TREE, ".openrelease.yml": text}, entries=[link]))


def test_a_long_word_is_cut_in_the_message() -> None:
    with pytest.raises(UsageError) as caught:
        load_settings(MemorySnapshot({".openrelease.yml": f"components: {{weights: [{{path: /{'x' * 5000}}}]}}\n"}))
    assert len(str(caught.value)) < 400
