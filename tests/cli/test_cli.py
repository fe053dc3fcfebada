"""The command line: what it prints, where it writes, and what it returns."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import CHECKOUT, read
from support.repos import git, make_repo

from openrelease import __version__, reports
from openrelease.cli import CHECK_FORMATS, main
from openrelease.policies.builtin_policies import builtin_ids

APACHE = read("LICENSE")
README = """\
---
license: apache-2.0
library_name: rocket
---
# Rocket, a language model

## Model details
Rocket is a transformer model with 12 parameters.
## Intended use
For tests of rockets.
## Training
It was trained on the text of this file.
## Evaluation
It scores nothing.
## Limitations
It knows nothing.
"""
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 123456789\n"
MODEL = """\
import torch
from torch import nn


class Rocket(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 3)

    def forward(self, x):
        return self.layer(x)
"""
FILES = {"LICENSE": APACHE, "README.md": README, "model.safetensors": POINTER, "rocket/model.py": MODEL}


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A small release that meets the baseline."""
    return make_repo(tmp_path / "release", FILES)


def test_a_release_that_meets_the_baseline_exits_with_0(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(release)]) == 0, capsys.readouterr().out
    assert "MET             AI Alliance baseline" in capsys.readouterr().out


def test_a_commit_and_the_index_are_judged_as_they_are(release: Path) -> None:
    (release / "model.safetensors").unlink()
    git(release, "add", "-A")
    assert main(["check", str(release), "--staged"]) == 1
    assert main(["check", str(release), "--rev", "HEAD"]) == 0
    assert main(["check", str(release), "--staged", "--fail-on", "never"]) == 0


def test_policies_may_be_separated_by_commas(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = "aia-baseline, aia-open-science"
    assert main(["check", str(release), "--policy", both, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [each["policy"] for each in told["verdicts"]] == ["aia-baseline", "aia-open-science"]


def test_what_cannot_be_told_may_be_let_through(release: Path) -> None:
    (release / "LICENSE").write_text("Some terms.")
    assert main(["check", str(release)]) == 1
    assert main(["check", str(release), "--unknown", "pass"]) == 0


def test_untracked_files_are_spoken_of_where_something_is_missing(
    release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (release / "new").write_text("a file that nothing needs")
    main(["check", str(release)])
    assert capsys.readouterr().err == ""
    git(release, "rm", "-q", "--cached", "LICENSE")
    assert main(["check", str(release)]) == 1
    told = capsys.readouterr().err
    assert "2 untracked files or folders, such as LICENSE, were not checked; git add them" in told
    main(["check", str(release), "--staged"])
    assert capsys.readouterr().err == ""


def test_a_license_above_a_subfolder_is_pointed_to(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = {path: (release / path).read_bytes() for path in git(release, "ls-files").split() if path != "LICENSE"}
    license_ = (release / "LICENSE").read_bytes()
    root = make_repo(release.parent / "models", {"LICENSE": license_, **{f"large/{k}": v for k, v in parts.items()}})
    assert main(["check", str(root / "large")]) == 1
    assert (
        "large is a folder of a repository: files above it, such as LICENSE, were not read" in capsys.readouterr().err
    )
    assert main(["check", str(root)]) == 0
    assert "folder of a repository" not in capsys.readouterr().err


def test_the_line_of_a_finding_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_repo(tmp_path / "repo", {"README.md": "---\nlicense: apache2\n---\n# Tiny\n", "config.json": "{}"})
    assert main(["check", str(root), "--policy", "hub-card"]) == 1
    assert "\n      2 | license: apache2\n" in capsys.readouterr().out


def test_commands_for_github_are_notices_where_the_exit_code_is_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repo(tmp_path / "repo", {"README.md": "# Tiny, a language model\n"})
    command = ["check", str(root), "--format", "github"]
    assert main(command) == 1
    assert "::error " in capsys.readouterr().out
    assert main([*command, "--fail-on", "never"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.startswith("::notice ") for line in lines)


def test_untracked_settings_have_no_effect(release: Path) -> None:
    git(release, "rm", "-q", "--cached", "LICENSE")
    (release / ".openrelease.yml").write_text("fail-on: never\n")
    assert main(["check", str(release)]) == 1
    git(release, "add", ".openrelease.yml")
    assert main(["check", str(release)]) == 0


def test_a_policy_that_asks_for_more_exits_with_1(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(release), "--policy", "aia-baseline", "--policy", "aia-open-science"]) == 1
    assert "NOT MET" in capsys.readouterr().out


@pytest.mark.parametrize("name", CHECK_FORMATS)
def test_every_format_prints_and_writes_the_same(
    name: str, release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "report"
    output.write_text("old")
    assert main(["check", str(release), "--rev", "HEAD", "--format", name]) == 0
    assert main(["check", str(release), "--rev", "HEAD", "--format", name, "--output", str(output)]) == 0
    printed = capsys.readouterr().out
    assert output.read_text(encoding="utf-8") == printed
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".openrelease-")] == []


def test_formats_are_those_of_the_reports() -> None:
    assert tuple(reports.FORMATS) == CHECK_FORMATS


def test_the_same_commit_gives_the_same_bytes(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", str(release), "--rev", "HEAD", "--format", "json", "--name", "acme/rocket"]
    main(command)
    first = capsys.readouterr().out
    main(command)
    assert capsys.readouterr().out == first
    assert json.loads(first)["subject"]["name"] == "acme/rocket"


def test_facts_are_what_policies_see(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", str(release)]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["components"]["weights"]["status"] == "in_repo"
    assert facts["subject"]["kind"] == "model"
    assert facts["components"]["weights"]["license"]["permissive"] is True


def test_policies_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policies"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [*builtin_ids()]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("weights-license", ["requirement weights-license", "why", "remedy", "source"]),
        ("licensed", ["check licensed", "`allow`, `deny`"]),
        ("model_card", ["component model_card"]),
        ("aia-open-science", ["policy aia-open-science", "checkpoints: Intermediate checkpoints"]),
        ("apache-2.0", ["license Apache-2.0", "permissive    yes"]),
        ("license", ["component license"]),
        ("not met", ["printed outcome not met"]),
        ("partial or open", ["grade partial or open", "at least a part"]),
    ],
)
def test_explain(name: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", name]) == 0
    told = capsys.readouterr().out
    assert [word for word in words if word not in told] == []


def test_explain_suggests_near_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "weights-licence"]) == 2
    assert "did you mean weights-license" in capsys.readouterr().err


def test_identify_in_both_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "LICENSE"
    file.write_text(APACHE)
    assert main(["identify", str(file)]) == 0
    assert f"{file}: Apache-2.0, a license text, permissive: yes" in capsys.readouterr().out
    assert main(["identify", "--format", "json", str(file), str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["expression"] for line in lines] == ["Apache-2.0", "Apache-2.0"]
    assert [json.loads(line)["permissive"] for line in lines] == [True, True]


def test_a_file_that_is_no_text_is_told_and_the_others_are_identified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "LICENSE").write_text(APACHE)
    (tmp_path / "image").write_bytes(bytes(range(256)) * 8)
    assert main(["identify", "--format", "json", *(str(tmp_path / name) for name in ("image", "LICENSE"))]) == 0
    image, text = map(json.loads, capsys.readouterr().out.splitlines())
    assert (image["expression"], image["kind"], text["expression"]) == (None, "unknown", "Apache-2.0")
    assert "text" in image["note"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a FIFO to wait at")
def test_ctrl_c_is_130_in_one_line(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    command = [sys.executable, "-I", "-m", "openrelease", "identify", str(tmp_path / "fifo")]
    # A background job of a shell ignores SIGINT, and its children would too; what has a handler is reset for them.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    with (tmp_path / "fifo").open("wb"):  # it is open at both ends: the process waits for bytes
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)[1]
    assert (process.returncode, told) == (130, "openrelease: interrupted\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "COMMAND"),
        (["check", "--format", "yaml"], 2, "yaml"),
        (["check", "{release}", "--policy", "aia-basline"], 2, "did you mean aia-baseline?"),
        (["check", "{release}", "--policy", "{release}/none.yml"], 2, "No such file"),
        (["check", "{release}", "--fail-on", "always"], 2, "unmet"),
        (["check", "{release}", "--name", "rocket"], 2, "OWNER/NAME"),
        (["check", "{release}", "--config", "none.yml"], 2, "none.yml"),
        (["check", "{release}", "--output", "{release}/.git/config"], 2, "inside .git"),
        (["check", "{release}", "--output", "{release}/none/report"], 2, "No such file"),
        (["check", "{release}", "--rev", "HEAD", "--staged"], 2, "not allowed with"),
        (["check", "{release}", "--rev", "no-such-commit"], 2, "(git fetch origin no-such-commit;"),
        (["check", "{release}", "--rev", "v9~2"], 2, "(git fetch origin v9;"),
        (["check", "{release}", "--rev", "HEAD~99"], 2, "the history is too short"),
        (["export", "mot", "--output", "x", "{release}", "{release}"], 2, "unrecognized arguments"),
        (["export", "mot", "--output", "x", "{release}/none"], 2, "none cannot be opened"),
        (["export"], 2, "required: {attestation,cyclonedx,mot,spdx}"),
        (["explain", "no such word"], 2, "`openrelease policies` lists"),
        (["check", "{release}/none"], 2, "No such file or directory"),
        (["check", "{release}/LICENSE"], 2, "is not a folder"),
        (["facts", "{release}/none"], 2, "No such file or directory"),
        (["check", "{release}", "--fail-on", "regression"], 2, "add --base REV, or --staged"),
        (["check", "{release}", "--unknown", "maybe"], 2, "fail"),
        (["check", "{release}", "--polcy", "x"], 2, "did you mean --policy?"),
        (["check", "{release}", "--polcy", "x"], 2, "usage: openrelease check"),
        (["identify", "--from", "json", "x"], 2, "did you mean --format?"),
        (["check", "{release}", "--policy", ","], 2, "it names no policy"),
        (["identify", "{release}/none"], 2, "No such file"),
    ],
)
def test_what_is_wrong_is_told_on_stderr(
    arguments: list[str], code: int, words: str, release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([each.format(release=release) for each in arguments]) == code
    told = capsys.readouterr()
    assert (told.out, words in told.err) == ("", True), told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize("command", ["check", "facts", "export", "init", "policies", "explain", "identify"])
def test_the_help_of_a_command_says_what_it_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    (does,) = re.findall(rf"^    {command} +(.*)$", capsys.readouterr().out, re.MULTILINE)
    assert main([command, "--help"]) == 0
    told = capsys.readouterr().out
    assert f"\n{does[0].upper()}{does[1:]}." in told
    assert ("exit codes: 0 " in told) is (command == "check")  # the verdict is what 1 is for


def test_secrets_and_control_characters_are_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--policy", f"ghp_{'a' * 36}\x1b[2J.yml"]) == 2
    told = capsys.readouterr().err
    assert "[redacted]" in told
    assert "\x1b" not in told


def test_a_crash_is_one_line_that_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)  # a process may be started without one
    assert main(["policies"]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    monkeypatch.setenv("OPENRELEASE_DEBUG", "1")
    assert main(["policies"]) == 3
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert "please report" in told


def test_version_and_help_load_nothing_heavy() -> None:
    code = (
        "import sys; from openrelease.cli import main; main(['--version']); main(['check', '--help']);"
        "print(sorted({'yaml', 'markdown_it', 'license_expression'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    assert (lines[0], lines[-1]) == (f"openrelease {__version__}", "[]")


@pytest.mark.slow
def test_a_reader_that_goes_away_changes_nothing() -> None:
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "openrelease", "policies"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), told) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_output_writes_into_what_is_no_plain_file_and_through_links(release: Path, tmp_path: Path) -> None:
    device, link = tmp_path / "device", tmp_path / "link"
    device.symlink_to(os.devnull)
    link.symlink_to(tmp_path / "report")
    for place in (device, link, link):
        assert main(["check", str(release), "--rev", "HEAD", "--output", str(place)]) == 0
        assert place.is_symlink()
    assert not Path(os.devnull).is_file()
    assert "AI Alliance baseline" in (tmp_path / "report").read_text(encoding="utf-8")


@pytest.mark.slow
def test_output_is_utf_8_whatever_the_locale(release: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "openrelease", "check", str(release), "--format", "markdown"],
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0
    assert "✅" in done.stdout.decode("utf-8")


RECORD = """framework: {name: Model Openness Framework, version: '1.0', date: '2024-12-15'}
release:
  name: Tiny
  license: {distribution: {name: MIT}}
  components:
    - name: Model parameters (Final)
"""


def test_a_record_is_judged_by_the_classes_of_the_framework(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tiny.yml").write_text(RECORD)
    assert main(["check", str(tmp_path), "--manifest", str(tmp_path / "tiny.yml"), "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [each["policy"] for each in report["verdicts"]] == ["mof-3", "mof-2", "mof-1"]
    told = {each["id"]: each["message"] for each in report["verdicts"][0]["requirements"]}
    assert told["final-parameters"].startswith("Weights: declared by the record.")
    assert report["components"]["weights"]["evidence"][0]["path"] == "tiny.yml"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("release: {}\n", "tiny.yml:1: has no mapping framework"),
        ("framework: [\n", "tiny.yml:2: is not YAML"),
    ],
)
def test_what_is_no_record_is_a_wrong_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    (tmp_path / "tiny.yml").write_text(text)
    assert main(["check", str(tmp_path), "--manifest", str(tmp_path / "tiny.yml")]) == 2
    assert told in capsys.readouterr().err


OWN = "id: own\ntitle: Own\nversion: 1\nsource: https://own.invalid\nextends: {}\n"


def test_policy_files_are_looked_at_all_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "right.yml").write_text(OWN.format("wrong.yml").replace("id: own", "id: right"), "utf-8")
    (tmp_path / "wrong.yml").write_text(OWN.format("aia-baseline"), "utf-8")
    files = [str(tmp_path / name) for name in ("right.yml", "wrong.yml")]
    assert main(["policies", "--check", *files]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1] == f"{files[1]}: valid: own 1, for model: 7 required, 7 recommended"
    (tmp_path / "wrong.yml").write_text(OWN.format("aia-basline") + "tilte: x\n", "utf-8")
    assert main(["policies", "--check", files[1]]) == 2
    assert [line.partition("wrong.yml:")[2] for line in capsys.readouterr().err.splitlines()] == [
        "6: tilte: unknown key 'tilte'; did you mean title?",
        "5: extends: no policy is named 'aia-basline'; did you mean aia-baseline?",
    ]


def test_the_schema_is_the_one_of_the_documents(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policies", "--schema"]) == 0
    assert capsys.readouterr().out == read("docs/policy.schema.json")


def test_a_module_of_the_repository_is_not_run(tmp_path: Path) -> None:
    for name in ("argparse", "json", "typing", "openrelease_plugin"):
        (tmp_path / f"{name}.py").write_text("open('run', 'w').close()\n", encoding="utf-8")
    (tmp_path / "LICENSE").write_text(APACHE, encoding="utf-8")
    command = [sys.executable, "-m", "openrelease", "check", "."]
    here = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
    done = subprocess.run(command, cwd=tmp_path, env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert not (tmp_path / "run").exists()
