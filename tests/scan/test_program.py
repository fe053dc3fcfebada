from __future__ import annotations

import json

import pytest

from openrelease.errors import UntrustedInputError
from openrelease.scan.inputs.source_features import SourceFile, parse_notebook, parse_python, parse_shell


def features(text: str) -> dict[str, int]:
    return dict(parse_python("a.py", text).features)


def links(program: SourceFile) -> list[tuple[str, int]]:
    return [(link.url, link.line) for link in program.links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import os.path, torch", {"import:os": 1, "import:os.path": 1, "import:torch": 1}),
        ("\nfrom torch.nn import Module as M", {"import:torch": 2, "from:torch.Module": 2}),
        ("from . import near", {}),
        ("class A(nn.Module, Base): pass", {"base:Module": 1, "base:Base": 1}),
        ("def forward(x): return x\nasync def run(): x()", {"def:forward": 1, "def:run": 2, "call:x": 2}),
        ("def forward(x): pass\nasync def run(): ...", {"stub:forward": 1, "stub:run": 2}),
        ("def forward(x):\n    'Soon.'\n    raise NotImplementedError", {"stub:forward": 1}),
        ("def f():\n    raise SystemExit", {"stub:f": 1}),
        ("class A(Module):\n    def forward(self):\n        raise SystemExit", {"stub:forward": 2}),
        ("class A(Module):\n    pass", {"base:Module": 1}),
        ("def f():\n    raise NotImplementedError('soon')", {"stub:f": 1, "call:NotImplementedError": 2}),
        ("a = 'small/w.safetensors'\nb = x @ a * 2", {"names:weights": 1, "op:@": 2, "op:*": 2}),
        ("u = 'releases/download'", {"names:releases": 1}),
        ("loss.backward()\na.b.fit()\nrun()\nx[0]()", {"call:backward": 1, "call:fit": 2, "call:run": 3}),
        ("fit()\nfit()", {"call:fit": 1}),
        ("# import torch\n'import torch'", {}),
    ],
)
def test_features_come_from_the_syntax_tree(text: str, expected: dict[str, int]) -> None:
    assert features(text) == expected


@pytest.mark.parametrize("text", ["def f(:", "print 'old'", "x = '\x00'", "(" * 5000, "\tx\n  y"])
def test_what_does_not_parse_is_refused(text: str) -> None:
    with pytest.raises(UntrustedInputError, match="is not Python that we can read"):
        parse_python("a.py", text)


def test_invalid_escapes_are_nobodys_news() -> None:
    assert links(parse_python("a.py", r"u = 'https://a.io/\d'")) == [("https://a.io/", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1\nu = 'https://a.io/w.pt'", [("https://a.io/w.pt", 2)]),
        ('u = "https://a.io/" "w.pt"', [("https://a.io/w.pt", 1)]),
        ('"""\nsee\nhttps://a.io\n"""', [("https://a.io", 3)]),
        ("u = f'https://a.io/{size}/w.pt'", [("https://a.io/{}/w.pt", 1)]),
        ("u = f'{base}/w.pt'", []),
        ("# https://a.io", []),
        ("u = b'https://a.io'", []),
        ("def f(x, model_path='acme/tiny'): pass", [("https://huggingface.co/acme/tiny", 1)]),
        ("def f(*, model_id='acme/tiny', n=1): pass", [("https://huggingface.co/acme/tiny", 1)]),
        ("CHECKPOINT = 'acme/tiny'", [("https://huggingface.co/acme/tiny", 1)]),
        ("Tiny(pretrained='acme/tiny')", [("https://huggingface.co/acme/tiny", 1)]),
        ("MODEL = 'models/tiny'\nmodel = 'acme/tiny.pth'\nname = 'acme/tiny'", []),
        ("u = 'a', 'https://a.io https://b.io'", [("https://a.io", 1), ("https://b.io", 1)]),
    ],
)
def test_urls_in_python_are_those_of_strings(text: str, expected: list[tuple[str, int]]) -> None:
    assert links(parse_python("a.py", text)) == expected


def test_urls_in_shell_scripts() -> None:
    script = '#!/bin/sh\nwget "https://a.io/w.pt" -O w.pt\ncurl https://a.io/${SIZE}.pt\n'
    assert links(parse_shell("a.sh", script)) == [("https://a.io/w.pt", 2), ("https://a.io/${SIZE}.pt", 3)]
    assert parse_shell("a.sh", script).links[0].context == 'wget "https://a.io/w.pt" -O w.pt'


def notebook(*cells: tuple[str, list[str] | str], indent: int | None = 1) -> bytes:
    made = [{"cell_type": kind, "source": source} for kind, source in cells]
    return json.dumps({"cells": made, "nbformat": 4}, indent=indent).encode()


CELLS = (
    ("markdown", ["# Title é\n", "[x](https://m.io)"]),
    ("code", ["%pip install x\n", "import torch\n", "u = 'https://a.io/w.pt'"]),
    ("code", ["!wget https://q.io/w.pt\n", "loss.backward()"]),
    ("raw", ["https://raw.io"]),
)


def test_lines_of_a_notebook_are_those_of_its_file() -> None:
    data = notebook(*CELLS)
    rows = data.decode().split("\n")
    program = parse_notebook("n.ipynb", data)
    assert set(program.features) == {"import:torch", "call:backward", "names:weights"}
    assert "import torch" in rows[program.features["import:torch"] - 1]
    assert "loss.backward" in rows[program.features["call:backward"] - 1]
    assert {url for url, _ in links(program)} == {"https://a.io/w.pt", "https://q.io/w.pt"}
    assert all(url in rows[line - 1] for url, line in links(program))


def test_the_prose_of_a_notebook_is_a_document_with_lines_of_the_file() -> None:
    data = notebook(*CELLS)
    rows = data.decode().split("\n")
    document = parse_notebook("n.ipynb", data).document
    assert document is not None
    assert [heading.text for heading in document.headings] == ["Title é"]
    assert "# Title" in rows[document.headings[0].line - 1]
    assert "https://m.io" in rows[document.links[0].line - 1]


def test_a_notebook_on_one_line_or_with_text_for_lists_is_read_too() -> None:
    assert links(parse_notebook("n.ipynb", notebook(*CELLS, indent=None))) == [
        ("https://a.io/w.pt", 1),
        ("https://q.io/w.pt", 1),
    ]
    assert parse_notebook("n.ipynb", notebook(("code", "x = 1\ny()"))).features.keys() == {"call:y"}


def test_a_notebook_that_is_not_python_still_has_urls() -> None:
    program = parse_notebook("n.ipynb", notebook(("code", ["using Flux -> 'https://a.io/w'\n"])))
    assert (dict(program.features), [url for url, _ in links(program)]) == ({}, ["https://a.io/w"])


@pytest.mark.parametrize("data", [b"[]", b"{}", b'{"cells": 1}', b"not json", b'{"cells": [{'])
def test_what_is_no_notebook_is_refused(data: bytes) -> None:
    with pytest.raises(UntrustedInputError):
        parse_notebook("n.ipynb", data)


def test_cells_of_strange_shape_are_ignored() -> None:
    cells = [1, None, {"cell_type": "code"}, {"cell_type": "code", "source": ["x()", 2]}, {"source": {}}]
    program = parse_notebook("n.ipynb", json.dumps({"cells": cells}).encode())
    assert program.features.keys() == {"call:x"}
