from __future__ import annotations

import pytest
from support.looking import gathered

from openrelease.model import Affects, Entry, EntryKind
from openrelease.scan.inputs.read_inputs import (
    MOST_BYTES,
    MOST_DOCUMENTS,
    MOST_SOURCES,
    is_readme,
    sort_key_by_depth,
)


def problems(files: dict[str, bytes | str], *entries: Entry) -> list[tuple[str, int | None, str]]:
    found = gathered(files, entries=entries).problems
    return [(problem.location.path, problem.location.line, problem.message) for problem in found]


def test_documents_come_nearest_the_root_first_and_readmes_before_others() -> None:
    files = dict.fromkeys(["z/README.md", "b.md", "README.rst", "docs/a.md", "LICENSE", "a.py"], "x")
    assert [each.path for each in gathered(files).documents] == [
        "README.rst",
        "b.md",
        "z/README.md",
        "docs/a.md",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "CHANGELOG.md",
        "CODE_OF_CONDUCT.md",
        "requirements.txt",
        ".github/x.md",
        "third_party/x/README.md",
        "tests/README.md",
        "LICENSE.txt",
        "a.json",
    ],
)
def test_what_is_not_a_document_about_the_release(path: str) -> None:
    assert gathered({path: "text"}).documents == ()


@pytest.mark.parametrize(
    "path", ["tests/a.py", "vendor/x/a.py", "test_a.py", "setup.py", "a.css", "docs/a.js", "web/a.min.js"]
)
def test_what_is_not_source_of_the_release(path: str) -> None:
    assert gathered({path: "import torch"}).programs == {}


def test_source_is_read_by_its_suffix() -> None:
    files = {"a.py": "import torch", "b.sh": "wget https://a.io/x", "c.ipynb": '{"cells": []}'}
    found = gathered(files)
    assert sorted(found.programs) == ["a.py", "b.sh", "c.ipynb"]
    assert [each.path for each in found.documents] == ["c.ipynb"]


def test_links_and_absent_files_are_told_apart() -> None:
    link = Entry(path="LINK.md", kind=EntryKind.SYMLINK, target="README.md")
    assert problems({}, link, Entry(path="README.md", size=5)) == [("README.md", None, "content not in the repository")]


def test_a_document_that_is_too_long_is_a_problem_and_not_half_read() -> None:
    ((path, line, message),) = problems({"README.md": "x" * (MOST_BYTES + 1)})
    assert (path, line) == ("README.md", None)
    assert "longer than" in message
    assert gathered({"README.md": "x" * MOST_BYTES}).problems == ()


@pytest.mark.slow
def test_too_many_documents_are_one_problem() -> None:
    files: dict[str, bytes | str] = {f"d{number:03}.md": "x" for number in range(MOST_DOCUMENTS + 2)}
    ((path, _, message),) = problems(files)
    assert path == f"d{MOST_DOCUMENTS}.md"
    assert message.startswith("2 more documents were not read")


def test_binary_is_no_document() -> None:
    assert problems({"README.md": b"\x00\x01\x02" * 100}) == [("README.md", None, "is not text")]


def test_source_that_does_not_parse_is_a_problem() -> None:
    ((path, _, message),) = problems({"a.py": "u = 'https://a.io'\ndef f(:", "b.py": "print 'nothing'"})
    assert path == "a.py"
    assert "SyntaxError" in message


def test_front_matter_is_apart_from_the_text_and_lines_stay() -> None:
    (document,) = gathered({"README.md": "---\nlicense: mit\n---\n# T\n\n[x](u)\n"}).documents
    assert document.metadata == {"license": "mit"}
    assert document.lines == {"license": 2}
    assert (document.headings[0].line, document.links[0].line) == (4, 6)


def test_broken_front_matter_is_told_with_its_line_and_the_text_is_read() -> None:
    files: dict[str, bytes | str] = {"README.md": "---\na: b\nlicense: *x\n---\n# T\n"}
    ((path, line, message),) = problems(files)
    assert (path, line) == ("README.md", 3)
    assert message.startswith("front matter:")
    assert [heading.text for heading in gathered(files).documents[0].headings] == ["T"]


def test_front_matter_that_is_a_list_is_none() -> None:
    (document,) = gathered({"README.md": "---\n- license: mit\n---\n# T\n"}).documents
    assert document.metadata is None


@pytest.mark.parametrize(("path", "expected"), [("README", True), ("a/readme.zh.md", True), ("my-readme.md", False)])
def test_readmes(path: str, *, expected: bool) -> None:
    assert is_readme(path) is expected


def test_rank() -> None:
    assert sorted(["b/README.md", "a.md", "README.md"], key=sort_key_by_depth) == ["README.md", "a.md", "b/README.md"]


def test_terms_are_read_before_other_documents() -> None:
    """However many documents are nearer to the root, none of them takes the place of a README beside weights."""
    files = {f"a{n:03}.md": "x\n" for n in range(MOST_DOCUMENTS)}
    found = gathered(
        {**files, "zz/deep/README.md": "terms\n", "zz/deep/model.safetensors": b"x", "zz/README.md": "x\n"}
    )
    read = {document.path for document in found.documents}
    assert {"zz/deep/README.md", "zz/README.md"} <= read
    [problem] = found.problems
    assert problem.message.startswith("2 more documents were not read")
    assert problem.affects == {Affects.COMPONENTS}


@pytest.mark.slow
def test_a_large_repository_has_no_unread_terms_for_its_size() -> None:
    """Source beyond the limit is read for its license header, which is all that it states of terms."""
    many = {f"a{n:04}.py": "pass\n" for n in range(MOST_SOURCES)}
    plain = gathered({**many, "zz/last.py": "pass\n"})
    assert [problem.affects for problem in plain.problems] == [frozenset()]
    limited = gathered({**many, "zz/last.py": "# SPDX-License-Identifier: CC-BY-NC-4.0\n"})
    assert limited.programs["zz/last.py"].headers == (("CC-BY-NC-4.0", 1),)
