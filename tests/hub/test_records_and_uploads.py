"""Records of the Model Openness Tool against the Hub, row by row; and a folder before it is uploaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.hub_releases import tiny
from support.loopback_hub import HubFault, Large, LoopbackHub
from support.releases import card
from support.repos import make_repo, write_files

from openrelease.cli import main

HUB = "https://huggingface.co/acme/tiny"
ROWS = {
    "Model parameters (Final)": HUB,
    "Model card": f"{HUB}/blob/main/README.md",
    "Model metadata": f"{HUB}/blob/main/config.json",
    "Evaluation results": f"{HUB}/blob/main/results.json",
    "Datasets": "https://huggingface.co/datasets/acme/none",
    "Sample model outputs": "",
}


def record(license_: str = "Apache-2.0") -> str:
    """A record with these rows."""
    head = "framework: {name: Model Openness Framework, version: '1.0', date: '2024-12-15'}\nrelease:\n  name: Tiny\n"
    rows = "".join(f"  - name: {name}\n    component_path: '{url}'\n" for name, url in ROWS.items())
    return f"{head}  license: {{distribution: {{name: {license_}}}}}\n  components:\n{rows}"


def audit(
    folder: Path, capsys: pytest.CaptureFixture[str], *words: str, license_: str = "Apache-2.0"
) -> dict[str, Any]:
    write_files(folder, {"tiny.yml": record(license_)})
    main(["check", str(folder), "--manifest", str(folder / "tiny.yml"), "--format", "json", *words])
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def state(report: dict[str, Any]) -> dict[str, str]:
    """Each row: verified, or its status."""
    ids = ("weights", "model_card", "model_metadata", "evaluation_results", "datasets", "sample_outputs")
    found = {id_: report["components"][id_] for id_ in ids}
    return {
        id_: "verified" if any(each.get("verified") for each in facts["evidence"]) else facts["status"]
        for id_, facts in found.items()
    }


def test_each_row_of_a_record_has_what_was_found_for_it(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.add("acme/tiny", tiny())
    assert set(state(audit(tmp_path, capsys)).values()) == {"linked"}
    assert hub.requests == []
    report = audit(tmp_path, capsys, "--with-hub")
    assert state(report) == {
        "weights": "verified",
        "model_card": "verified",
        "model_metadata": "verified",
        "evaluation_results": "absent",
        "datasets": "absent",
        "sample_outputs": "linked",
    }
    assert [each["rule"] for each in report["faults"]] == ["hub-link-dead"]
    assert any("has no such file" in each["message"] for each in report["problems"])


def test_a_record_with_another_license_than_the_hub(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.add("acme/tiny", {**tiny(), "README.md": card(license="cc-by-nc-4.0")})
    report = audit(tmp_path, capsys, "--with-hub", license_="MIT")
    assert "hub-license-differs" in [each["rule"] for each in report["faults"]]


def test_a_record_without_network_is_as_offline(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.faults.append((".", HubFault(status=429, headers={"Retry-After": "999"})))
    report = audit(tmp_path, capsys, "--with-hub")
    assert set(state(report).values()) == {"linked"}
    assert report["verdicts"][0]["outcome"] == audit(tmp_path, capsys)["verdicts"][0]["outcome"]


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 1000000\n"


@pytest.mark.parametrize(
    ("changed", "code", "says"),
    [
        ({}, 0, ""),
        ({"model.safetensors": POINTER}, 1, "is the text of a Git LFS pointer"),
        ({"LICENSE": None}, 1, "license"),
        ({"README.md": None}, 1, "- Model card               absent"),
    ],
)
def test_a_folder_before_it_is_uploaded(
    changed: dict[str, str | None], code: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {**tiny(), **changed}
    content = {path: each.read(0, each.length) if isinstance(each, Large) else each for path, each in files.items()}
    folder = make_repo(tmp_path / "here", {"notes.txt": "tracked\n"})
    write_files(folder, {path: each for path, each in content.items() if each is not None})
    assert main(["check", str(folder), "--for-upload", "--policy", "aia-baseline"]) == code
    assert says in capsys.readouterr().out


def test_what_is_uploaded_is_on_disk(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "none"), "--for-upload"]) == 2
    assert main(["check", str(tmp_path), "--for-upload", "--staged"]) == 2
