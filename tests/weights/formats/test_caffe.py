"""Models of Caffe: the values of their blobs are counted, and what is no network is refused."""

from __future__ import annotations

import struct

import pytest

from openrelease.weights import Header, read_header, recognize_format, source_from_bytes


def field(number: int, payload: bytes) -> bytes:
    """A field of bytes; tag and length are varints."""
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes((*out, value))


def network(values: int = 6) -> bytes:
    """A network of one layer with one blob."""
    blob = field(7, field(1, b"\x02\x03")) + field(5, struct.pack(f"<{values}f", *range(values)))
    return field(1, b"net") + field(100, field(1, b"conv1") + field(2, b"Convolution") + field(7, blob))


SOUND = {"caffe": ("net.caffemodel", network())}


def read(data: bytes) -> Header:
    return read_header("caffe", source_from_bytes("net.caffemodel", data))


def test_the_values_of_blobs_are_counted() -> None:
    found = recognize_format("net.caffemodel", network()[:4096], len(network()))
    assert found is not None
    assert found.format == "caffe"
    assert (read(network()).faults, read(network()).parameters) == ((), 6)


@pytest.mark.parametrize("data", [field(1, b"net"), bytes(4_096), network()[:-1], network() + b"\0", network(0)])
def test_what_is_no_network_with_values_is_refused(data: bytes) -> None:
    assert [each.rule.removeprefix("caffe-") for each in read(data).faults] in (["malformed"], ["truncated"])
