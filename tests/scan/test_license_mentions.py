from __future__ import annotations

import pytest

from openrelease.catalog.load_licenses import load_license_table
from openrelease.model import Permissive
from openrelease.scan.licensing.passages.license_mentions import find_license_names
from openrelease.scan.licensing.passages.license_name_index import canonical_name


def named(text: str, *, bare: bool = False) -> tuple[tuple[str | None, str], ...]:
    found = find_license_names(text, load_license_table(), bare=bare)
    return tuple((each.expression, each.permissive.value) for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("released under the MIT license.", "MIT"),
        ("licensed under the Apache License, Version 2.0 (the license)", "Apache-2.0"),
        ("an Apache2.0 license", "Apache-2.0"),
        ("the Apache license", "Apache-2.0"),
        ("MIT-licensed code", "MIT"),
        ("CC BY-NC 4.0", "CC-BY-NC-4.0"),
        ("by-nc-sa 4.0", "CC-BY-NC-SA-4.0"),
        ("Creative Commons CC BY 4.0", "CC-BY-4.0"),
        ("Creative Commons (CC0 1.0)", "CC0-1.0"),
        ("released under ODbL.", "ODbL-1.0"),
        ("released under OpenMDW", "OpenMDW-1.1"),
        ("under the Open Data Commons Attribution License", "ODC-By-1.0"),
        ("under the Open Government Licence v3.0", "OGL-UK-3.0"),
        ("Creative Commons Attribution-NonCommercial 4.0 International License", "CC-BY-NC-4.0"),
        ("Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("GPLv3 license", "GPL-3.0-only"),
        ("BSD 3-Clause", "BSD-3-Clause"),
        ("CDLA-Permissive-2.0", "CDLA-Permissive-2.0"),
        ("the SIL Open Font License, version 1.1", "OFL-1.1"),
        ("代码采用MIT许可证", "MIT"),
    ],
)
def test_a_license_that_a_sentence_names(text: str, expected: str) -> None:
    assert [expression for expression, _ in named(text)] == [expected]


def test_several_licenses_in_their_order() -> None:
    assert named("under MIT or Apache-2.0, at your choice") == (("MIT", "yes"), ("Apache-2.0", "yes"))


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
        "X11 windows, curl and the Intel compiler",
        "in the public domain of research",
        "the model license",
        "",
    ],
)
def test_what_names_no_license(text: str) -> None:
    assert named(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "the Modified MIT License",
        "a modified version of the MIT License",
        "an MIT-style license",
        "the Apache 2.0 License with additional terms",
        "a license based on the MIT License",
    ],
)
def test_a_changed_license_is_not_the_one_that_it_comes_from(text: str) -> None:
    assert named(text) == ((None, Permissive.UNKNOWN.value),)


def test_a_clause_that_is_added_counts_beside_the_license() -> None:
    assert [permissive for _, permissive in named("Apache 2.0 with Commons Clause")] == ["unknown", "no"]


def test_modified_bsd_is_a_name_of_the_license_itself() -> None:
    assert named("the modified BSD 3-clause license") == (("BSD-3-Clause", "yes"),)


@pytest.mark.parametrize(
    ("text", "permissive"),
    [
        ("the Acme Community License", "no"),
        ("the Acme Non-Commercial License", "no"),
        ("the Acme Model License Agreement", "unknown"),
        ("released under GPL", "no"),
    ],
)
def test_a_license_without_an_id(text: str, permissive: str) -> None:
    assert named(text)[-1] == (None, permissive)


@pytest.mark.parametrize(("text", "expected"), [("MIT", "MIT"), ("ISC", "ISC"), ("ODC-BY", "ODC-By-1.0")])
def test_where_only_names_stand_a_bare_one_is_enough(text: str, expected: str) -> None:
    assert named(text, bare=True) == ((expected, "yes"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Apache License, Version 2.0", "apache-2.0"),
        ("CC BY-NC-SA 4.0", "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International"),
        ("GNU General Public License v3.0", "GPL 3"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert canonical_name(one) == canonical_name(other)
