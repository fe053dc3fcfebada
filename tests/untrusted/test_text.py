"""Bytes as text, the way an editor shows them."""

from __future__ import annotations

import pytest

from openrelease.errors import UntrustedInputError
from openrelease.untrusted import decode_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain\n", "plain\n"),
        (b"", ""),
        ("\ufeffgrün".encode(), "grün"),
        ("grün 模型".encode("utf-16"), "grün 模型"),
        (b"\xfe\xff" + "grün 模型".encode("utf-16-be"), "grün 模型"),
        (b"\xff\xfe" + "ab😀".encode("utf-16-le")[:-2], "ab"),
        (b"\xff\xfe" + "ab".encode("utf-16-le")[:-1], "a"),
        (b"gr\xfcn \x93quoted\x94 \x80", "grün “quoted” €"),
        (b"gap \x81\x8d", "gap \x81\x8d"),
        ("模型".encode()[:-1], "模åž"),
        ("模 ".encode() + b"\xfc", "模 ü"),
        (b"one\r\ntwo\rthree\n\nfour", "one\ntwo\nthree\n\nfour"),
        (b"page\x0cbreak \x1b[31mred", "page\x0cbreak \x1b[31mred"),
        (b"\xed\xa0\x80", "í\xa0€"),
    ],
)
def test_text_is_what_an_editor_shows(data: bytes, text: str) -> None:
    assert decode_text(data) == text


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + bytes(100),
        b"\x80\x02}q\x00.",
        bytes(range(32)) * 10,
        "text".encode("utf-32"),
        b"\xff\xfe\x00\xdc\x00\xdc",
        b"a" * 500 + b"\0",
    ],
    ids=["zip", "pickle", "controls", "utf-32", "lone surrogates", "one NUL in 500"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UntrustedInputError, match="is not text"):
        decode_text(data)


def test_one_stray_byte_does_not_make_a_long_text_binary() -> None:
    assert decode_text(b"a" * 5_000 + b"\0") == "a" * 5_000 + "\0"
