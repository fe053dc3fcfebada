"""`openrelease check hub:OWNER/NAME` against the loopback Hub: verdicts, limits, and every way to fail."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from support.hub_releases import sharded, tiny
from support.loopback_hub import HubFault, Large, LoopbackHub, loopback_hub
from support.repos import make_repo

from openrelease.cli import main
from openrelease.config import load_settings
from openrelease.hub import HubClient, HubError, HubLimits, list_models_of, open_hub_snapshot, parse_hub_target
from openrelease.hub.hub_errors import HubCause
from openrelease.run import run

pytestmark = pytest.mark.slow


def check(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any], str]:
    """The exit code, the JSON report (empty where there is none), and the words on stderr."""
    code = main(["check", *words, "--format", "json"])
    seen = capsys.readouterr()
    return code, json.loads(seen.out) if seen.out else {}, seen.err


def outcomes(report: dict[str, Any]) -> dict[str, str]:
    return {each["id"]: each["outcome"] for policy in report["verdicts"] for each in policy["requirements"]}


def test_a_release_is_judged_like_its_clone(
    hub: LoopbackHub, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    release = tiny()
    repository = hub.add("acme/tiny", release)
    content = {path: each.read(0, each.length) if isinstance(each, Large) else each for path, each in release.items()}
    clone = make_repo(tmp_path / "clone", content)
    code, report, _ = check(capsys, "hub:acme/tiny")
    local_code, local, _ = check(capsys, str(clone), "--name", "acme/tiny")
    assert (code, outcomes(report)) == (local_code, outcomes(local)) == (0, outcomes(local))
    assert report["subject"]["revision"] == repository.find_commit("main")
    assert report["weights"] == local["weights"]


def test_a_revision_is_pinned(hub: LoopbackHub, capsys: pytest.CaptureFixture[str]) -> None:
    repository = hub.add("acme/tiny", tiny())
    first = repository.find_commit("main")
    hub.add("acme/tiny", {"LICENSE": "All rights reserved.\n"})
    for words in ((f"hub:acme/tiny@{first}",), ("hub:acme/tiny", "--revision", first)):
        code, report, _ = check(capsys, *words)
        assert (code, report["subject"]["revision"]) == (0, first)
    assert check(capsys, "hub:acme/tiny")[0] == 1


def test_a_dataset_is_one(hub: LoopbackHub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.add("datasets/acme/words", {"README.md": "# Words\n", "data.parquet": Large(b"PAR1", 10_000)}, dataset=True)
    _, report, _ = check(capsys, "hub:datasets/acme/words")
    assert report["subject"]["kind"] == "dataset"
    assert check(capsys, "hub:acme/words")[0] == 3  # there is no such model


def test_a_hundred_shards_take_few_requests(hub: LoopbackHub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.add("acme/big", sharded(100))
    code, report, _ = check(capsys, "hub:acme/big")
    assert (code, len(report["weights"])) == (0, 100)
    assert len(hub.requests) == 14  # redirects included
    assert hub.sent <= 1_000_000
    assert all(each.startswith("GET ") for each in hub.requests)


@pytest.mark.parametrize(
    ("word", "facts", "says"),
    [
        ("hub:acme/none", {}, "does not exist on the Hub, or is private"),
        ("hub:acme/tiny@v9", {}, "knows no such revision"),
        ("hub:acme/tiny", {"private": True}, "does not exist on the Hub, or is private"),
        ("hub:acme/tiny", {"disabled": True}, "was disabled on the Hub"),
    ],
)
def test_what_is_not_there_is_said(
    hub: LoopbackHub, capsys: pytest.CaptureFixture[str], word: str, facts: dict[str, Any], says: str
) -> None:
    hub.add("acme/tiny", tiny(), **facts)
    code, report, err = check(capsys, word)
    assert (code, report) == (3, {})
    assert err.startswith(f"openrelease: {word.partition('@')[0]}: ")
    assert says in err


@pytest.mark.parametrize("word", ["hub:", "hub:acme", "hub:acme/tiny/x", "hub:../x", "hub:a/b@v1@v2", "hub:a/b@"])
def test_a_word_that_names_no_repository_is_wrong_usage(
    hub: LoopbackHub, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    assert check(capsys, word)[0] == 2
    assert hub.requests == []


def test_a_gated_repository_is_unknown_and_asked_once(hub: LoopbackHub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.add("acme/tiny", tiny(), gated="auto")
    code, report, _ = check(capsys, "hub:acme/tiny")
    assert code == 1
    assert {each["outcome"] for each in report["verdicts"]} <= {"undetermined", "unmet"}
    assert any("gated: auto" in each["message"] for each in report["problems"])
    assert len([each for each in hub.requests if "/resolve/" in each]) == 1


def test_a_token_opens_and_is_not_printed(
    hub: LoopbackHub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.add("acme/tiny", tiny(), private=True, gated="manual")
    monkeypatch.setenv("HF_TOKEN", hub.token)
    assert main(["check", "hub:acme/tiny", "--format", "json"]) == 0
    hub.faults.append((".", HubFault(status=403, headers={"X-Error-Message": f"no {hub.token}"})))
    assert main(["check", "hub:acme/tiny"]) == 3
    seen = capsys.readouterr()
    assert hub.token not in seen.out + seen.err
    assert hub.tokens == {f"Bearer {hub.token}"}


def test_masked_hashes_change_nothing(hub: LoopbackHub, capsys: pytest.CaptureFixture[str]) -> None:
    repository = hub.add("acme/tiny", tiny())
    seen = check(capsys, "hub:acme/tiny", "--no-cache")
    repository.masked = True
    hub.add("acme/tiny", {"notes.txt": "another commit\n"})
    code, report, _ = check(capsys, "hub:acme/tiny", "--no-cache")
    assert (code, report["weights"], outcomes(report)) == (0, seen[1]["weights"], outcomes(seen[1]))
    assert any("*" * 64 in json.dumps(row) for row in hub.list_entries(repository, repository.find_commit("main")))


def test_a_renamed_repository_is_read_and_said(hub: LoopbackHub, capsys: pytest.CaptureFixture[str]) -> None:
    hub.add("acme/tiny", tiny())
    hub.renamed["acme/old"] = "acme/tiny"
    code, report, _ = check(capsys, "hub:acme/old")
    assert (code, report["subject"]["name"]) == (0, "acme/tiny")
    assert any("is called acme/tiny now" in each["message"] for each in report["problems"])


API_FAULTS = {
    "rate limited": HubFault(status=429, headers={"RateLimit": '"api";r=0;t=168'}),
    "rate limited, politely": HubFault(status=429, headers={"Retry-After": "600"}),
    "server error": HubFault(status=503),
    "dropped": HubFault(drop=True),
    "cut": HubFault(cut=20),
    "longer than it says": HubFault(claimed=10),
    "shorter than it says": HubFault(claimed=1_000_000, cut=100),
    "hanging": HubFault(seconds=30),
    "dripping": HubFault(drip=0.3),
    "redirected away": HubFault(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"}),
    "redirected to a file": HubFault(status=302, headers={"Location": "file:///etc/passwd"}),
    "redirected in a circle": HubFault(status=307, headers={"Location": "/api/models/acme/tiny"}),
    "a login page": HubFault(status=200, body=b"<!doctype html><title>Login</title>"),
    "null": HubFault(status=200, body=b"null"),
    "another shape": HubFault(status=200, body=b'[{"path": 3}]'),
    "deep": HubFault(status=200, body=b"[" * 100_000),
    "not understood": HubFault(status=418),
    "compressed": HubFault(headers={"Content-Encoding": "gzip"}),
}
QUICK = HubLimits(timeout=0.4, seconds=1.5, pause=0.01, tries=2, longest_wait=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["^/api/models/acme/tiny([?]|$)", "/tree/"])
@pytest.mark.parametrize("name", API_FAULTS)
def test_a_fault_of_the_api_is_an_error_within_its_bound(hub: LoopbackHub, name: str, place: str) -> None:
    hub.add("acme/tiny", tiny())
    hub.faults.append((place, API_FAULTS[name]))
    start = time.monotonic()
    with pytest.raises(HubError, match=r"^hub:acme/tiny: "):
        open_hub_snapshot(parse_hub_target("hub:acme/tiny"), HubClient(limits=QUICK))
    assert time.monotonic() - start < QUICK.seconds + 2 * QUICK.timeout + 1


FILE_FAULTS = {
    **{name: fault for name, fault in API_FAULTS.items() if name not in {"null", "another shape", "deep"}},
    "other content": HubFault(alter=lambda body: body.replace(b"Apache", b"Cheapa")),
    "nothing": HubFault(alter=lambda _: b""),
    "another range": HubFault(headers={"Content-Range": "bytes 5-100/1000"}),
    "a larger range": HubFault(alter=lambda body: body + bytes(4096)),
    "the whole file for a range": HubFault(status=200, body=bytes(500_000)),
}
# nothing is changed by them: a range that was not asked for, and words that the file does not hold
HARMLESS = {
    *((path, "another range") for path in ("LICENSE", "README.md")),
    *((path, "other content") for path in ("/lfs-store/", "README.md")),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILE_FAULTS)
@pytest.mark.parametrize("path", ["LICENSE", "README.md", "/lfs-store/"])
def test_a_fault_of_a_file_is_never_better_than_the_file(hub: LoopbackHub, name: str, path: str) -> None:
    hub.add("acme/tiny", tiny())
    hub.faults.append((path, FILE_FAULTS[name]))
    start = time.monotonic()
    snapshot = open_hub_snapshot(parse_hub_target("hub:acme/tiny"), HubClient(limits=QUICK))
    report = run(snapshot, load_settings(snapshot))
    assert time.monotonic() - start < QUICK.seconds + 2 * QUICK.timeout + 5
    assert report.satisfied is ((path, name) in HARMLESS)


def test_a_listing_of_a_hundred_thousand_files_is_read(hub: LoopbackHub) -> None:
    hub.add("acme/many", {"README.md": "# Many\n"})
    rows = [{"type": "file", "oid": "a" * 40, "size": 1, "path": f"data/{at:06}.txt"} for at in range(100_000)]
    hub.listings["acme/many"] = rows
    snapshot = open_hub_snapshot(parse_hub_target("hub:acme/many"))
    assert (len(snapshot.entries()), tuple(snapshot.problems)) == (100_000, ())


def test_a_listing_without_end_is_a_problem(hub: LoopbackHub) -> None:
    hub.add("acme/tiny", tiny())
    again = f'<{hub.url}/api/models/acme/tiny/tree/main?recursive=true>; rel="next"'
    hub.faults.append(("/tree/", HubFault(headers={"Link": again})))
    snapshot = open_hub_snapshot(parse_hub_target("hub:acme/tiny"))
    assert any("not listed to its end" in each.message for each in snapshot.problems)
    assert not run(snapshot, load_settings(snapshot)).satisfied


def test_forged_paths_are_left_out_and_said(hub: LoopbackHub) -> None:
    hub.add("acme/tiny", {"README.md": "# Tiny\n"})
    row = {"type": "file", "oid": "a" * 40, "size": 1}
    hub.listings["acme/tiny"] = [{**row, "path": path} for path in ("../up", "/root", "a//b", "LICENSE", "LICENSE")]
    snapshot = open_hub_snapshot(parse_hub_target("hub:acme/tiny"))
    assert [each.path for each in snapshot.entries()] == ["LICENSE"]
    assert len(snapshot.problems) == 4


def test_after_a_limit_nothing_more_is_asked(hub: LoopbackHub) -> None:
    hub.add("acme/tiny", tiny())
    client = HubClient(limits=HubLimits(requests=4))
    snapshot = open_hub_snapshot(parse_hub_target("hub:acme/tiny"), client)
    report = run(snapshot, load_settings(snapshot))
    assert not report.satisfied
    assert any("4 requests" in each.message for each in report.facts.problems)
    assert len(hub.requests) == client.requests == 4


def test_a_token_stays_with_the_endpoint(hub: LoopbackHub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_TOKEN", hub.token)
    with loopback_hub(tmp_path / "other") as other:
        hub.faults.append(("/api/models", HubFault(status=302, headers={"Location": f"{other.url}/api/models/a/b"})))
        with pytest.raises(HubError) as seen:
            HubClient(limits=QUICK).fetch("api/models/acme/tiny", 1_000)
        assert (seen.value.cause, other.requests) == (HubCause.ELSEWHERE, [])


def test_the_models_of_an_account_are_pinned(hub: LoopbackHub) -> None:
    one, two = hub.add("acme/two", tiny()), hub.add("acme/one", tiny())
    hub.add("other/three", tiny())
    hub.add("acme/secret", tiny(), private=True)
    listed = list_models_of("hub:acme")
    assert [each.target for each in listed] == [
        f"hub:acme/one@{two.find_commit('main')}",
        f"hub:acme/two@{one.find_commit('main')}",
    ]
    assert len(hub.requests) == 1


def test_offline_means_offline(hub: LoopbackHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(HubError, match="HF_HUB_OFFLINE"):
        list_models_of("hub:acme")
    assert hub.requests == []


def test_init_writes_nothing_for_the_hub(hub: LoopbackHub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "hub:acme/tiny"]) == 2
    assert "clone the repository" in capsys.readouterr().err
    assert hub.requests == []


def test_what_is_not_asked_for_is_not_imported(tmp_path: Path) -> None:
    """A plain check loads no client and opens no socket."""
    make_repo(tmp_path / "here", {"README.md": "# Tiny\n\nhttps://huggingface.co/acme/tiny\n"})
    source = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise AssertionError('a socket')\n"
        "socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse\n"
        "from openrelease.cli import main\n"
        f"main(['check', {str(tmp_path / 'here')!r}])\n"
        "print(sorted({'huggingface_hub', 'httpx2', 'requests', 'github', 'ssl'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "[]"), done.stderr
