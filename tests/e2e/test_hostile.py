"""The command line in repositories made to harm it: nothing runs, hangs, fills memory, lies or speaks out.

The limits are those of the shell's ulimit, so that a breach ends the process and with it the test.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support.hostile import hostile_repository, put_pipe, put_sparse
from support.manual_pages import manual_pages
from support.project import CHECKOUT, program
from support.repos import Files, Link, environment
from support.workflow_commands import recognised

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no FIFOs, and no names like these"),
]

KILOBYTES = 524_288  # of address space, so of memory too: 512 MB
SECONDS = 60
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TREES = {"work tree": (), "index": ("--staged",), "commit": ("--rev", "HEAD")}
COMPLETE = {
    path.relative_to(CHECKOUT / "examples" / "complete").as_posix(): path.read_bytes()
    for path in sorted((CHECKOUT / "examples" / "complete").rglob("*"))
    if path.is_file()
}
# A release that has every name and nothing behind them. What it says of itself is said where nobody can read.
HOLLOW = {
    "LICENSE": Link("/etc/passwd"),
    "README.md": "---\nlicense: mit\nlicense: mit\n---\n# A model\n",
    "adapter_model.safetensors": Link("/dev/zero"),
    "model.safetensors": "x",
    "inference.py": "import torch\n" + "(" * 100_000,
    "train.py": b"import torch\0\n",
    "MODEL_CARD.md": "---\na: &a [*a]\n---\n",
    "CITATION.cff": "license: !!python/name:os.system mit\n",
    "pyproject.toml": "[project]\nlicense = 'MIT'\nlicense = 'MIT'\n",
}


# Each alone in a folder, in a size at which quadratic time would breach the limit.
ALONE = {
    "README.md": {
        "brackets": "[" * 200_000,
        "references": "".join(f"[{n}]: b\n" for n in range(9_000)) + "[1][2]" * 25_000,
        "images": "![a](b)" * 40_000,
        "emphasis": "*a_ " * 60_000,
        "quotes": "\n".join(">" * n for n in range(700)),
        "lists": "\n".join(f"{'  ' * n}- a" for n in range(700)),
        "headings": "# a\n" * 60_000,
        "headings-of-html": "<h1>a" * 60_000,
        "links-of-html": "<div>" + "<a>x" * 60_000,
        "declarations": "<div><![x[ y ]]> <!x> <?x " + "<![CDATA[" * 30_000,
        "instructions": "<?" * 125_000,
        "columns": "license|" * 15_000 + "\n" + "-|" * 15_000 + "\n" + "MIT|" * 15_000,
        "rows": "a|b\n-|-\n" + "a|b\n" * 40_000,
        "urls": "https://a.example/b " * 12_000,
        "urls-of-code": "```\n" + 'from_pretrained("a/b", "https://a.example") ' * 6_000 + "\n```",
        "local-links": "".join(f"[a](f{n}.md)\n" for n in range(15_000)),
        "marks": "-" * 250_000 + "a",
        "licenses": "licensed under the Apache License 2.0, MIT License; " * 5_000,
        "badges": "![license](https://img.shields.io/badge/license-MIT-green.svg)\n" * 4_000,
    },
    "train.py": {
        "parentheses": "import torch\n" + "(" * 100_000,
        "signs": "import torch\n" + "-" * 500_000 + "1",
        "calls": "import torch\n" + "f(x)\n" * 100_000,
        "chain": "import torch\na" + ".a" * 250_000,
        "urls": "import torch\na='" + "https://a.example " * 25_000 + "'",
    },
    "LICENSE": {
        "words": "license " * 60_000,
        "titles": "MIT License\n\n" * 20_000,
        "one-line": "a" * 500_000,
        "permission": "Permission is hereby granted, free of charge, " * 10_000,
    },
    "train.ipynb": {
        "code": json.dumps({"cells": [{"cell_type": "code", "source": ["f(x)\n"] * 500_000}]}),
        "text": json.dumps({"cells": [{"cell_type": "markdown", "source": "[" * 4_000_000}]}),
    },
    ".openrelease.yml": {
        "aliases": "policies: &a [*a]\n",
        "tag": "kind: !!python/object/apply:os.system ['touch canary']\n",
        "deep": "[" * 200_000,
        "long": "name: " + "a/" * 120_000,
    },
}
MISTAKEN = {".openrelease.yml"}  # of wrong settings a user is told, and nothing is judged


@dataclass(frozen=True, kw_only=True)
class Trap:
    """A hostile repository, and the file that appears where anything of it has run."""

    folder: Path
    canary: Path


def openrelease(folder: Path, *arguments: str, seconds: int = SECONDS) -> subprocess.CompletedProcess[str]:
    """Run the console script inside `folder`, within the limits; its output must be UTF-8."""
    limits = f'ulimit -v {KILOBYTES} && ulimit -t {seconds} && exec "$0" "$@"'
    done = subprocess.run(
        ["sh", "-c", limits, program("openrelease"), *arguments],
        cwd=folder,
        env={key: value for key, value in environment().items() if not key.startswith("PYTHON")},
        capture_output=True,
        check=False,
        timeout=4 * seconds,  # of the clock, on a busy machine
    )
    streams = (done.stdout.decode(), done.stderr.decode())  # no newline is translated, so that all are seen
    return subprocess.CompletedProcess(done.args, done.returncode, *streams)


def build(folder: Path, files: Files, pipe: str, sparse: str) -> Trap:
    canary = folder / "canary"
    made = hostile_repository(folder, {**files, pipe: "x", sparse: "x"}, canary)
    put_pipe(made / pipe)
    put_sparse(made / sparse, 100)
    return Trap(folder=made, canary=canary)


@pytest.fixture(scope="session")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Trap:
    """A complete release among hostile things that have nothing to do with it."""
    return build(tmp_path_factory.mktemp("complete"), COMPLETE, "docs/pipe.png", "docs/big.png")


@pytest.fixture(scope="session")
def hollow(tmp_path_factory: pytest.TempPathFactory) -> Trap:
    """Hostile things alone, under the names that a complete release has."""
    made = build(tmp_path_factory.mktemp("hollow"), HOLLOW, "train.py", "README.md")
    put_sparse(made.folder / "model.safetensors", 100)
    return made


def outcomes(text: str) -> dict[str, str]:
    """What became of each required sentence; recommended ones may speak of the licenses in third_party."""
    [policy] = json.loads(text)["verdicts"]
    verdicts = policy["requirements"]
    return {verdict["id"]: verdict["outcome"] for verdict in verdicts if verdict["level"] == "required"}


@pytest.mark.parametrize("tree", TREES)
def test_a_complete_release_is_found_among_hostile_things(tree: str, complete: Trap) -> None:
    done = openrelease(complete.folder, "check", *TREES[tree], "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert set(outcomes(done.stdout).values()) == {"met"}
    assert not complete.canary.exists()


@pytest.mark.parametrize("tree", TREES)
def test_nothing_that_cannot_be_read_is_met(tree: str, hollow: Trap) -> None:
    done = openrelease(hollow.folder, "check", *TREES[tree], "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    seen = outcomes(done.stdout)
    assert "met" not in {seen[name] for name in ("license-text", "weights-license", "code-license", "weights-whole")}
    assert "root:" not in done.stdout
    assert not hollow.canary.exists()


def is_plain(char: str) -> bool:
    """Shown as itself: no control, format, surrogate or separator character but the line feed."""
    return char in "\n " or unicodedata.category(char)[0] not in "CZ"


# a mark and its word, which the Markdown table holds together with spaces that do not break
OUR_STATUS = r"(?<=\| )\S\u00a0(in\u00a0repo|linked|unclear|absent)(?= \|)"


@pytest.mark.parametrize("form", ["terminal", "json", "markdown", "github"])
@pytest.mark.parametrize("trap", ["complete", "hollow"])
def test_a_report_speaks_with_its_own_voice_only(form: str, trap: str, request: pytest.FixtureRequest) -> None:
    tree: Trap = request.getfixturevalue(trap)
    done = openrelease(tree.folder, "check", "--staged", "--format", form)
    assert (done.returncode, done.stderr) == ({"complete": 0, "hollow": 1}[trap], "")
    shown = re.sub(OUR_STATUS, "", done.stdout)
    assert {char for char in shown if not is_plain(char)} == set()
    names = {name for name, _, _ in recognised(done.stdout)}
    assert names <= ({"error", "warning", "notice"} if form == "github" else set())
    if form == "markdown":
        assert foreign_tokens(done.stdout) == []


def foreign_tokens(text: str) -> list[str]:
    """What a browser would make of names: images, tags other than of our own details, links but to our manual."""
    ours = re.compile(r"(</?(details|summary)>|[^<>])*")
    tokens = [child for token in PARSER.parse(text) for child in (token, *(token.children or ()))]
    html = [t.content for t in tokens if t.type.startswith("html") and not ours.fullmatch(t.content)]
    links = [str(t.attrs["href"]) for t in tokens if t.type == "link_open"]
    foreign = [address for address in links if address not in manual_pages()]
    return html + foreign + [t.type for t in tokens if t.type in {"image", "s_open"}]


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, texts in ALONE.items() for name in texts])
def test_no_single_file_takes_long(path: str, name: str, tmp_path: Path) -> None:
    (tmp_path / path).write_text(ALONE[path][name], encoding="utf-8")
    done = openrelease(tmp_path, "check", "--format", "json", seconds=12)
    assert done.returncode == (2 if path in MISTAKEN else 1), done.stderr[-500:]
    assert all(map(is_plain, done.stdout + done.stderr))
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize(
    "text",
    [
        'id: "::error::\\e[2J"\ntitle: <img src=x>\n',
        "id: a\nrequirements: &a [*a]\n",
        "!!python/object/apply:os.system ['touch canary']\n",
        "[" * 100_000,
        "\0",
        "\ud83d",
    ],
)
def test_a_hostile_policy_is_refused_in_plain_words(text: str, tmp_path: Path) -> None:
    (tmp_path / "policy.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
    done = openrelease(tmp_path, "check", "--policy", "policy.yml", seconds=10)
    assert (done.returncode, done.stdout) == (2, "")
    assert all(map(is_plain, done.stderr))
    assert not list(recognised(done.stderr))
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize("command", [("facts",), ("identify", "LICENSE"), ("check", "--config", "-rf")])
def test_other_commands_run_nothing_either(command: tuple[str, ...], complete: Trap) -> None:
    done = openrelease(complete.folder, *command)
    assert done.returncode in {0, 2}
    assert not list(recognised(done.stdout + done.stderr))
    assert not complete.canary.exists()


def test_the_canary_can_sing(complete: Trap, tmp_path: Path) -> None:
    """What the tests above rule out would be seen: a module of the tree runs where Python is started so."""
    copy = tmp_path / "yaml.py"
    song = tmp_path / "canary"
    copy.write_text((complete.folder / "yaml.py").read_text().replace(str(complete.canary), str(song)))
    subprocess.run([sys.executable, "-c", "import yaml"], cwd=tmp_path, check=True)
    assert song.exists()
