"""How much of a weight file is read, from a work tree and from what git keeps."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.looking import look
from support.weight_files import field

from openrelease.model import Snapshot, WeightFile
from openrelease.repository import open_snapshot
from openrelease.scan.weight_files.candidates import find_candidates
from openrelease.scan.weight_files.headers import read_weights

TENSORS, SIZE = 40, 200_000  # bytes of a tensor


def model() -> bytes:
    """A model of many tensors, each of which lies far behind the one before."""
    tensor = field(1, SIZE // 4) + field(2, 1) + field(8, "W") + field(9, bytes(range(250)) * (SIZE // 250))
    return field(1, 10) + field(2, "lab") + field(7, field(2, "g") + field(5, tensor) * TENSORS)


def read(snapshot: Snapshot) -> WeightFile:
    entries = snapshot.entries()
    ((file,), problems) = read_weights(
        snapshot, tuple(find_candidates(snapshot, entries, {each.path for each in entries}))
    )
    assert problems == ()
    return file.fact


def test_a_work_tree_gives_the_headers_alone_and_git_the_file_once(tmp_path: Path) -> None:
    data = model()
    (tmp_path / "model.onnx").write_bytes(data)
    for arguments in (
        ("init", "-q"),
        ("add", "model.onnx"),
        ("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "model"),
    ):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)
    tree, commit = read(open_snapshot(tmp_path)), read(open_snapshot(tmp_path, revision="HEAD"))
    assert tree.parameters == commit.parameters == TENSORS * SIZE // 4
    assert tree.faults == commit.faults == ()
    assert tree.bytes_read < len(data) / 10
    assert len(data) < commit.bytes_read < len(data) * 1.1


def test_large_files_of_no_format_are_reported_where_they_do_not_count() -> None:
    noise = bytes(range(1, 256)) * 500
    facts = look({"data/faces.bin": noise, "data/eyes.bin": noise, "data/small.bin": noise[:100]})
    said = [f"{each.location.path} {each.message}" for each in facts.problems]
    assert said == ["data/eyes.bin is of no format of weights that is known, and 1 more: not counted as weights"]
    assert facts.components["weights"].evidence == ()
