"""What reports say of the weights in the repository."""

from __future__ import annotations

import json
from dataclasses import replace

from support.facts import at, complete
from support.reports import report

from openrelease.model import Fault, Severity, WeightFile
from openrelease.reports import FORMATS
from openrelease.reports.shared.weights_summary import weight_lines

FAULT = Fault(rule="st-truncated", severity=Severity.ERROR, message="ends early", location=at("a/m.safetensors"))
SAFE = WeightFile(
    path="a/m.safetensors",
    format="safetensors",
    serialisation="safe",
    size=2_500_000,
    parameters=1_200_000,
    tensors=3,
    dtypes={"BF16": 1_200_000},
    bytes_read=400,
    faults=(FAULT,),
)
PICKLE = WeightFile(path="m.pth", format="pytorch-zip", serialisation="pickle", size=900, parameters=200)
POINTER = WeightFile(path="b.gguf", format="gguf", serialisation="safe", size=7 * 10**9, pointer="git-lfs")
GIVEN = replace(complete(), weights=(SAFE, PICKLE, POINTER), faults=(FAULT,))


def test_one_line_a_format() -> None:
    assert weight_lines(GIVEN) == (
        "safetensors: 1 file, 2.5 MB, 1.2 M parameters (BF16), but a/m.safetensors ends early",
        "pytorch-zip: 1 file, 900 bytes, 200 parameters, pickle, executes code when loaded",
        "gguf: 1 file, 7 GB, all pointers of git-lfs, not verified, data only",
        "read 400 bytes of 2.5 MB (headers only)",
    )


def test_checkpoints_are_not_added_up() -> None:
    files = tuple(replace(SAFE, path=f"step-{n}/m.safetensors", faults=()) for n in range(3))
    assert weight_lines(replace(GIVEN, weights=files))[0] == (
        "safetensors: 3 files, 7.5 MB, 1.2 M parameters each (BF16), data only"
    )


def test_a_file_that_is_no_weights_is_told_and_the_others_are_counted() -> None:
    empty = replace(FAULT, message="is empty", location=at("b.safetensors"))
    files = tuple(
        WeightFile(path=path, format="safetensors", serialisation="safe", size=0, faults=faults)
        for path, faults in (("a.safetensors", ()), ("b.safetensors", (empty,)), ("c.safetensors", (empty,)))
    )
    assert weight_lines(replace(GIVEN, weights=files))[0] == (
        "safetensors: 3 files, 0 bytes, data only, but b.safetensors is empty, and 1 more with errors"
    )


def test_shards_are_told_from_files() -> None:
    shards = tuple(replace(SAFE, path=f"a/model-0000{n}-of-00002.safetensors") for n in (1, 2))
    assert weight_lines(replace(GIVEN, weights=shards))[0].startswith("safetensors: 2 shards, 5 MB")
    mixed = (*shards, replace(SAFE, path="b/model.safetensors"))
    assert "safetensors: 3 files (2 of them shards)" in weight_lines(replace(GIVEN, weights=mixed))[0]


def test_shards_are_added_up_and_variants_are_not() -> None:
    shards = tuple(replace(SAFE, path=f"m-{n:05d}-of-00003.safetensors") for n in (1, 2, 3))
    assert "3.6 M parameters (BF16)" in weight_lines(replace(GIVEN, weights=shards))[0]
    variants = (SAFE, replace(SAFE, path="a/half.safetensors", parameters=600_000))
    assert "600 K to 1.2 M parameters each" in weight_lines(replace(GIVEN, weights=variants))[0]


def test_without_weights_nothing_is_said() -> None:
    assert weight_lines(complete()) == ()


def test_every_report_for_people_and_the_json_report_have_them() -> None:
    judged = report(GIVEN)
    assert all("2.5 MB, 1.2 M parameters" in FORMATS[name](judged) for name in ("terminal", "markdown"))
    told = json.loads(FORMATS["json"](judged))
    assert told["weights"][0]["parameters"] == 1_200_000
    assert told["faults"] == told["weights"][0]["faults"]
    assert told["faults"][0] == {
        "rule": "st-truncated",
        "severity": "error",
        "message": "ends early",
        "path": "a/m.safetensors",
        "remedy": "",
    }
