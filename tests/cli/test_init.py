"""`openrelease init`: what it writes, what it leaves alone, and where it never writes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support.project import example_files, read
from support.repos import git, make_repo

from openrelease.cli import main
from openrelease.untrusted import load_yaml

ALL = [".github/workflows/openrelease.yml", ".openrelease.yml", ".pre-commit-config.yaml", "README.md"]
TRAIN = """\
import torch
from torch.optim import AdamW


def train(model, loader):
    optimizer = AdamW(model.parameters())
    for batch in loader:
        loss = model(batch)
        loss.backward()
        optimizer.step()
    torch.save(model.state_dict(), "model.pt")
"""
CONFIG = '{"model_type": "llama", "architectures": ["LlamaForCausalLM"]}'


def made(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if ".git" not in path.relative_to(folder).parts)
    return sorted(path.relative_to(folder).as_posix() for path in paths if not path.is_dir())


def test_an_empty_repository_gets_everything_and_a_check_that_it_is_judged_by(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    assert main(["init", str(folder), "--name", "acme/tiny"]) == 0
    assert made(folder) == ALL
    told = capsys.readouterr().out
    assert all(f"wrote        {path}: " in told for path in ALL)
    git(folder, "add", "--all")
    assert main(["check", str(folder)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("acme/tiny: model (declared)")
    assert "0 of 7 required met" in told


def test_all_that_waits_to_be_written_is_found_by_our_own_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    for kind in ("model", "dataset"):
        assert main(["init", str(folder), "--kind", kind]) == 0
        git(folder, "add", "--all")
        capsys.readouterr()
        assert main(["check", str(folder), "--policy", "hub-card"]) == 1
        told = " ".join(capsys.readouterr().out.split())
        assert "`license` is missing" in told
        assert 'section "Uses" only contains a placeholder' in told or kind == "dataset"
        assert "finished: placeholder: " in told
        for path in (".openrelease.yml", "README.md"):
            (folder / path).unlink()


def test_what_is_known_is_filled_in(tmp_path: Path) -> None:
    files = {
        "LICENSE": read("LICENSE"),
        "config.json": CONFIG,
        "adapter_config.json": '{"peft_type": "LORA", "base_model_name_or_path": "acme/big"}',
        "run.py": "import torch\n",
    }
    folder = make_repo(tmp_path / "small", files)
    (folder / "model.safetensors").write_bytes(safetensors())
    git(folder, "add", "--all")
    assert main(["init", str(folder), "--name", "acme/small"]) == 0
    text = (folder / "README.md").read_text()
    front = load_yaml(text.split("---\n")[1].encode()).value
    assert front == {
        "license": "apache-2.0",
        "language": None,
        "pipeline_tag": None,
        "library_name": "peft",
        "base_model": "acme/big",
    }
    assert "# small\n" in text
    assert "- **License:** Apache-2.0\n" in text
    assert "- **Fine-tuned from:** acme/big\n" in text
    assert "- **Weights:** safetensors: 1 file, " in text
    assert "4 parameters (F32)" in text


def safetensors() -> bytes:
    header = b'{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}'
    return len(header).to_bytes(8, "little") + header + bytes(16)


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = dict.fromkeys(ALL, "kind: model\n")
    folder = make_repo(tmp_path / "tiny", {**files, "README.md": "---\nlicense: mit\n---\n# Tiny\n"})
    before = {path: (folder / path).read_text() for path in ALL}
    assert main(["init", str(folder)]) == 0
    assert {path: (folder / path).read_text() for path in ALL} == before
    told = capsys.readouterr().out
    assert told.count("skipped      ") == 3
    assert "hooks: [{id: openrelease}, {id: openrelease-push}]}" in told


def test_a_readme_that_is_no_card_gets_one_beside_it(tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "tiny", {"README.md": "# Tiny\n\nA model.\n"})
    assert main(["init", str(folder)]) == 0
    assert "MODEL_CARD.md" in made(folder)
    assert (folder / "README.md").read_text() == "# Tiny\n\nA model.\n"


def test_a_readme_that_git_does_not_know_is_left_alone(tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "tiny", {".gitignore": "*.log\n"})
    (folder / "README.md").write_text("mine")
    assert main(["init", str(folder)]) == 0
    assert (folder / "README.md").read_text() == "mine"
    assert made(folder) == sorted([".gitignore", *ALL])


def test_a_card_that_is_elsewhere_needs_none_here(tmp_path: Path) -> None:
    text = "# T\n\nThe model card is on [the Hub](https://huggingface.co/acme/tiny).\n"
    folder = make_repo(tmp_path / "tiny", {"README.md": text})
    assert main(["init", str(folder), "--name", "acme/tiny"]) == 0
    assert made(folder) == ALL


def outcomes(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    capsys.readouterr()
    assert main(["check", str(folder), "--name", "acme/tiny", "--format", "json"]) in {0, 1}
    report = json.loads(capsys.readouterr().out)
    return {each["id"]: each["outcome"] for each in report["verdicts"][0]["requirements"]}


def settings_of(folder: Path) -> object:
    return load_yaml((folder / ".openrelease.yml").read_bytes()).value


def test_what_is_found_is_not_declared_and_no_verdict_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "https://huggingface.co/acme/tiny"
    files = {"README.md": f"# Tiny\n\n[Weights]({page}).\n", "LICENSE": read("LICENSE"), "train.py": TRAIN}
    folder = make_repo(tmp_path / "tiny", files)
    before = outcomes(folder, capsys)
    assert main(["init", str(folder), "--name", "acme/tiny"]) == 0
    assert settings_of(folder) == {"kind": "model", "name": "acme/tiny", "policies": ["aia-baseline"]}
    git(folder, "add", ".openrelease.yml")
    assert outcomes(folder, capsys) == before


def test_several_models_that_are_found_are_not_declared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = "---\nlicense: mit\n---\n# Model\n"
    files = {f"models/{each}/{name}": card for each in "ab" for name in ("MODEL_CARD.md", "LICENSE")}
    folder = make_repo(tmp_path / "tiny", {"README.md": "# Two models\n", **files})
    before = outcomes(folder, capsys)
    assert main(["init", str(folder), "--kind", "model"]) == 0
    assert settings_of(folder) == {"kind": "model", "policies": ["aia-baseline"]}
    git(folder, "add", ".openrelease.yml")
    assert outcomes(folder, capsys) == before


def test_a_name_that_git_knows_is_not_written(tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    git(folder, "remote", "add", "origin", "https://github.com/acme/tiny.git")
    assert main(["init", str(folder), "--name", "acme/tiny"]) == 0
    assert settings_of(folder) == {"kind": "model", "policies": ["aia-baseline"]}


def test_the_commented_declaration_is_valid(tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    assert main(["init", str(folder)]) == 0
    path = folder / ".openrelease.yml"
    text = path.read_text()
    declared = yaml.safe_load(text.replace("# components:", "components:").replace("#   weights", "  weights"))
    assert declared["components"] == {"weights": [{"url": "https://huggingface.co/OWNER/NAME"}]}
    assert "components" not in yaml.safe_load(text)


@pytest.mark.slow
def test_a_later_change_that_deletes_or_renames_is_a_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_repo(tmp_path / "tiny", example_files("complete"))
    assert main(["init", str(folder)]) == 0
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Check it")
    git(folder, "rm", "--quiet", "LICENSE")
    capsys.readouterr()
    assert main(["check", str(folder), "--base", "HEAD"]) == 1
    assert "lost: A license text is shipped (license-text, required): met -> not met" in capsys.readouterr().out


def test_files_are_judged_before_the_first_git_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    for path, content in {**example_files("complete"), ".gitignore": b"*.log\n", "run.log": b"x"}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    assert main(["check", str(folder)]) == 0
    said = capsys.readouterr()
    assert "7 of 7 required met" in said.out
    count = len(example_files("complete")) + 1
    assert said.err == f"openrelease: nothing is tracked by git yet; evaluated the {count} untracked files instead\n"
    assert main(["init", str(folder)]) == 0
    assert "fill in the card" not in capsys.readouterr().out


def test_the_workflow_has_no_finding_of_zizmor(tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    assert main(["init", str(folder)]) == 0
    zizmor = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--pedantic", "--no-config", ALL[0]]
    done = subprocess.run(zizmor, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, "No findings to report" in done.stdout + done.stderr) == (0, True), done.stdout
    (uses,) = re.findall(r"uses: openrelease/openrelease@(\S+) # v", (folder / ALL[0]).read_text())
    assert re.fullmatch(r"[0-9a-f]{40}", uses)


def test_the_sentence_and_the_badge_for_the_readme_are_offered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_repo(
        tmp_path / "tiny",
        {"README.md": "---\nlicense: mit\n---\n# Tiny\n\nWeights: https://huggingface.co/acme/tiny\n"},
    )
    assert main(["init", str(folder), "--name", "Acme/tiny"]) == 0
    told = capsys.readouterr().out
    assert "  The weights are licensed under MIT.\n" in told
    badge = "https://img.shields.io/endpoint?url=https%3A%2F%2Facme.github.io%2Ftiny%2Fbadge.json"
    assert f"  [![AI Alliance baseline]({badge})](https://acme.github.io/tiny/)\n" in told
    unknown = make_repo(tmp_path / "other", {"README.md": "# Tiny\n"})
    assert main(["init", str(unknown)]) == 0
    told = capsys.readouterr().out
    assert "  The weights are licensed under <SPDX id>.\n" in told
    assert "img.shields.io" not in told


def test_a_commit_that_is_not_known_is_the_first_thing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    assert main(["init", str(folder)]) == 0
    told = capsys.readouterr().out
    unknown = f"@{'0' * 40} " in (folder / ALL[0]).read_text()
    assert unknown is ("replace the zeros with the commit that this prints" in told)


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    assert main(["init", str(folder), "--dry-run"]) == 0
    assert made(folder) == []
    assert capsys.readouterr().out.count("would write  ") == 4


def test_a_subfolder_gets_neither_workflow_nor_hooks(tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "tiny", {"model/notes.txt": "words"})
    assert main(["init", str(folder / "model")]) == 0
    assert made(folder) == ["model/.openrelease.yml", "model/README.md", "model/notes.txt"]


@pytest.mark.parametrize("kind", ["benchmark", "tooling"])
def test_other_kinds_get_no_card(tmp_path: Path, kind: str) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    assert main(["init", str(folder), "--kind", kind]) == 0
    assert made(folder) == ALL[:3]
    git(folder, "add", "--all")
    assert main(["check", str(folder)]) == 0


def test_links_are_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = make_repo(tmp_path / "tiny", {"notes.txt": "words"})
    (folder / ".github").symlink_to(outside)
    (folder / ".pre-commit-config.yaml").symlink_to(outside / "hooks.yaml")
    (folder / ".openrelease.yml").symlink_to(folder / "nowhere.yml")
    assert main(["init", str(folder)]) == 0
    assert list(outside.iterdir()) == []
    assert not (folder / "nowhere.yml").exists()
    told = capsys.readouterr().out
    assert "skipped      .github/workflows/openrelease.yml: .github is a symbolic link" in told
    assert "skipped      .openrelease.yml: already exists" in told


def test_a_file_in_the_place_of_a_folder_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    (folder / ".github").write_text("mine")
    assert main(["init", str(folder)]) == 0
    assert "skipped      .github/workflows/openrelease.yml: .github is not a folder" in capsys.readouterr().out


def test_a_bare_repository_has_no_place_for_files(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    assert main(["init", str(tmp_path / "bare.git")]) == 2
    assert made(tmp_path / "bare.git").count("README.md") == 0


def test_the_workflow_and_the_hooks_are_those_of_the_readme(tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "tiny", {})
    assert main(["init", str(folder)]) == 0
    readme = [yaml.safe_load(part.split("```")[0]) for part in read("README.md").split("```yaml\n")[1:]]
    workflow = yaml.safe_load((folder / ALL[0]).read_text())
    hooks = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())
    assert hooks in readme
    (shown,) = [each for each in readme if "jobs" in each]
    steps = shown["jobs"]["openrelease"]["steps"]
    own = workflow["jobs"]["openrelease"]["steps"]
    assert own[0] == steps[0]
    assert own[1]["uses"].partition("@")[0] == steps[1]["uses"].partition("@")[0]
    assert {**workflow, "jobs": None} == {**shown, "jobs": None}


@pytest.mark.parametrize(
    ("hooks", "asked"),
    [
        ("repos: []\n", 1),
        ("repos: [{repo: x, rev: y, hooks: [{id: openreleases}]}]\n", 1),
        ("repos: [{repo: x, rev: y, hooks: [{id: openrelease}]}]\n", 0),
        ("repos:\n  - repo: x\n    rev: y\n    hooks:\n      - id: openrelease-push\n", 0),
    ],
)
def test_hooks_are_asked_for_only_where_they_are_not_there(
    hooks: str, asked: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make_repo(tmp_path / "tiny", {".pre-commit-config.yaml": hooks})
    assert main(["init", str(folder)]) == 0
    told = capsys.readouterr().out
    assert "skipped      .pre-commit-config.yaml: already exists" in told
    assert told.count("to check each commit, add to it") == asked
