"""Other people's suites: JSONTestSuite and yaml-test-suite."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from support.corpus import corpus

from openrelease.errors import UntrustedInputError
from openrelease.untrusted import load_json, load_yaml

# Readers disagree on which of two equal keys wins, so we refuse what the suite leaves to the reader.
DUPLICATE_KEYS = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}


def accepted(load: Callable[[bytes], object], data: bytes) -> bool:
    try:
        load(data)
    except UntrustedInputError:
        return False
    return True


def refusal(data: bytes) -> UntrustedInputError | None:
    try:
        load_yaml(data)
    except UntrustedInputError as error:
        return error
    return None


def json_cases(prefix: str, cases: int) -> dict[str, bytes]:
    folder = corpus("hostile", "json_test_suite", "test_parsing", cases=cases)
    found = {path.name: path.read_bytes() for path in folder.glob(f"{prefix}_*.json")}
    assert len(found) == cases
    return found


def test_every_wrong_json_is_refused() -> None:
    assert [name for name, data in json_cases("n", 188).items() if accepted(load_json, data)] == []


def test_every_right_json_is_read_except_for_duplicate_keys() -> None:
    refused = {name for name, data in json_cases("y", 95).items() if not accepted(load_json, data)}
    assert refused == DUPLICATE_KEYS


def test_json_that_readers_may_treat_as_they_like_ends_in_a_value_or_our_error() -> None:
    outcomes = [accepted(load_json, data) for data in json_cases("i", 35).values()]
    assert len(outcomes) == 35


def test_right_json_means_the_same_as_to_the_standard_library() -> None:
    for name, data in json_cases("y", 95).items():
        if name not in DUPLICATE_KEYS:
            assert load_json(data) == json.loads(data), name


def test_every_yaml_ends_in_a_value_or_our_error() -> None:
    suite = json.loads(corpus("hostile", "yaml_test_suite.json", cases=402).read_bytes())
    outcomes = {name: accepted(load_yaml, bytes.fromhex(case["yaml_hex"])) for name, case in suite.items()}
    assert len(outcomes) == 402
    # PyYAML reads YAML 1.1: it is laxer than 1.2 in a few of the cases that must fail, never in most.
    lax = [name for name, case in suite.items() if case["must_fail"] and outcomes[name]]
    assert len(lax) <= 10, lax


def test_yaml_that_is_refused_says_where() -> None:
    suite = json.loads(corpus("hostile", "yaml_test_suite.json", cases=402).read_bytes())
    for name, case in suite.items():
        data = bytes.fromhex(case["yaml_hex"])
        error = refusal(data)
        last = data.decode("utf-8-sig").count("\n") + 1
        assert error is None or (error.line is not None and 1 <= error.line <= last), name
        assert str(error).isprintable(), name


@pytest.mark.parametrize("number", range(3))
def test_naughty_strings_survive_json_unchanged(number: int) -> None:
    strings = json.loads(corpus("hostile", "naughty_strings", "blns.json", cases=515).read_bytes())
    part = strings[number::3]
    assert load_json(json.dumps(part).encode()) == part


@pytest.mark.slow
def test_naughty_strings_survive_yaml_or_are_refused() -> None:
    strings = json.loads(corpus("hostile", "naughty_strings", "blns.json", cases=515).read_bytes())
    read = [text for text in strings if accepted(load_yaml, _yaml(text))]
    assert len(read) > 400
    # YAML 1.1 would end a line at these; they are read as spaces, so that no key can hide behind one.
    space = str.maketrans("\x85\u2028\u2029", "   ")
    assert all(load_yaml(_yaml(text)).value == {"name": text.translate(space)} for text in read)


def _yaml(text: str) -> bytes:
    return json.dumps({"name": text}, ensure_ascii=False).encode()
