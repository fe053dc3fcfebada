"""A run that takes too long ends as unknown, with exit code 1, wherever it was; what it prints is no command."""

from __future__ import annotations

import io
import json
import signal
import time
from pathlib import Path

import pytest
from support.hostile_releases import base
from support.repos import write_files

from openrelease.cli import main
from openrelease.cli.output import write_output
from openrelease.errors import LimitReachedError
from openrelease.untrusted.run_limits import limit_run, was_limit_reached

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer that interrupts")
SLOW = "\n|" + " license |" * 100 + "\n|" + "---|" * 100 + "\n" + ("|" + " license apache 2.0 |" * 100 + "\n") * 40


@pytest.mark.slow
def test_a_check_that_takes_too_long_is_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(tmp_path, {**base(), "README.md": base()["README.md"].decode() + SLOW})
    code = main(["check", str(tmp_path), "--deadline", "3", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert code == 1
    assert "stopped after 3 seconds" in json.dumps(report)
    outcomes = json.dumps(report.get("verdicts", report))
    assert '"unknown"' in outcomes
    assert '"met"' not in outcomes


@pytest.mark.parametrize("text", ["0", "-1", "a", "1e9", "99999999"])
def test_a_deadline_is_a_number_of_seconds(text: str) -> None:
    assert main(["check", ".", f"--deadline={text}"]) == 2


def test_a_block_is_interrupted_by_time_and_again_if_it_goes_on() -> None:
    with pytest.raises(LimitReachedError, match="seconds"), limit_run(seconds=0.2):
        time.sleep(20)


def test_a_block_is_interrupted_by_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openrelease.untrusted.run_limits.PROCESSOR_SECONDS", 0.3)
    with pytest.raises(LimitReachedError, match=r"0\.3 seconds of processor time"), limit_run():
        sum(1 for _ in range(10**10))


def test_a_longer_deadline_allows_more_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openrelease.untrusted.run_limits.PROCESSOR_SECONDS", 0.1)
    with limit_run(seconds=500.0):
        begun = time.process_time()
        while time.process_time() < begun + 0.5:
            sum(range(1_000))
    assert not was_limit_reached()


def test_a_block_is_interrupted_by_memory() -> None:
    with pytest.raises(LimitReachedError, match="megabytes"), limit_run(megabytes=50):
        _hold_memory()


def test_what_is_printed_is_printed_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    class SlowStream(io.StringIO):
        def write(self, text: str) -> int:
            time.sleep(1)
            return super().write(text)

    stream = SlowStream()
    monkeypatch.setattr("sys.stdout", stream)
    with limit_run(seconds=0.3):
        write_output("text", None)
    assert stream.getvalue() == "text"


def _hold_memory() -> None:
    held = [b"x" * 10_000_000 for _ in range(30)]
    time.sleep(20)
    assert held


def test_nothing_that_check_prints_is_a_workflow_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "::error::PWN x/::stop-commands::t y/##[error]z"
    write_files(tmp_path, {f"{name}/model.safetensors": "x", f"{name}/README.md": "---\n[\n---\n"})
    for form in ("terminal", "markdown"):
        main(["check", str(tmp_path), "--format", form])
        lines = capsys.readouterr().out.splitlines()
        assert not [line for line in lines if line.lstrip().startswith("::") or "##[" in line]
