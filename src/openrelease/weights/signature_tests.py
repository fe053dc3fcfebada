"""The tests that signatures are composed of; patterns are compiled when a file is first tested."""

import re
from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from openrelease.weights.decoding.archives import tar_members, zip_members
from openrelease.weights.file_sample import Sample
from openrelease.weights.model_words import has_model_word

_MAX_ERROR_PAGE = 1_048_576  # bytes

SignatureTest: TypeAlias = Callable[[Sample], bool]

_compile_text = cache(re.compile)


@cache
def _compile_bytes(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


def starts_with(*magics: bytes, at: int = 0) -> SignatureTest:
    """Pass if one of these bytes stands at the start, or `at` bytes after it."""
    return lambda sample: sample.head.startswith(magics, at)


def head_matches(pattern: bytes) -> SignatureTest:
    """Pass if the pattern is found in the first bytes; `.` is any byte."""
    return lambda sample: _compile_bytes(pattern).search(sample.head) is not None


def has_suffix(*suffixes: str) -> SignatureTest:
    """Pass if the lower-case path ends with one of these."""
    return lambda sample: sample.path.endswith(suffixes)


def all_of(*tests: SignatureTest) -> SignatureTest:
    """Pass if every test passes."""
    return lambda sample: all(test(sample) for test in tests)


def any_of(*tests: SignatureTest) -> SignatureTest:
    """Pass if one of the tests passes."""
    return lambda sample: any(test(sample) for test in tests)


def none_of(*tests: SignatureTest) -> SignatureTest:
    """Pass if no test passes."""
    return lambda sample: not any(test(sample) for test in tests)


def zip_contains(pattern: str) -> SignatureTest:
    """Pass if the first bytes are those of a zip archive, and a member in them has such a name."""
    return lambda sample: any(map(_compile_text(pattern).fullmatch, zip_members(sample.head)))


def zip_starts_with(pattern: str) -> SignatureTest:
    """Pass if the first member of a zip archive has such a name."""
    return lambda sample: any(map(_compile_text(pattern).fullmatch, zip_members(sample.head)[:1]))


def tar_contains(pattern: str) -> SignatureTest:
    """Pass if the first bytes are those of a tar archive, and a member in them has such a name."""
    return lambda sample: any(map(_compile_text(pattern).fullmatch, tar_members(sample.head)))


def is_named_for_model(sample: Sample) -> bool:
    """Return whether the file name has a word for a model or its weights, and none for data."""
    return has_model_word(sample.path)


def is_binary(sample: Sample) -> bool:
    """Return whether the first bytes are anything but text: an error page, a README and a pointer are text."""
    return sample.binary


def is_raw_data(sample: Sample) -> bool:
    """Return whether the file is binary, or longer than an error page: quantized weights may look like text."""
    return sample.binary or sample.size >= _MAX_ERROR_PAGE
