from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openrelease.catalog import load_license_table
from openrelease.licenses import parse
from openrelease.model import Permissive

TABLE = load_license_table()
ORDER = (Permissive.NO, Permissive.UNKNOWN, Permissive.YES)
SYMBOLS = st.sampled_from(
    [
        "MIT",
        "Apache-2.0",
        "GPL-2.0-only",
        "CC-BY-NC-4.0",
        "LicenseRef-x",
        "OpenMDW-1.0",
        "Apache-2.0 WITH LLVM-exception",
    ]
)
EXPRESSIONS = st.recursive(
    SYMBOLS,
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["AND", "OR"]), inner),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIT", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
        ("MIT AND (Apache-2.0 OR BSD-3-Clause)", "MIT AND (Apache-2.0 OR BSD-3-Clause)"),
        ("MIT License OR Apache License 2.0", "MIT OR Apache-2.0"),
        ("MIT OR MIT", "MIT"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("GPLv3+", "GPL-3.0-or-later"),
        ("Apache-2.0+", "Apache-2.0+"),
        ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("gpl-2.0-only with classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("OpenMDW-1.1 AND MIT", "OpenMDW-1.1 AND MIT"),
        ("licenseref-Ours", "LicenseRef-Ours"),
        ("DocumentRef-a:LicenseRef-b", "DocumentRef-a:LicenseRef-b"),
        ("openrail++", "LicenseRef-scancode-bigscience-open-rail-m2"),
        ("bsl-1.0", "BSL-1.0"),
    ],
)
def test_what_names_a_license_gets_its_canonical_spelling(text: str, expected: str) -> None:
    parsed = parse(text, TABLE)
    assert (parsed.expression, parsed.problem) == (expected, None)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "no license is stated"),
        ("other", "license_name"),
        ("openrail", "OpenRAIL family"),
        ("bsd", "bsd-2-clause or bsd-3-clause"),
        ("Apache-20", "did you mean Apache-2.0?"),
        ("MTI", "did you mean MIT?"),
        ("MIT AND", "not a license id"),
        ("MIT OR Apache-20", "did you mean Apache-2.0?"),
        ("MIT WITH nothing", "not an SPDX exception"),
        ("((", "not a license id"),
        ("MIT " * 1000, "longer than"),
        ("\x1b[31mMIT", "\\x1b"),
    ],
)
def test_what_names_none_says_why(text: str, hint: str) -> None:
    parsed = parse(text, TABLE)
    assert parsed.expression is None
    assert parsed.problem is not None
    assert hint in parsed.problem
    assert parsed.problem.isprintable()


@pytest.mark.parametrize("text", ["MIT/Apache-2.0", "MIT, Apache-2.0", "MIT & Apache 2.0"])
def test_a_list_is_read_as_the_reading_that_allows_least(text: str) -> None:
    parsed = parse(text, TABLE)
    assert parsed.expression == "MIT AND Apache-2.0"
    assert parsed.problem is not None
    assert "'MIT OR Apache-2.0' if anyone may choose" in parsed.problem


@pytest.mark.slow
@given(left=EXPRESSIONS, right=EXPRESSIONS)
@settings(max_examples=200, deadline=None)
def test_or_is_never_worse_than_a_branch_and_never_better(left: str, right: str) -> None:
    ranks = [ORDER.index(TABLE.permissive(side)) for side in (left, right)]
    assert ORDER.index(TABLE.permissive(f"{left} OR {right}")) == max(ranks)
    assert ORDER.index(TABLE.permissive(f"{left} AND {right}")) == min(ranks)


@given(text=EXPRESSIONS)
@settings(max_examples=200, deadline=None)
@pytest.mark.slow
def test_a_canonical_expression_stays_and_keeps_its_judgement(text: str) -> None:
    canonical = parse(text, TABLE).expression
    assert canonical is not None
    assert parse(canonical, TABLE).expression == canonical
    assert TABLE.permissive(canonical) is TABLE.permissive(text)


@given(text=st.text(max_size=60) | st.text(alphabet="MITAND()ORWH +-/,.", max_size=40))
@settings(max_examples=400, deadline=None)
@pytest.mark.slow
def test_no_text_raises(text: str) -> None:
    parsed = parse(text, TABLE)
    assert (parsed.expression or parsed.problem) is not None


def test_a_single_id_does_not_load_the_expression_library() -> None:
    program = (
        "import sys; from openrelease.catalog.load_licenses import load_license_table\n"
        "from openrelease.licenses import parse\n"
        "assert parse('apache-2.0', load_license_table()).expression == 'Apache-2.0'\n"
        "print('license_expression' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
