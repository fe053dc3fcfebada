"""A hostile tree: names, contents, links, files and settings that try to run, to hang or to speak."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from support.project import CHECKOUT
from support.repos import Files, Link, bare_clone, git, make_repo, write_files

WORDS = tuple(
    os.fsdecode(word)
    for word in (
        b"\n::set-output name=outcome::met",
        b"\r\n::add-mask::a",
        b"##[add-mask]a",
        b"##vso[task.setvariable variable=a]b",
        b"| a | b |",
        b"`",
        b"``` a",
        b"<img src=x onerror=alert(1)>",
        b"<!-- ",
        b"](https:evil.example)",
        b"![a](b)",
        b"@octo #1 GH-1",
        b"%0A::error::a",
        b"\x1b[2J\x1b]0;a\x07",
        b"\xe2\x80\xaecod.exe",
        b"\xff\xfe\x80",
        b"\xed\xa0\x80",
        b"\xc2\x85\xe2\x80\xa8",
        b"-rf",
        b"--output=a",
        b" ",
        b"$(touch canary)",
        b"a;touch canary",
        b":(top)",
        b"\\",
        b"*",
    )
)
"""What names may hold, beside slashes: commands for GitHub's runner, Markdown, HTML, terminals and shells."""

FRONT_MATTER = {
    "aliases": "a: &a [x, x]\n" + "".join(f"{key}: &{key} [*a, *a, *a]\n" for key in "bcdefghij"),
    "tag": "license: !!python/object/apply:os.system ['touch canary']\n",
    "deep": "a: " + "[" * 50_000 + "\n",
    "deep-mapping": "{a: " * 5_000 + "\n",
    "twice": "license: mit\nlicense: other\n",
    "merge": "a: &a {license: mit}\n<<: *a\n",
    "long": "license: " + "m" * 200_000 + "\n",
    "many": "license: [" + "apache-2.0, " * 20_000 + "]\n",
    "control": "license: mit\x07\n",
    "second": "license: mit\n...\n--- a\nlicense: mit\n",
}
"""Front matter of cards; a guarded reader takes none of it, or takes no harm."""

_HEADER = b'{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'
_WEIGHTS = len(_HEADER).to_bytes(8, "little") + _HEADER + bytes(8)


def contents() -> Files:
    """Documents and source that are broken, huge in their parts, or written in an odd encoding."""
    cards = {f"docs/{name}/README.md": f"---\n{text}---\n# A model\n" for name, text in FRONT_MATTER.items()}
    urls = (f"[{n}](https://github.com/o{n}/r{n}) [l](../{n}.md)\n" for n in range(2_500))
    code = {"cell_type": "code", "source": ["import torch\n", *["f(x)\n"] * 100_000]}
    return {
        **cards,
        "docs/utf-16/README.md": "\ufeff# Über\r\n".encode("utf-16-le"),
        "docs/half/README.md": b"\xff\xfe#\x00 \x00#",
        "docs/crlf/README.md": b"# A\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n\rlone\r",
        "docs/nul/README.md": b"# A\0\n" * 1_000,
        "docs/links/README.md": "".join(urls),
        "docs/line/README.md": "license " * 30_000,
        "paper/bomb.ipynb": json.dumps({"cells": [code] * 10}),
        "paper/deep.ipynb": '{"cells":' + "[" * 200_000,
        "paper/parens.py": "import torch\n" + "(" * 100_000,
        "paper/nul.py": b"import torch\0\n",
        "paper/coding.py": "# -*- coding: rot13 -*-\nvzcbeg torch, numpy\n",
        **{f"third_party/{n}/LICENSE": f"License of {n}: all rights reserved.\n" for n in range(2_000)},
    }


def names() -> Files:
    """Each word in the names of weights, of source, and of documents that a report names as unreadable."""
    weights = {f"checkpoints/{word}/model.safetensors": _WEIGHTS for word in WORDS}
    cards = {f"docs/{number}/README{word}.md": "---\n[\n---\n" for number, word in enumerate(WORDS)}
    return {**weights, **cards, **{f"{word}.py": "import torch\n" for word in WORDS}}


def links() -> Files:
    """Links to secrets, to devices, to themselves, out of the tree, and of folders."""
    targets = {"passwd.md": "/etc/passwd", "zero.md": "/dev/zero", "loop.md": "loop.md", "up": "../../.."}
    return {f"links/{name}": Link(target) for name, target in {**targets, "self": "."}.items()}


def modules(canary: Path) -> Files:
    """A file named like each module that a run of the program imports, or that Python looks for."""
    example = str(CHECKOUT / "examples" / "complete")
    code = (
        "import contextlib, io, sys, openrelease.cli as cli\n"
        f"with contextlib.redirect_stdout(io.StringIO()): cli.main(['check', {example!r}])\n"
        "print(*sys.modules)"
    )
    command = [sys.executable, "-I", "-c", code]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    found = {name.partition(".")[0] for name in loaded} - {"__main__"}
    wanted = found | {"sitecustomize", "usercustomize", "encodings", "github", "requests", "tomllib", "tomli"}
    text = f"open({str(canary)!r}, 'w').close()\n"
    packages = {f"{name}/__init__.py": text for name in ("openrelease", "yaml", "license_expression")}
    return {**{f"{name}.py": text for name in sorted(wanted)}, **packages}


def arm(git_dir: Path, canary: Path) -> None:
    """Give a repository every setting that makes git start a program."""
    touch = f"touch '{canary}'; false"
    hook = canary.parent / "hooks" / "post-index-change"
    write_files(hook.parent, {hook.name: f"#!/bin/sh\n{touch}\n"})
    hook.chmod(0o755)
    programs = ("core.fsmonitor", "core.sshCommand", "core.pager", "diff.external", "core.askPass")
    filters = (f"filter.evil.{key}" for key in ("clean", "smudge", "process"))
    aliases = (f"alias.{name}" for name in ("ls-files", "ls-tree", "cat-file", "rev-parse", "config"))
    settings = {
        **dict.fromkeys((*programs, *filters, "diff.evil.textconv"), touch),
        **dict.fromkeys(aliases, f"!{touch}"),
        "core.hooksPath": str(hook.parent),
        "protocol.ext.allow": "always",
        "remote.origin.url": f"ext::sh -c touch% {canary}",
    }
    for key, value in settings.items():
        git(canary.parent, "config", "--file", str(git_dir / "config"), key, value)


def hostile_repository(folder: Path, files: Files, canary: Path) -> Path:
    """`files` among everything above, committed; then the settings, and an armed bare repository inside."""
    inner = bare_clone(make_repo(folder / "source", {"LICENSE": "inner"}), folder / "inner.git")
    arm(inner, canary)
    bare = {
        f"embedded/{path.relative_to(inner).as_posix()}": path.read_bytes()
        for path in inner.rglob("*")
        if path.is_file()
    }
    tree = {
        **contents(),
        **names(),
        **links(),
        **modules(canary),
        **bare,
        ".gitattributes": "* diff=evil filter=evil\n",
        **files,
    }
    made = make_repo(folder / "repository", tree)
    arm(made / ".git", canary)
    return made


def put_sparse(path: Path, gigabytes: int) -> None:
    """A file that claims a size and takes no room."""
    path.unlink(missing_ok=True)
    with path.open("wb") as file:
        file.truncate(gigabytes * 1000**3)


def put_pipe(path: Path) -> None:
    """A FIFO: whoever opens it waits for ever."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)
