from __future__ import annotations

import pytest
from support.hostile_releases import SAFETENSORS
from support.looking import APACHE, WEIGHTS, governing, look

from openrelease.model import Affects, Kind


def card(front: str) -> str:
    return f"---\nlibrary_name: x\n{front}\n---\n{WEIGHTS}"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("license: apache-2.0", ("Apache-2.0", "yes", "front_matter")),
        ("license: MIT", ("MIT", "yes", "front_matter")),
        ("license: cc-by-nc-4.0", ("CC-BY-NC-4.0", "no", "front_matter")),
        ("license: other", (None, "unknown", "front_matter")),
        ("license: other\nlicense_name: acme-license", (None, "unknown", "front_matter")),
        ("license: other\nlicense_name: mit", ("MIT", "yes", "front_matter")),
        ("license: unknown", (None, "unknown", "front_matter")),
        ("license: [mit, apache-2.0]", ("MIT", "yes", "front_matter")),
        ("license: [mit, cc-by-nc-4.0]", (None, "mixed", "front_matter")),
        ("license: {name: mit}", (None, "unknown", "front_matter")),
        (f"license: '{'mit ' * 100}'", (None, "unknown", "front_matter")),
        ("license:", ("Apache-2.0", "yes", "inherited")),
        ("tags: [mit]", ("Apache-2.0", "yes", "inherited")),
    ],
)
def test_front_matter_speaks_of_the_weights(front: str, expected: tuple[str | None, str, str]) -> None:
    assert governing(look({"LICENSE": APACHE, "README.md": card(front)})) == expected


def test_a_license_in_front_matter_has_its_line() -> None:
    facts = look({"README.md": card("license: mit")})
    stated = facts.components["weights"].license
    assert stated is not None
    assert stated.location.line == 3


def test_the_front_matter_of_a_data_card_speaks_of_the_data() -> None:
    files = {"README.md": "---\nlicense: cc-by-4.0\n---\n# D\n", "data/a.jsonl": "x" * 2000}
    assert governing(look(files, kind=Kind.DATASET), "datasets") == ("CC-BY-4.0", "yes", "front_matter")


CODE = {"README.md": WEIGHTS, "train.py": "import torch\nloss.backward()\noptimizer.step()\n"}


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ('[project]\nlicense = "MIT"', ("MIT", "yes", "metadata")),
        ('[project]\nlicense = {text = "GPL-3.0-only"}', ("GPL-3.0-only", "no", "metadata")),
        ('[project]\nlicense = "LicenseRef-Acme"', ("LicenseRef-Acme", "unknown", "metadata")),
        ('[project]\nlicense = {file = "LICENSE"}', ("Apache-2.0", "yes", "inherited")),
        ('[tool.x]\nlicense = "MIT"', ("Apache-2.0", "yes", "inherited")),
    ],
)
def test_pyproject_speaks_of_the_code(toml: str, expected: tuple[str | None, str, str]) -> None:
    facts = look({**CODE, "LICENSE": APACHE, "pyproject.toml": toml})
    assert governing(facts, "training_code") == expected
    assert governing(facts) == ("Apache-2.0", "yes", "inherited")


def test_citation_speaks_of_the_whole() -> None:
    cff = "cff-version: 1.2.0\nlicense: MIT\n"
    facts = look({**CODE, "CITATION.cff": cff})
    assert governing(facts) == ("MIT", "yes", "metadata")
    assert facts.components["weights"].license is not None
    assert facts.components["weights"].license.location.line == 2


@pytest.mark.parametrize(("path", "text"), [("pyproject.toml", "[project"), ("CITATION.cff", "a: *b")])
def test_metadata_that_cannot_be_read_is_a_problem(path: str, text: str) -> None:
    assert [problem.location.path for problem in look({**CODE, path: text}).problems] == [path]


@pytest.mark.slow
def test_of_a_very_long_list_of_licenses_the_rest_leaves_it_open() -> None:
    words = ", ".join(f"terms-{number}" for number in range(60))
    facts = look({"README.md": f"---\nlicense: [{words}]\n---\n{WEIGHTS}"})
    notes = [each.detail for each in facts.components["weights"].claims]
    assert "60 different licenses, of which the first 50 are read" in notes


def test_a_license_that_a_list_names_again_is_no_other() -> None:
    words = ", ".join(["mit"] * 60)
    facts = look({"README.md": f"---\nlicense: [{words}]\n---\n{WEIGHTS}"})
    assert governing(facts) == ("MIT", "yes", "front_matter")


def test_the_line_is_that_of_the_key_and_not_of_one_that_begins_like_it() -> None:
    toml = '[project]\nname = "x"\nlicense-files = ["LICENSE"]\nlicense = "Apache-20"\n'
    facts = look({**CODE, "pyproject.toml": toml})
    stated = facts.components["training_code"].license
    assert stated is not None
    assert (stated.location.path, stated.location.line) == ("pyproject.toml", 4)
    assert "did you mean Apache-2.0?" in stated.detail


BIBTEX = "@article{a2026,\n  title={A Study},\n}\n"


@pytest.mark.parametrize(
    ("text", "settled"),
    [(BIBTEX, True), (f"license: [cc-by-nc-4.0\n{BIBTEX}", False), (f'"l\\u0069cense: x\n{BIBTEX}', False)],
)
def test_a_citation_in_another_format_matters_only_if_it_may_state_a_license(text: str, *, settled: bool) -> None:
    (problem,) = look({"README.md": "# Tiny\n", "CITATION.cff": text}).problems
    assert (Affects.TERMS not in problem.affects) is settled


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("setup(name='a', license='MIT')", ("Apache-2.0", "yes", "inherited")),
        ('setup(license = "CC-BY-NC-4.0")', ("CC-BY-NC-4.0", "no", "metadata")),
        ("setup(classifiers=['License :: OSI Approved :: AGPL-3.0-only'])", ("AGPL-3.0-only", "no", "metadata")),
        ("setup(license='see LICENSE')", ("Apache-2.0", "yes", "inherited")),
        ("setup(license=LICENSE)", ("Apache-2.0", "yes", "inherited")),
    ],
)
def test_a_setup_script_limits_the_code(script: str, expected: tuple[str | None, str, str]) -> None:
    files = {"LICENSE": APACHE, **CODE, "setup.py": f"from setuptools import setup\n\n{script}\n"}
    assert governing(look(files), "training_code") == expected


def test_stanzas_of_dep5_speak_of_the_files_that_they_match() -> None:
    stanzas = (
        "Format: x\n\nFiles: src/* weights/*\n more/*\nCopyright: a\nLicense: {}\n text\n\nFiles: *.csv\nLicense: MIT\n"
    )
    weights = {"weights/a/model.safetensors": SAFETENSORS, "more/model.safetensors": SAFETENSORS}
    base = {"LICENSE": APACHE, "README.md": "# Tiny LM\n", **weights}
    for name, expected in (("CC-BY-NC-4.0", "no"), ("MIT", "yes"), ("LicenseRef-Acme", "unknown")):
        found = governing(look({**base, ".reuse/dep5": stanzas.format(name)}))
        assert found is not None
        assert found[1] == expected, name


def test_a_dep5_file_that_cannot_be_read_leaves_terms_unknown() -> None:
    facts = look({"LICENSE": APACHE, **CODE, ".reuse/dep5": "Files: " + "a " * 200 + "\nLicense: MIT\n"})
    assert [each.affects for each in facts.problems if each.location.path == ".reuse/dep5"] == [{Affects.TERMS}]
