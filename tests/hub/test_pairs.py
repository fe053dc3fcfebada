"""`check --with-hub`: a repository in git and its counterpart on the Hub, in agreement and not."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from support.hub_releases import APACHE, sharded, tiny
from support.loopback_hub import HubFault, Large, LoopbackHub
from support.releases import card
from support.repos import make_repo

from openrelease.cli import main
from openrelease.config import load_settings
from openrelease.hub import HubClient, HubLimits, LinkFollower, fetch_counterparts
from openrelease.model import HubLink
from openrelease.repository import open_snapshot
from openrelease.run import run
from openrelease.scan.hub_pair import load_pair_rules

pytestmark = pytest.mark.slow

README = """# Tiny

Tiny is a language model. The weights are at https://huggingface.co/acme/tiny.

## Use

```python
from transformers import AutoModel
AutoModel.from_pretrained("acme/tiny")
```
"""
SYNC = "jobs:\n  sync:\n    steps:\n      - uses: huggingface/hub-sync@v0.2.1\n        with: {repo_id: acme/tiny}\n"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 1000000\n"
MIT_CARD = card(license="mit", library_name="transformers")


def in_git(**more: Any) -> dict[str, Any]:
    return {"README.md": README, "LICENSE": APACHE, **{path: text for path, text in more.items() if text is not None}}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Both sides of a pair: files in git, files on the Hub (None: not there), and what the Hub says of it."""

    git: dict[str, Any] = field(default_factory=in_git)
    hub: dict[str, Any] | None = field(default_factory=tiny)
    facts: dict[str, Any] = field(default_factory=dict)
    renamed: bool = False


def without(files: dict[str, Any], *paths: str) -> dict[str, Any]:
    return {path: content for path, content in files.items() if path not in paths}


FAULTY = {
    "hub-link-dead": Scene(hub=None),
    "hub-link-moved": Scene(renamed=True),
    "hub-link-gated": Scene(facts={"gated": "manual"}),
    "hub-link-empty": Scene(hub=without(tiny(), "model.safetensors")),
    "hub-pointer-uploaded": Scene(hub={**tiny(), "model.safetensors": Large(POINTER.encode())}),
    "hub-weights-differ": Scene(
        git={**in_git(), "model.safetensors": POINTER, "config.json": "{}"},
        hub=tiny(),
    ),
    "hub-weights-incomplete": Scene(hub=without(sharded(3), "model-00002-of-00003.safetensors")),
    "hub-sync-deletes": Scene(git={**in_git(), ".github/workflows/sync.yml": SYNC}),
    "hub-license-differs": Scene(hub={**tiny(), "README.md": MIT_CARD}),
    "hub-license-text-missing": Scene(hub=without(tiny(), "LICENSE")),
    "hub-license-text-missing, of the notice": Scene(git={**in_git(), "NOTICE": "Tiny, copyright 2026 Acme\n"}),
    "hub-card-differs": Scene(
        git={**in_git(), "README.md": card(license="apache-2.0", base_model="acme/old") + README},
        hub={**tiny(), "README.md": card(license="apache-2.0", base_model="acme/new")},
    ),
}
SOUND = {
    "as it should be": Scene(),
    "a private one, with a token": Scene(facts={"private": True}),
    "many shards": Scene(hub=sharded(3)),
    "the same pointer in both": Scene(git={**in_git(), "model.safetensors": tiny()["model.safetensors"].pointer}),
    "a sync without delete": Scene(git={**in_git(), ".github/workflows/sync.yml": SYNC.replace("hub-sync", "hub-put")}),
    "a sync of another repository": Scene(
        git={**in_git(), ".github/workflows/sync.yml": SYNC.replace("acme/tiny", "acme/demo")}
    ),
    "no license key": Scene(hub={**tiny(), "README.md": card(library_name="transformers")}),
    "the same card": Scene(
        git={**in_git(), "README.md": card(license="apache-2.0", base_model="acme/old") + README},
        hub={**tiny(), "README.md": card(license="apache-2.0", base_model="acme/old")},
    ),
    "no card": Scene(hub=without(tiny(), "README.md")),
    "weights under another license that both name": Scene(
        git={**in_git(), "README.md": README + "\nThe model weights are licensed under the MIT license.\n"},
        hub={**tiny(), "README.md": MIT_CARD},
    ),
    "the notice in both": Scene(
        git={**in_git(), "NOTICE": "Tiny, copyright 2026 Acme\n"},
        hub={**tiny(), "NOTICE.txt": "Tiny, copyright 2026 Acme\n"},
    ),
    "another file beside": Scene(hub={**tiny(), "onnx/model.onnx.txt": "notes"}),
}


def check(
    scene: Scene, hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, dict[str, Any]]:
    """Check the git side with its links followed; the exit code and the JSON report."""
    here = make_repo(tmp_path / "here", {p: c.pointer if isinstance(c, Large) else c for p, c in scene.git.items()})
    if scene.hub is not None:
        hub.add("acme/renamed" if scene.renamed else "acme/tiny", scene.hub, **scene.facts)
    if scene.renamed:
        hub.renamed["acme/tiny"] = "acme/renamed"
    code = main(["check", str(here), "--name", "acme/tiny", "--format", "json", *(words or ("--with-hub",))])
    return code, json.loads(capsys.readouterr().out)


def hub_rules(report: dict[str, Any]) -> list[str]:
    return [each["rule"] for each in report["faults"] if each["rule"].startswith("hub-")]


@pytest.mark.parametrize("rule", FAULTY)
def test_a_pair_that_disagrees_has_its_finding(
    rule: str, hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, report = check(FAULTY[rule], hub, tmp_path, capsys)
    assert hub_rules(report) == [rule.partition(",")[0]]
    [fault] = report["faults"]
    assert (fault["path"], fault["message"].startswith("links hub:acme/")) == ("README.md", True)


STATES: dict[str, dict[str, Any]] = {
    "no such repository": {"hub": None},
    "renamed to acme/renamed": {"renamed": True},
    "gated": {"facts": {"gated": "manual"}},
    "a model in three shards": {"hub": sharded(3)},
    "a model with card, license, configuration and weights": {},
}
CONTENTS = {
    "no such file": None,
    "the weights": tiny()["model.safetensors"],
    "the shard": sharded(3)["model-00002-of-00003.safetensors"],
    "the text of the Apache License 2.0": APACHE,
    "the text of a Git LFS pointer": Large(POINTER.encode()),
    "a Git LFS pointer to other weights": POINTER,
    "the Git LFS pointer of the weights on the Hub": tiny()["model.safetensors"].pointer,
}


def build_scene(files: Mapping[str, str | None]) -> Scene:
    """Both sides as the example of a rule describes them."""
    place = "hub:acme/tiny"
    state = STATES[files[place] or ""]
    contents = {path: CONTENTS.get(text or "", text) for path, text in files.items()}
    git_side = {path: each for path, each in contents.items() if not path.startswith("hub:") and each is not None}
    changes = {path.removeprefix(f"{place}/"): each for path, each in contents.items() if path.startswith(f"{place}/")}
    base = state.get("hub", tiny())
    hub_side = None if base is None else {p: each for p, each in {**base, **changes}.items() if each is not None}
    facts, renamed = state.get("facts", {}), state.get("renamed", False)
    return Scene(git={"LICENSE": APACHE, **git_side}, hub=hub_side, facts=facts, renamed=renamed)


@pytest.mark.parametrize("rule", load_pair_rules())
def test_the_example_of_a_rule_has_its_finding_and_the_mended_one_has_none(
    rule: str, hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = load_pair_rules()[rule].RULE.example
    assert example is not None
    _, report = check(build_scene(example.files), hub, tmp_path / "before", capsys)
    assert hub_rules(report) == [rule]
    hub.repositories.clear()
    hub.renamed.clear()
    _, report = check(build_scene({**example.files, **example.mended}), hub, tmp_path / "after", capsys)
    assert hub_rules(report) == []


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_pair_is_silent(
    name: str,
    hub: LoopbackHub,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if "token" in name:
        monkeypatch.setenv("HF_TOKEN", hub.token)
    code, report = check(SOUND[name], hub, tmp_path, capsys)
    assert (code, report["faults"], report["problems"]) == (0, [], [])
    commit = hub.repositories["acme/tiny"].find_commit("main")[:12]
    linked = [each for each in report["components"]["weights"]["evidence"] if each.get("url")]
    assert [each["verified"] for each in linked] == [f"hub:acme/tiny@{commit}"] * len(linked)


# weights that are declared to lie elsewhere: what the license of the repository says of them would be an assumption
DECLARED = "assumed: unknown\ncomponents:\n  weights:\n    - {url: 'https://huggingface.co/acme/tiny'}\n"
ASSUMING = {
    "README.md": README.replace("https://huggingface.co/acme/tiny", "elsewhere").replace('"acme/tiny"', "path"),
    "LICENSE": APACHE,
    ".openrelease.yml": DECLARED,
}


def license_of(report: dict[str, Any]) -> tuple[object, object, str]:
    found = report["components"]["weights"]["license"]
    return found["expression"], found["permissive"], found["path"]


def test_the_license_on_the_hub_settles_an_assumed_one(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(Scene(git=ASSUMING), hub, tmp_path / "offline", capsys, "--unknown", "fail")[0] == 1
    code, report = check(Scene(git=ASSUMING), hub, tmp_path, capsys)
    place = f"hub:acme/tiny@{hub.repositories['acme/tiny'].find_commit('main')[:12]} README.md"
    assert (code, license_of(report)) == (0, ("Apache-2.0", True, place))
    assert report["components"]["weights"]["license"]["line"] == 2


@pytest.mark.parametrize("key", ["cc-by-nc-4.0", "llama3.1", "other", "no-such-license"])
def test_the_license_on_the_hub_contradicts(
    key: str, hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = check(Scene(hub={**tiny(), "README.md": card(license=key)}), hub, tmp_path, capsys)
    assert code == 1
    assert license_of(report)[1] is not True


def test_a_license_file_on_the_hub_limits_and_does_not_permit(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "You may use the weights for non-commercial research only. All other rights are reserved.\n"
    code, report = check(Scene(hub={**tiny(), "LICENSE": text}), hub, tmp_path, capsys)
    assert (code, license_of(report)[1] is True) == (1, False)


def test_somebody_elses_repository_says_nothing_of_ours(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.add("other/base", {**tiny(), "README.md": card(license="cc-by-nc-4.0")})
    text = README + "\nIt is compared with https://huggingface.co/other/base.\n"
    code, report = check(Scene(git=in_git() | {"README.md": text}), hub, tmp_path, capsys)
    assert (code, license_of(report)[1]) == (0, True)


def test_offline_is_said_in_a_line(hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = make_repo(tmp_path / "here", in_git())
    main(["check", str(here), "--name", "acme/tiny"])
    assert capsys.readouterr().err.count("were not followed; --with-hub compares what is there") == 1
    assert hub.requests == []


def test_without_the_flag_nothing_is_asked(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = check(Scene(hub=None), hub, tmp_path, capsys, "--unknown", "fail")
    assert (code, hub.requests, hub_rules(report)) == (0, [], [])


def test_a_declared_link_is_followed_at_its_revision(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = hub.add("acme/tiny", tiny()).find_commit("main")
    settings = f"components:\n  weights:\n    - {{url: 'https://huggingface.co/acme/tiny/tree/{first}'}}\n"
    git = {"README.md": "# Tiny\n\nA model.\n", "LICENSE": APACHE, ".openrelease.yml": settings}
    _, report = check(Scene(git=git, hub=without(tiny(), "model.safetensors")), hub, tmp_path, capsys)
    assert hub_rules(report) == []
    [evidence] = [each for each in report["components"]["weights"]["evidence"] if each.get("verified")]
    assert evidence["verified"] == f"hub:acme/tiny@{first[:12]}"


NETWORK = {
    "nobody answers": HubFault(drop=True),
    "rate limited": HubFault(status=429, headers={"RateLimit": '"api";r=0;t=168'}),
    "server error": HubFault(status=500),
    "redirected away": HubFault(status=302, headers={"Location": "http://127.0.0.1:9/"}),
    "a login page": HubFault(status=200, body=b"<!doctype html>"),
    "hanging": HubFault(seconds=20),
    "not the token": HubFault(status=403),
    "longer than it says": HubFault(claimed=10),
    "shorter than it says": HubFault(claimed=1_000_000, cut=100),
    "dripping": HubFault(drip=0.3),
}


@pytest.mark.slow
@pytest.mark.parametrize("place", ["/api/models/acme/tiny[?]", "/tree/", "/LICENSE", "/README.md", "/resolve"])
@pytest.mark.parametrize("name", NETWORK)
def test_a_fault_gives_the_verdict_of_offline_or_a_worse_one(
    name: str, place: str, hub: LoopbackHub, tmp_path: Path
) -> None:
    # what cannot be read may be what settles the license, or what limits it
    limits_there = {"LICENSE": "For non-commercial use only.\n"} if place == "/LICENSE" else {}
    hub.add("acme/tiny", {**tiny(), **limits_there})
    limits = HubLimits(requests=100, bytes=16_777_216, seconds=1.5, timeout=0.3, tries=2, pause=0.01)
    here = open_snapshot(make_repo(tmp_path / "here", ASSUMING))
    settings = replace(load_settings(here), name="acme/tiny")
    offline = run(here, settings)
    hub.faults.append((place, NETWORK[name]))
    start = time.monotonic()
    report = run(here, settings, follow=LinkFollower(client=HubClient(limits=limits)))
    assert time.monotonic() - start < 8
    assert not offline.satisfied
    assert not report.satisfied
    assert any("hub:acme/tiny" in f"{each.message} {each.location.path}" for each in report.facts.problems)


def test_after_a_failure_of_the_hub_no_other_link_is_tried(hub: LoopbackHub) -> None:
    hub.faults.append((".", HubFault(status=429, headers={"Retry-After": "999"})))
    found = fetch_counterparts([HubLink(name=f"acme/{each}") for each in range(8)])
    assert (len(hub.requests), len(found), {each.missing for each in found}) == (1, 8, {False})
    assert all(each.failure for each in found)


def test_a_pair_of_a_hundred_shards_takes_few_requests(
    hub: LoopbackHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = check(Scene(hub=sharded(100)), hub, tmp_path, capsys)
    assert (code, len(hub.requests), hub.sent <= 1_000_000) == (0, 12, True), hub.requests  # redirects included


def test_a_client_that_is_not_installed_is_one_notice(
    tmp_path: Path, hub: LoopbackHub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    code, report = check(Scene(), hub, tmp_path, capsys)
    assert (code, hub.requests) == (0, [])
    [problem] = report["problems"]
    assert "pip install 'openrelease[hub]'" in problem["message"]
