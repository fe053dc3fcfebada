from __future__ import annotations

import pytest

from openrelease.catalog.load_licenses import load_license_table
from openrelease.scan.licensing.license_mentions import find_license_ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("released under the MIT license.", ("MIT",)),
        ("licensed under the Apache License, Version 2.0 (the license)", ("Apache-2.0",)),
        ("an Apache2.0 license", ("Apache-2.0",)),
        ("MIT-licensed code", ("MIT",)),
        ("MIT or Apache-2.0, at your choice of license", ("Apache-2.0",)),
        ("CC BY-NC 4.0", ("CC-BY-NC-4.0",)),
        ("Creative Commons Attribution-NonCommercial 4.0 International License", ("CC-BY-NC-4.0",)),
        ("GPLv3 license", ("GPL-3.0-only",)),
        ("BSD 3-Clause", ("BSD-3-Clause",)),
        ("CDLA-Permissive-2.0", ("CDLA-Permissive-2.0",)),
        ("Apache 2.0, Apache 2.0 and CC0 1.0", ("Apache-2.0", "CC0-1.0")),
    ],
)
def test_names_of_licenses_in_a_sentence(text: str, expected: tuple[str, ...]) -> None:
    assert find_license_ids(text, load_license_table()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "researchers at MIT in 2023",
        "Apache Spark 2.0 and Apache Kafka",
        "for Python 2 and PHP 3, with HDF5 files",
        "Python 3.10, PostgreSQL 14, zlib 1.2 and Ruby 2.7",
        "a license of version 2.0",
        "see the license",
        "under a permissive license",
        "the ISC-West fair",
        "X11 windows, curl and the Intel compiler",
        "the GPL",
        "in the public domain of research",
        "",
    ],
)
def test_what_names_no_license(text: str) -> None:
    assert find_license_ids(text, load_license_table()) == ()


@pytest.mark.parametrize(
    ("text", "expected"), [("MIT", ("MIT",)), ("ISC", ("ISC",)), ("ODC-BY", ("ODC-By-1.0",)), ("Acme", ())]
)
def test_where_only_names_stand_a_bare_one_is_enough(text: str, expected: tuple[str, ...]) -> None:
    assert find_license_ids(text, load_license_table(), only_names=True) == expected
