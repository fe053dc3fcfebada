"""Every wrong configuration is told with file, line, key and what to do, all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.repos import write_files

from openrelease.cli import main
from openrelease.config import load_settings
from openrelease.errors import PolicyError, UsageError
from openrelease.repository import MemorySnapshot

TREE = {
    "README.md": "# Rocket\n",
    "LICENSE": "text\n",
    "models/a/MODEL_CARD.md": "# A\n",
    "models/b/MODEL_CARD.md": "# B\n",
}
MODEL = "releases:\n  - name: a\n    root: models/a\n"
EXCEPTION = "exceptions:\n  - requirement: weights\n    reason: soon\n    owner: me\n    expires: 2027-01-01\n"

WRONG = [
    ("kind: modle", 1, "kind", "did you mean model?"),
    ("kind: model\nname: rocket", 2, "name", "of the form OWNER/NAME"),
    ("relases: []", 1, "relases", "did you mean releases?"),
    ("fail_on: never", 1, "fail_on", "did you mean fail-on?"),
    ("fail-on: nver", 1, "fail-on", "did you mean never?"),
    ("unknown: maybe", 1, "unknown", "allowed: fail, pass"),
    ("policies: aia-baseline", 1, "policies", "where a list is expected"),
    ("policies: []", 1, "policies", "add at least one policy"),
    ("policies:\n  - aia-baseline\n  - aia-bseline", 3, "policies[2]", "did you mean aia-baseline?"),
    ("policies: [ours.yml]", 1, "policies[1]", "add it, or correct the path"),
    ("components:\n  wieghts:\n    - path: LICENSE", 2, "components.wieghts", "did you mean weights?"),
    ("components:\n  weights: []", 2, "components.weights", "each with a path or a url"),
    (
        "components:\n  weights:\n    path: w.bin",
        2,
        "components.weights",
        "a mapping where a list is expected",
    ),
    (
        "components:\n  weights:\n    - license: MIT",
        3,
        "components.weights[1]",
        "use exactly one of them",
    ),
    (
        "components:\n  weights:\n    - path: LICENSE\n      url: https://huggingface.co/acme/a",
        3,
        "components.weights[1]",
        "use exactly one of them",
    ),
    (
        "components:\n  weights:\n    - path: ../elsewhere",
        3,
        "components.weights[1].path",
        "write it from the root",
    ),
    (
        "components:\n  weights:\n    - url: huggingface.co/acme/a",
        3,
        "components.weights[1].url",
        "such as https://huggingface.co/owner/name",
    ),
    (
        "components:\n  weights:\n    - url: https://huggingface.co/your-org/your-model",
        3,
        "components.weights[1].url",
        "use the real URL",
    ),
    (
        "components:\n  weights:\n    - path: LICENSE\n      revision: v1",
        4,
        "components.weights[1].revision",
        "remove it",
    ),
    (
        "components:\n  weights:\n    - url: https://huggingface.co/acme/a\n      license: Apachee-2.0",
        4,
        "components.weights[1].license",
        "did you mean Apache-2.0",
    ),
    (
        "components:\n  weights:\n    - url: https://huggingface.co/acme/a\n      licence: MIT",
        4,
        "components.weights[1].licence",
        "did you mean license?",
    ),
    ("releases: []", 1, "releases", "empty list; add a model"),
    ("releases:\n  - root: models/a", 2, "releases[1]", "name is missing; add it: name of the model"),
    ("releases:\n  - name: c\n    root: ../c", 3, "releases[1].root", "write it from the root"),
    (f"{MODEL}    card: /CARD.md", 4, "releases[1].card", "write it from the root"),
    (f"{MODEL}    license: ../LICENSE", 4, "releases[1].license", "write it from the root"),
    (f"{MODEL}    license: gpl", 4, "releases[1].license", "the path of a license text"),
    (f"{MODEL}    kind: data", 4, "releases[1].kind", "did you mean dataset?"),
    (f"{MODEL}  - name: a\n    root: models/b", 4, "releases[2].name", "give each model its own name"),
    (f"{MODEL}  - name: b\n    root: models/a/", 5, "releases[2].root", "root, card or license"),
    (EXCEPTION.replace("weights", "wieghts"), 2, "exceptions[1].requirement", "did you mean weights?"),
    (EXCEPTION.replace("    owner: me\n", ""), 2, "exceptions[1]", "owner is missing; add it: who is responsible"),
    (EXCEPTION.replace("soon", '""'), 3, "exceptions[1].reason", "where text is expected"),
    (EXCEPTION.replace("2027-01-01", "31.12.2027"), 5, "exceptions[1].expires", "such as 2027-06-30"),
    (EXCEPTION.replace("2027-01-01", "2027-02-30"), 5, "exceptions[1].expires", "as YYYY-MM-DD"),
    (f"{EXCEPTION}    path: /weights/", 6, "exceptions[1].path", "write it from the root"),
    (f"{EXCEPTION}    release: c", 6, "exceptions[1].release", "name one under `releases`"),
    (f"{MODEL}{EXCEPTION}    release: b", 9, "exceptions[1].release", "allowed: a, models/a; name one"),
    (f"{EXCEPTION}{EXCEPTION.partition(chr(10))[2]}", 6, "exceptions[2].requirement", "keep one of them"),
]


def told(text: str) -> str:
    with pytest.raises((UsageError, PolicyError)) as caught:
        load_settings(MemorySnapshot({**TREE, ".openrelease.yml": text}))
    assert caught.value.exit_code == 2
    return str(caught.value)


@pytest.mark.parametrize(("text", "line", "key", "remedy"), WRONG)
def test_it_names_file_line_key_and_remedy(text: str, line: int, key: str, remedy: str) -> None:
    [message] = told(text).splitlines()
    assert message.startswith(f".openrelease.yml:{line}: {key}: ")
    assert remedy in message


def test_there_are_at_least_twenty_kinds_of_them() -> None:
    assert len({(re.sub(r"\d", "", key), remedy) for _, _, key, remedy in WRONG}) >= 20


def test_what_is_no_yaml_has_a_line_and_no_key() -> None:
    assert told("kind: model\nname: [a").startswith(".openrelease.yml:2: ")


def test_all_mistakes_are_told_at_once() -> None:
    text = f"{MODEL}    card: /CARD.md\n    license: nothing of the kind\n{EXCEPTION}    path: ../x\n"
    assert [line.split(": ")[1] for line in told(text).splitlines()] == [
        "releases[1].card",
        "releases[1].license",
        "exceptions[1].path",
    ]


@pytest.mark.slow
def test_too_many_models_and_exceptions_are_refused() -> None:
    models = "".join(f"  - {{name: m{n}, root: models/a, card: README.md}}\n" for n in range(41))
    assert "at most 40" in told(f"releases:\n{models}")
    rest = "reason: r, owner: o, expires: 2027-01-01"
    many = "".join(f"  - {{requirement: weights, path: {'./' * n}, {rest}}}\n" for n in range(1, 202))
    assert "at most 200" in told(f"exceptions:\n{many}")


def test_the_command_line_tells_it_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository = write_files(tmp_path, {**TREE, ".openrelease.yml": WRONG[0][0]})
    assert main(["check", str(repository)]) == 2
    assert ".openrelease.yml:1: kind: 'modle' is not known" in capsys.readouterr().err
