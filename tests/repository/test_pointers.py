from __future__ import annotations

from pathlib import Path

import pytest
from support.repos import Link, make_repo

from openrelease.errors import UnreadableError
from openrelease.model import Entry, EntryKind, Pointer
from openrelease.repository import MemorySnapshot, dvc_outputs, open_snapshot, parse_pointer

OID = "sha256:" + "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"
V1 = "version https://git-lfs.github.com/spec/v1"
KEY = "SHA256E-s987--" + OID.removeprefix("sha256:") + ".safetensors"
MD5 = "0cc175b9c0f1b6a831c399e269772661"


def pointer(content: bytes | str, path: str = "model.safetensors") -> Pointer | None:
    snapshot = MemorySnapshot({path: content})
    return parse_pointer(snapshot, snapshot.entries()[0])


@pytest.mark.parametrize(
    "text",
    [
        f"{V1}\noid {OID}\nsize 12345\n",
        f"{V1}\r\noid {OID}\r\nsize 12345\r\n",
        f"{V1}\noid {OID}\nsize 12345",
        f"version https://hawser.github.com/spec/v1\noid {OID}\nsize 12345\n",
        f"version http://git-media.io/v/2\noid {OID}\nsize 12345\n",
        f"{V1}\next-0-foo {OID}\next-1-bar {OID}\noid {OID}\nsize 12345\n",
    ],
)
def test_git_lfs(text: str) -> None:
    assert pointer(text) == Pointer(system="git-lfs", size=12345, digest=OID)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        f"{V1}\nsize 12345\noid {OID}\n",  # not sorted
        f"{V1}\noid {OID}\n",
        f"{V1}\nsize 5\n",
        f"{V1}\noid {OID}\nsize -5\n",
        f"{V1}\noid {OID}\nsize 5 \n",
        f"{V1}\noid {OID}\nsize \u0665\n",
        f"{V1}\noid {OID}\nsize {'9' * 400}\n",
        f"{V1}\noid {OID[:-1]}\nsize 5\n",
        f"{V1}\noid {OID.upper()}\nsize 5\n",
        f"{V1}\noid md5:{MD5}\nsize 5\n",
        f"{V1}\noid {OID}\noid {OID}\nsize 5\n",
        f"{V1}\noid {OID}\nsize 5\n\nand more",
        f"oid {OID}\nsize 5\n{V1}\n",
        f"version https://git-lfs.github.com/spec/v2\noid {OID}\nsize 5\n",
        f" {V1}\noid {OID}\nsize 5\n",
        f"{V1}\noid {OID}\nsize 5\nz {'x' * 1000}\n",  # 1024 bytes or more
        b"\xff\xfe\x00",
    ],
)
def test_not_git_lfs(text: bytes | str) -> None:
    assert pointer(text) is None


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (KEY, Pointer(system="git-annex", size=987, digest=OID)),
        (f"MD5-s5--{MD5}", Pointer(system="git-annex", size=5, digest=f"md5:{MD5}")),
        ("WORM-s3-m1289672605--file.bin", Pointer(system="git-annex", size=3)),
        ("URL--http&c%%example.org%x", Pointer(system="git-annex")),
        (f"SHA1-s100-S10-C2--{MD5}ab", Pointer(system="git-annex", size=100, digest=f"sha1:{MD5}ab")),
    ],
)
def test_git_annex_keys(key: str, expected: Pointer) -> None:
    assert pointer(f"/annex/objects/{key}\n") == expected
    for target in (f"../.git/annex/objects/Xk/2p/{key}/{key}", f".git/annex/objects/Xk/2p/{key}/{key}"):
        link = Entry(path="model.bin", kind=EntryKind.SYMLINK, target=target)
        assert parse_pointer(MemorySnapshot({}, entries=[link]), link) == expected


@pytest.mark.parametrize("target", [None, "", "LICENSE", f"../objects/{KEY}", ".git/annex/objects/aa/bb/README"])
def test_other_links_are_no_pointers(target: str | None) -> None:
    link = Entry(path="model.bin", kind=EntryKind.SYMLINK, target=target)
    assert parse_pointer(MemorySnapshot({}, entries=[link]), link) is None


@pytest.mark.parametrize("text", [f"/annex/objects/a/{KEY}\n", f"see /annex/objects/{KEY}\n", "/annex/objects/"])
def test_other_texts_are_no_annex_pointers(text: str) -> None:
    assert pointer(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"outs:\n- md5: {MD5}\n  size: 7\n  path: x\n", Pointer(system="dvc", size=7, digest=f"md5:{MD5}")),
        (
            f"md5: ab\nouts:\n- md5: {MD5}.dir\n  size: 9\n  nfiles: 2\n  hash: md5\n  path: ../x\n",
            Pointer(system="dvc", size=9, digest=f"md5:{MD5}.dir"),
        ),
        (
            f"outs:\n- {{md5: {MD5}, size: 1, path: a}}\n- {{md5: {MD5}, size: 2, path: b}}\n",
            Pointer(system="dvc", size=3),
        ),
        (f"outs:\n- md5: {MD5}\n  path: x\n", Pointer(system="dvc", digest=f"md5:{MD5}")),
        (f"outs:\n- md5: {MD5}\n  size: -1\n", Pointer(system="dvc", digest=f"md5:{MD5}")),
        ("outs:\n- path: x\n", Pointer(system="dvc")),
        ("outs: []\n", None),
        ("outs: x\n", None),
        ("outs:\n- x\n", None),
        ("- outs\n", None),
        ("outs: &a [*a]\n", None),
        ("outs: [", None),
        (b"\xff", None),
    ],
)
def test_dvc_files(text: bytes | str, expected: Pointer | None) -> None:
    assert pointer(text, "data/weights.bin.dvc") == expected
    assert pointer(text, "data/weights.yaml") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# xet version 0\nfilesize = 12345\nhash = '{MD5}{MD5}'\n", Pointer(system="xet", size=12345)),
        (f"# xet version 0\r\nhash = '{MD5}{MD5}'\r\nfilesize = 5\r\n", Pointer(system="xet", size=5)),
        ("# xet version 0\nfilesize = -5\nhash = ''\n", None),
        ("# xet version 0\n", None),
        ("# xet version 0\nfilesize = 5\n\nand more\n", None),
        (f"see:\n# xet version 0\nfilesize = 5\nhash = '{MD5}'\n", None),
    ],
)
def test_older_pointers_of_xet(text: str, expected: Pointer | None) -> None:
    assert pointer(text) == expected


LOCK = f"""
schema: '2.0'
stages:
  train:
    cmd: python train.py
    outs:
    - {{path: models/m.pkl, hash: md5, md5: {MD5}, size: 7}}
    - {{path: ../up.pkl, md5: {MD5}, size: 7}}
    - {{path: /root.pkl, md5: {MD5}, size: 7}}
  report:
    outs:
    - {{path: checkpoints, md5: {MD5}.dir, size: 9, nfiles: 2}}
"""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("sub/dvc.lock", LOCK, [("sub/models/m.pkl", 7, False), ("sub/checkpoints", 9, True)]),
        ("dvc.lock", f"train:\n  outs:\n  - {{path: m.pt, md5: {MD5}}}\n", [("m.pt", None, False)]),
        ("a/m.dvc", f"wdir: b\nouts:\n- {{path: m, md5: {MD5}.dir, size: 1}}\n", [("a/b/m", 1, True)]),
        ("a/m.dvc", "wdir: ..\nouts:\n- {path: m}\n", []),
        ("dvc.lock", "stages: [a]\n", []),
        ("dvc.lock", "stages: {a: {outs: {b: c}}, d: e}\n", []),
        ("dvc.lock", "stages: &a {b: *a}\n", []),
        ("dvc.lock", "[", []),
        ("dvc.lock", "", []),
    ],
)
def test_outputs_of_dvc(path: str, text: str, expected: list[tuple[str, int | None, bool]]) -> None:
    snapshot = MemorySnapshot({path: text})
    found = dvc_outputs(snapshot, snapshot.entries()[0])
    assert [(output.path, output.pointer.size, output.folder) for output in found] == expected


def test_what_is_not_here_is_not_guessed() -> None:
    entries = [
        Entry(path="missing"),
        Entry(path="module", kind=EntryKind.SUBMODULE),
        Entry(path="pipe", kind=EntryKind.SPECIAL),
    ]
    snapshot = MemorySnapshot({}, entries=entries)
    assert [parse_pointer(snapshot, entry) for entry in entries] == [None, None, None]


def test_a_file_that_cannot_be_read_is_not_called_content() -> None:
    entry = Entry(path="lost", size=130)
    with pytest.raises(UnreadableError, match="content not in the repository"):
        parse_pointer(MemorySnapshot({}, entries=[entry]), entry)


def test_pointers_are_found_in_real_repositories(tmp_path: Path) -> None:
    repo = make_repo(
        tmp_path / "repo",
        {
            "model.safetensors": f"{V1}\noid {OID}\nsize 5000000000\n",
            "annexed.bin": Link(f".git/annex/objects/Xk/2p/{KEY}/{KEY}"),
            "data.dvc": f"outs:\n- md5: {MD5}\n  size: 7\n  path: data\n",
            "LICENSE": "text",
        },
    )
    for options in ({}, {"staged": True}, {"revision": "HEAD"}):
        snapshot = open_snapshot(repo, **options)
        found = {entry.path: parse_pointer(snapshot, entry) for entry in snapshot.entries()}
        assert {path: item and (item.system, item.size) for path, item in found.items()} == {
            "LICENSE": None,
            "annexed.bin": ("git-annex", 987),
            "data.dvc": ("dvc", 7),
            "model.safetensors": ("git-lfs", 5_000_000_000),
        }
