"""Bytes -> text: what an editor would show, with the line numbers that it would show."""

import codecs

from openrelease.errors import UntrustedInputError

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = bytes({*range(32)} - set(b"\t\n\r\f\b\x1b"))
_NULS_IN = 1_000  # at most one NUL in so many characters
_CONTROLS_IN = 20  # at most one control character in so many
# Each byte that is not UTF-8 is read as Windows-1252, or Latin-1 where that has a gap. As it is done
# byte by byte, one bad byte (or a character cut by a bounded read) does not garble the rest.
_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_BYTES = {key: chr(key - 0xDC00) if char == "\ufffd" else char for key, char in _STRAY.items()}


def decode_text(data: bytes) -> str:
    r"""Text with \n line ends: UTF-8 or UTF-16 by its mark, else UTF-8, stray bytes as Windows-1252.

    Raises UntrustedInputError("is not text") for binary data. It may be long: bound what you read.
    """
    text = _decode_utf16(data) if data.startswith(_UTF16) else _decode_utf8(data)
    plain = text.encode("utf-8", "surrogatepass") if data.startswith(_UTF16) else data
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    if plain.count(0) * _NULS_IN > len(text) or controls * _CONTROLS_IN > len(text):
        raise UntrustedInputError("is not text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_utf16(data: bytes) -> str:
    """UTF-16 by its byte order mark, which is dropped; so is a last character that a bounded read has cut."""
    try:
        return codecs.getincrementaldecoder("utf-16")().decode(data)
    except UnicodeDecodeError as error:
        raise UntrustedInputError("is not text") from error


def _decode_utf8(data: bytes) -> str:
    """UTF-8 with or without a byte order mark, stray bytes as Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", "surrogateescape").translate(_BYTES)
