"""What a sample shows -> a test of it: the few kinds of sign that signatures are put together from."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from openrelease.weights.archives import tar_members, zip_members
from openrelease.weights.file_sample import Sample

_LONGEST_PAGE = 1_048_576  # bytes

SignatureTest: TypeAlias = Callable[[Sample], bool]


def name_matches(pattern: str) -> SignatureTest:
    """The path, in lower case, matches somewhere."""
    wanted = re.compile(pattern)
    return lambda sample: wanted.search(sample.path) is not None


def starts_with(*magics: bytes, at: int = 0) -> SignatureTest:
    """One of these bytes stands at the start, or `at` bytes after it."""
    return lambda sample: sample.head.startswith(magics, at)


def head_matches(pattern: bytes) -> SignatureTest:
    """The first bytes match somewhere; `.` is any byte."""
    wanted = re.compile(pattern, re.DOTALL)
    return lambda sample: wanted.search(sample.head) is not None


def all_of(*tests: SignatureTest) -> SignatureTest:
    """All of them hold."""
    return lambda sample: all(test(sample) for test in tests)


def any_of(*tests: SignatureTest) -> SignatureTest:
    """One of them holds."""
    return lambda sample: any(test(sample) for test in tests)


def zip_contains(pattern: str) -> SignatureTest:
    """A zip file that begins with members of which one has such a name."""
    wanted = re.compile(pattern)
    return lambda sample: any(wanted.fullmatch(name) for name in zip_members(sample.head))


def zip_starts_with(pattern: str) -> SignatureTest:
    """A zip file whose first member has such a name."""
    wanted = re.compile(pattern)
    return lambda sample: any(wanted.fullmatch(name) for name in zip_members(sample.head)[:1])


def tar_contains(pattern: str) -> SignatureTest:
    """A tar file that begins with members of which one has such a name."""
    wanted = re.compile(pattern)
    return lambda sample: any(wanted.fullmatch(name) for name in tar_members(sample.head))


def is_raw_data(sample: Sample) -> bool:
    """Anything but text, or longer than an error page; the bytes of quantised weights may look like text."""
    return sample.binary or sample.size >= _LONGEST_PAGE


def is_binary(sample: Sample) -> bool:
    """The first bytes are anything but text: an error page, a readme and a pointer are text."""
    return sample.binary
