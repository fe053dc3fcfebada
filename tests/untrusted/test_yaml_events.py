"""Guarded YAML: what is read, and each way to hurt a reader."""

from __future__ import annotations

import time

import pytest

from openrelease.errors import UntrustedInputError
from openrelease.untrusted import Plain, load_yaml

pytestmark = pytest.mark.slow

LAUGHS = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
MERGES = "".join(f"l{n}: &l{n} {{<<: [*l{n - 1}, *l{n - 1}]}}\n" for n in range(1, 24))

HOSTILE = {
    "a flow list 100,000 deep": "[" * 100_000,
    "a flow list 20,000 deep": "[" * 20_000,
    "a flow list 900 deep": "[" * 900 + "]" * 900,
    "a flow mapping 100,000 deep": "{" * 100_000,
    "a block mapping 400 deep": "".join(" " * n + "a:\n" for n in range(400)),
    "complex keys 50,000 deep": "? " * 50_000,
    "a block list 50,000 deep": "- " * 50_000,
    "merge keys that double": "l0: &l0 {a: 1}\n" + MERGES,
    "a merge key without an alias": "<<: {a: 1}",
    "a billion laughs": "l0: &l0 lol\n" + LAUGHS,
    "a list inside itself": "&a [*a]",
    "an alias as a key": "&a k: v\n*a : w\n",
    "a flat map of 1 MB": "".join(f"key{n}: value\n" for n in range(70_000)),
    "a flat map of too many parts": "".join(f"{n}:\n" for n in range(26_000)),
    "a float that is none": "a: !!float x",
    "an integer of nothing": 'a: !!int ""',
    "a timestamp that is none": "a: !!timestamp x",
    "a character beyond Unicode": r'a: "\UFFFFFFFF"',
    "a character just beyond Unicode": r'a: "\U00110000"',
    "binary": "a: !!binary aGk=",
    "a set": "!!set {a, b}",
    "ordered pairs": "!!omap [a: 1]",
    "a Python object": "!!python/object/apply:os.system [echo]",
    "a Python name": "a: !!python/name:os.system",
    "a private tag": "a: !secret b",
    "a tag by handle": "%TAG ! tag:yaml.org,2002:python/\n---\na: !tuple [b]",
    "duplicate keys": "license: mit\nlicense: cc-by-nc-4.0\n",
    "duplicate keys, one quoted": "license: mit\n'license': cc-by-nc-4.0\n",
    "a list as a key": "? [a, b]\n: c\n",
    "a second document": "a: 1\n---\nb: 2\n",
    "a long text": f"a: {'x' * 70_000}",
    "a NUL": "a: \0",
    "a C1 control": "a: \x80b",
    "a tab as indentation": "a:\n\tb: c\n",
    "an unknown version": "%YAML 3.0\n--- a\n",
    "an unclosed quote": 'a: "b\nc: d\n',
    "an unclosed list": "a: [b, c\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.slow
def test_hostile_yaml_is_refused_in_no_time(text: str) -> None:
    start = time.process_time()
    with pytest.raises(UntrustedInputError) as caught:
        load_yaml(text.encode())
    assert time.process_time() - start < 6
    assert caught.value.reason.isprintable()
    assert len(caught.value.reason) < 200


def test_bytes_that_are_not_utf8_are_refused_with_their_line() -> None:
    with pytest.raises(UntrustedInputError, match="not UTF-8") as caught:
        load_yaml(b"a: b\r\nc: d\re: \xff\n")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("date: 2024-13-45", {"date": "2024-13-45"}),
        ("date: 2024-01-02", {"date": "2024-01-02"}),
        ("version: 1.10", {"version": "1.10"}),
        ("language: [no, yes, on, off, y]", {"language": ["no", "yes", "on", "off", "y"]}),
        ("n: 0x1F\nm: 1_000\no: 0o17", {"n": "0x1F", "m": "1_000", "o": "0o17"}),
        ("time: " + "1:" * 500 + "1", {"time": "1:" * 500 + "1"}),
        (f"n: {'9' * 5_000}", {"n": "9" * 5_000}),
        ("a: null\nb: ~\nc:\nd: Null", {"a": None, "b": None, "c": None, "d": None}),
        ("a: true\nb: False\nc: TRUE", {"a": True, "b": False, "c": True}),
        (
            "a: 'null'\nb: \"true\"\nc: !!str true\nd: ! null",
            {"a": "null", "b": "true", "c": "true", "d": "null"},
        ),
        ("null: a\ntrue: b\n1: c", {"null": "a", "true": "b", "1": "c"}),
        ("'<<': a", {"<<": "a"}),
        ("a: &anchor b", {"a": "b"}),
        ("a: !!seq [!!map {b: c}]", {"a": [{"b": "c"}]}),
        ("a: |\n  one\n  two\nb: >\n  one\n  two\n", {"a": "one\ntwo\n", "b": "one two\n"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("# a comment\u2028license: mit\na: b", {"a": "b"}),
        ("- a\n- [b]\n", ["a", ["b"]]),
        ("", None),
        ("# nothing\n", None),
        ("---\n...\n", None),
        ("plain", "plain"),
    ],
)
def test_scalars_stay_what_the_author_wrote(text: str, value: Plain) -> None:
    assert load_yaml(text.encode()).value == value


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_no_key_hides_behind_what_editors_do_not_show_as_a_line_end(separator: str) -> None:
    with pytest.raises(UntrustedInputError):
        load_yaml(f"name: rocket{separator}license: mit\n".encode())
    assert load_yaml(f"a: b # note{separator}license: mit\n".encode()).value == {"a": "b"}


def test_the_limits_themselves_are_allowed() -> None:
    assert load_yaml(b"[" * 32 + b"]" * 32).value is not None
    assert load_yaml(b"a: " + b"x" * 65_536).value == {"a": "x" * 65_536}
    assert load_yaml(b"a: b", limit=4).value == {"a": "b"}
    with pytest.raises(UntrustedInputError, match="longer than 3 bytes"):
        load_yaml(b"a: b", limit=3)
    with pytest.raises(UntrustedInputError, match="deeper than 32"):
        load_yaml(b"[" * 33 + b"]" * 33)


@pytest.mark.slow
def test_a_full_file_of_flat_keys_takes_its_time_but_not_more() -> None:
    start = time.process_time()
    value = load_yaml("".join(f"{n:x}: a\n" for n in range(24_000)).encode()).value
    assert isinstance(value, dict)
    assert len(value) == 24_000
    assert time.process_time() - start < 10


def test_each_key_and_item_has_its_line() -> None:
    text = "license: mit\ntags:\n- a\n- b: c\n  d:\n    - e\n\n# no\nlast: {x: [y,\n  z]}\n"
    assert load_yaml(text.encode(), first_line=2).lines == {
        (): 2,
        ("license",): 2,
        ("tags",): 3,
        ("tags", 0): 4,
        ("tags", 1): 5,
        ("tags", 1, "b"): 5,
        ("tags", 1, "d"): 6,
        ("tags", 1, "d", 0): 7,
        ("last",): 10,
        ("last", "x"): 10,
        ("last", "x", 0): 10,
        ("last", "x", 1): 11,
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_an_editor(end: str) -> None:
    text = end.join(["# \u2028 \x85", "a: b", "c: '\u2029'", "d: e"])
    assert load_yaml(text.encode()).lines == {(): 2, ("a",): 2, ("c",): 3, ("d",): 4}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\nc: d\na: e\n", 3),
        ("a: b\nc: *d\n", 2),
        ("a: b\n\nc: !!int 1\n", 3),
        ("a: b\n---\nc: d\n", 2),
        ("a: b\n\nc: [\n", 4),
        ("a: b\nc: \x07\n", 2),
        ("a: b\n<<: c\n", 2),
    ],
)
def test_an_error_has_the_line_of_the_file(text: str, line: int) -> None:
    with pytest.raises(UntrustedInputError) as caught:
        load_yaml(text.encode(), first_line=1)
    assert caught.value.line == line
    with pytest.raises(UntrustedInputError) as caught:
        load_yaml(text.encode(), first_line=11)
    assert caught.value.line == line + 10


def test_a_reason_quotes_little_and_only_printable_characters() -> None:
    key = "\u202e\x1b[31m" + "x" * 1_000
    with pytest.raises(UntrustedInputError) as caught:
        load_yaml(f'"{key[0]}\\e{key[2:]}": a\n"{key[0]}\\e{key[2:]}": b\n'.encode())
    assert caught.value.reason.isascii()
    assert len(caught.value.reason) < 200
