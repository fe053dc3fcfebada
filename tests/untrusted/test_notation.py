"""Strict JSON and bounded TOML."""

from __future__ import annotations

import json
import time
import tracemalloc

import pytest

from openrelease.errors import UntrustedInputError
from openrelease.untrusted import load_json, load_toml

WRONG_JSON = {
    "NaN": "[NaN]",
    "Infinity": "[Infinity]",
    "-Infinity": "[-Infinity]",
    "a list 1,000 deep": "[" * 1_000 + "]" * 1_000,
    "a list 129 deep": "[" * 129 + "]" * 129,
    "a list 100,000 deep": "[" * 100_000,
    "an object 100,000 deep": '{"a":' * 100_000,
    "5,000 digits": "9" * 5_000,
    "101 digits": "9" * 101,
    "a float beyond doubles": "[1e999]",
    "duplicate keys": '{"license": "mit", "license": "cc-by-nc-4.0"}',
    "duplicate keys by escape": r'{"license": "mit", "\u006cicense": "cc-by-nc-4.0"}',
    "duplicate keys deep inside": '[{"a": [{"b": 1, "b": 1}]}]',
    "too many parts": "[" + "0," * 1_200_000 + "0]",
    "an index of 600,001 files": "{" + ",".join(f'"{n}":""' for n in range(600_001)) + "}",
    "a comment": "{} // no",
    "a trailing comma": "[1,]",
    "nothing": "",
    "a byte order mark alone": "\ufeff",
    "two values": "{} {}",
    "UTF-16": "\ufeff{}",
}


@pytest.mark.parametrize("name", WRONG_JSON)
def test_what_is_not_strict_json_is_refused(name: str) -> None:
    data = WRONG_JSON[name].encode("utf-16" if name == "UTF-16" else "utf-8")
    start = time.process_time()
    with pytest.raises(UntrustedInputError) as caught:
        load_json(data)
    assert time.process_time() - start < 2
    assert caught.value.reason.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 128 + "]" * 128,
        "9" * 100,
        "1.5e308",
        r'"\ud800"',
        '{"a": {"a": [{"a": null}]}}',
        " \r\n{}\t",
        "true",
    ],
)
def test_strict_json_means_what_the_standard_library_reads(text: str) -> None:
    assert load_json(text.encode()) == json.loads(text)


def test_a_byte_order_mark_before_json_is_dropped() -> None:
    assert load_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    ("data", "line"),
    [(b'{\n"a": 1,\n"b" 2}', 3), (b'{\r\n"a": 1,\r\n"b" 2}', 3), (b'{\r"a"\r: \xff}', 3), (b"x", 1)],
)
def test_an_error_in_json_has_its_line(data: bytes, line: int) -> None:
    with pytest.raises(UntrustedInputError) as caught:
        load_json(data)
    assert caught.value.line == line


def test_json_longer_than_its_limit_is_refused() -> None:
    assert load_json(b"[1]", limit=3) == [1]
    with pytest.raises(UntrustedInputError, match="longer than 2 bytes"):
        load_json(b"[1]", limit=2)


@pytest.mark.slow
def test_the_line_of_an_error_needs_no_list_of_all_lines() -> None:
    data = b"\n" * 33_000_000 + b"x"
    tracemalloc.start()
    try:
        with pytest.raises(UntrustedInputError) as caught:
            load_json(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.line == 33_000_001
    assert peak < 5 * len(data)  # a list of all lines takes fifty times as much


WRONG_TOML = {
    "a list 100,000 deep": "a = " + "[" * 100_000,
    "tables inside each other": "a = " + "{a=" * 5_000,
    "a key of 20,000 parts": ".".join("a" * 20_000) + " = 1",
    "a table of 65 parts": "[" + ".".join("a" * 66) + "]",
    "a key of many quoted parts": ".".join(['"a"'] * 66) + " = 1",
    "a long key in an inline table": "a = {" + ".".join("a" * 66) + " = 1}",
    "a long key after a text": 'a = """\n"""\n' + ".".join("a" * 66) + " = 1",
    "quotes after a text without an end": '"""\n' + '\\"""\n' * 10_000 + "\\",
    "a huge hexadecimal number": "a = 0x" + "f" * 100_000,
    "5,000 digits": "a = " + "9" * 5_000,
    "a date that is none": "a = 2024-13-45",
    "duplicate keys": "a = 1\na = 2",
    "duplicate tables": "[a]\n[a]",
    "a text without an end": 'a = "b',
    "a control character": "a = '\0'",
    "not a mapping": "[1, 2]",
}


@pytest.mark.parametrize("text", WRONG_TOML.values(), ids=WRONG_TOML)
def test_hostile_toml_is_refused_in_no_time(text: str) -> None:
    start = time.process_time()
    with pytest.raises(UntrustedInputError) as caught:
        load_toml(text.encode())
    assert time.process_time() - start < 6
    assert caught.value.reason.isprintable()
    assert len(caught.value.reason) < 300


def test_toml_gives_only_values_that_json_can_write() -> None:
    text = """
        title = "a.b.c"  # dots.in.a.comment
        when = 2024-05-06T07:08:09Z
        day = 2024-05-06
        hour = 07:08:09
        most = inf
        none = nan
        yes = true
        n = 3
        x = 1.5
        [tool.one]
        list = [1, {two = "2"}]
    """
    value = load_toml(text.encode())
    assert value == {
        "title": "a.b.c",
        "when": "2024-05-06T07:08:09+00:00",
        "day": "2024-05-06",
        "hour": "07:08:09",
        "most": "inf",
        "none": "nan",
        "yes": True,
        "n": 3,
        "x": 1.5,
        "tool": {"one": {"list": [1, {"two": "2"}]}},
    }
    assert json.loads(json.dumps(value, allow_nan=False)) == value


def test_a_key_of_64_parts_is_read() -> None:
    assert load_toml((".".join("a" * 64) + " = 1").encode()) is not None


def test_an_error_in_toml_has_its_line() -> None:
    with pytest.raises(UntrustedInputError) as caught:
        load_toml(b"a = 1\r\nb = 2\r\nc = \r\n")
    assert caught.value.line == 3
    with pytest.raises(UntrustedInputError) as caught:
        load_toml(b"a = 1\n" + b".".join([b"a"] * 70) + b" = 1")
    assert caught.value.line == 2
