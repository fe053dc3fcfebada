"""Front matter, and cards that only look as if they had one."""

from __future__ import annotations

import time

import pytest

from openrelease.errors import UntrustedInputError
from openrelease.untrusted import decode_text, load_yaml, split_front_matter

CARD = "---\nlicense: apache-2.0\ntags:\n- a\n---\n# Rocket\n"


def test_the_block_and_its_lines() -> None:
    front = split_front_matter(CARD)
    assert front is not None
    assert front.yaml == "license: apache-2.0\ntags:\n- a\n"
    assert (front.start_line, front.body_line) == (2, 6)
    assert CARD.split("\n")[front.body_line - 1] == "# Rocket"
    assert load_yaml(front.yaml.encode(), first_line=front.start_line).lines["tags",] == 3


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + CARD.encode(),
        CARD.encode("utf-16"),
        CARD.replace("\n", "\r\n").encode(),
        CARD.replace("\n", "\r").encode(),
        CARD.replace("---\n", "---  \t\n").encode(),
        CARD.removesuffix("\n# Rocket\n").encode(),
    ],
    ids=["mark", "utf-16", "crlf", "cr", "blanks after the rules", "nothing after it"],
)
def test_it_is_found_however_the_file_is_written(data: bytes) -> None:
    front = split_front_matter(decode_text(data))
    assert front is not None
    assert load_yaml(front.yaml.encode()).value == {"license": "apache-2.0", "tags": ["a"]}
    assert (front.start_line, front.body_line) == (2, 6)


def test_blank_lines_before_it_are_passed_over_and_counted() -> None:
    front = split_front_matter("\n \n" + CARD)
    assert front is not None
    assert (front.start_line, front.body_line) == (4, 8)


@pytest.mark.parametrize(
    "text",
    [
        "---\n# Rocket\n\nA model.\n\n---\nMore.\n",
        "---\n\nThis model was made by us.\nIt is good.\n\n---\n\nlicense: mit\n",
        "---\nRocket: a model\n\nIt was made by us.\nIt is good.\n---\n",
        "---\n",
        "---",
        "------\nlicense: mit\n------\n",
        "--- \n---\n",
        "---\n---\nlicense: mit\n---\n",
        "---\nlicense: mit\n",
        "---\nlicense: mit\n ---\n",
        "---\nlicense: mit\n----\n",
        "---\n  license: mit\n---\n",
        "# Rocket\n---\nlicense: mit\n---\n",
        "***\nlicense: mit\n***\n",
        "--- license: mit\n---\n",
        "",
    ],
)
def test_a_horizontal_rule_opens_no_front_matter(text: str) -> None:
    assert split_front_matter(text) is None


@pytest.mark.parametrize(
    "block",
    [
        "license: mit\nlicense: cc-by-nc-4.0\n",
        "tags: [a\nlicense: mit\n",
        "license: mit\n\tname: x\n",
        "A line of prose.\nAnd one more.\nOne more still.\nlicense: cc-by-nc-4.0\n",
        "model name: rocket: nine\nAnother line.\n'license': cc-by-nc-4.0\n",
    ],
)
def test_a_block_with_errors_is_front_matter_so_that_no_term_is_overlooked(block: str) -> None:
    front = split_front_matter(f"---\n{block}---\n")
    assert front is not None
    with pytest.raises(UntrustedInputError):
        load_yaml(front.yaml.encode())


def test_a_block_that_is_too_long_is_refused_and_not_overlooked() -> None:
    entries = "".join(f"- config: part{n}\n" for n in range(20_000))
    front = split_front_matter(f"---\nlicense: cc-by-nc-4.0\nconfigs:\n{entries}---\n")
    assert front is not None
    with pytest.raises(UntrustedInputError, match="longer than"):
        load_yaml(front.yaml.encode())


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "---\n" * 500_000,
        "---\n" + "\n---x" * 400_000,
        "\n" * 2_000_000,
        " " * 2_000_000 + "---",
        "---\na: b\n" + "---" + " " * 2_000_000 + "x",
        "---\n" + '"' * 2_000_000 + "\n---\n",
        "---\n" + "a" * 2_000_000 + "\n---\n",
        "---\n" + "a" * 2_000_000,
    ],
    ids=["rules", "near rules", "blank lines", "blanks", "blanks after a rule", "quotes", "a word", "no end"],
)
def test_it_takes_time_in_proportion_to_its_length(text: str) -> None:
    start = time.process_time()
    split_front_matter(text)
    assert time.process_time() - start < 2
