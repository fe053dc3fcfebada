"""Repositories of an attacker: what is no weights, and what was not read, never passes; no shape crashes."""

from __future__ import annotations

import io
import json
import random
import tarfile
import warnings
import zipfile
from collections.abc import Iterable

import pytest
from support.hostile_releases import (
    EMPTY_SHA,
    NON_COMMERCIAL,
    SAFETENSORS,
    Files,
    base,
    judge,
    lfs_pointer,
    outcome,
    outcomes,
    with_files,
)
from support.weight_files import field, npy, onnx, safetensors, torch_zip

from openrelease.model import Entry, EntryKind, Outcome, PolicyOutcome, Status

pytestmark = pytest.mark.slow

NOISE = random.Random(1).randbytes(4_096)  # noqa: S311 - the same bytes each time
EXPLOIT = b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R."
RAW = (
    *("model.mnn", "model.caffemodel", "model.onnx_data", "openvino_model.bin"),
    *("variables/variables.data-00000-of-00001", "js/group1-shard1of1.bin", "net.mlpackage/Data/weight.bin"),
    "net.mlpackage/Data/com.apple.CoreML/weights/weight.bin",
)
Members = Iterable[tuple[str, bytes]]


def zip_twice(members: Members) -> bytes:
    """Return a zip archive whose members may have one name."""
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w") as archive:
        warnings.simplefilter("ignore")
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def tar_twice(members: Members) -> bytes:
    """Return a tar archive whose members may have one name."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in members:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def onnx_of_files(count: int) -> bytes:
    """Return an ONNX model whose tensors are each in a file of their own, d0.bin and so on."""
    external = (field(13, field(1, "location") + field(2, f"d{number}.bin")) for number in range(count))
    tensors = (
        field(5, b"\x08\x04\x10\x01" + field(8, f"w{n}") + part + b"\x70\x01") for n, part in enumerate(external)
    )
    return b"\x08\x08" + field(7, b"".join(tensors) + field(1, field(4, "Add")) + field(2, "g"))


TORCH = torch_zip({"w": ("Float", (2,))})
with zipfile.ZipFile(io.BytesIO(TORCH)) as _archive:
    PARTS = [(name, _archive.read(name)) for name in _archive.namelist()]
PROGRAM = b"{'descr': open('a').read(), 'fortran_order': False, 'shape': (3,)}\n"
PICKLED = ("archive/data.pkl", EXPLOIT)
AMBIGUOUS: dict[str, tuple[str, bytes]] = {
    "a pickle twice, the exploit first": ("pytorch_model.bin", zip_twice([PICKLED, *PARTS])),
    "a pickle twice, the exploit last": ("pytorch_model.bin", zip_twice([*PARTS, PICKLED])),
    "a pickle in two spellings": ("pytorch_model.bin", zip_twice([*PARTS, ("archive/DATA.PKL", EXPLOIT)])),
    "a second archive in the archive": ("pytorch_model.bin", zip_twice([*PARTS, ("evil/data.pkl", EXPLOIT)])),
    "a checkpoint twice in NeMo": (
        "model.nemo",
        tar_twice([("model_config.yaml", b"a: 1\n"), ("model_weights.ckpt", EXPLOIT), ("model_weights.ckpt", TORCH)]),
    ),
    "an array of objects in an archive": ("weights.npz", zip_twice([("a.npy", npy(descr="|O") + EXPLOIT)])),
    "a header that is a program": (
        "weights.npy",
        b"\x93NUMPY\x01\0" + len(PROGRAM).to_bytes(2, "little") + PROGRAM + bytes(12),
    ),
    "TensorFlow Lite without tables": ("model.tflite", (28).to_bytes(4, "little") + b"TFL3" + bytes(40)),
    "ONNX whose data is itself": ("model.onnx", onnx((1,), external="model.onnx")),
}
NO_WEIGHTS: dict[str, tuple[str, bytes | str]] = {
    "pointer of no byte": ("model.safetensors", lfs_pointer(0)),
    "pointer of one byte": ("model.safetensors", lfs_pointer(1)),
    "pointer of an exabyte": ("model.safetensors", lfs_pointer(10**18)),
    "pointer to zeros": ("model.safetensors", lfs_pointer(10**6, "0" * 64)),
    "pointer to an empty file": ("model.safetensors", lfs_pointer(10**6, EMPTY_SHA)),
    "pointer of DVC to nothing": ("model.pt.dvc", "outs:\n- path: model.pt\n  size: 0\n"),
    "pointer of git-annex to nothing": ("model.safetensors", "/annex/objects/SHA256E-s0--" + EMPTY_SHA + "\n"),
    "a tensor without elements": (
        "model.safetensors",
        safetensors({"w": ("F32", (0,), 0)}),
    ),
    **AMBIGUOUS,
    **{f"noise as {name}": (name, NOISE) for name in RAW},
    **{f"zeros as {name}": (name, bytes(4_096)) for name in RAW},
    **{f"exploit as {name}": (name, EXPLOIT) for name in ("pytorch_model.bin", "model.pkl", "m.pdparams", "model.pt")},
}


@pytest.mark.parametrize("what", NO_WEIGHTS)
def test_what_is_no_weights_does_not_pass(what: str) -> None:
    path, content = NO_WEIGHTS[what]
    report = judge(with_files({"model.safetensors": None, "checkpoints/small.safetensors": None, path: content}))
    assert outcome(report) is not PolicyOutcome.MET
    assert outcomes(report)["weights-whole"] is not Outcome.MET


def test_every_file_that_a_graph_names_is_looked_for() -> None:
    here = {f"d{number}.bin": b"12345678" * 8 for number in range(59)}
    gone: Files = {"model.safetensors": None, "checkpoints/small.safetensors": None}
    report = judge(with_files({**gone, **here, "model.onnx": onnx_of_files(60)}))
    assert outcomes(report)["weights-whole"] is Outcome.UNMET


def test_the_release_without_these_is_met() -> None:
    assert outcome(judge(base())) is PolicyOutcome.MET


SHAPES = ("[transformers]", "{a: 1}", "[[x]]", "true")


@pytest.mark.parametrize("key", ["library_name", "pipeline_tag", "license_name", "license_link", "base_model", "tags"])
@pytest.mark.parametrize("value", SHAPES)
def test_a_value_of_another_type_in_front_matter_has_a_report(key: str, value: str) -> None:
    card = f"---\nlicense: apache-2.0\n{key}: {value}\n---\n{base()['README.md'].decode()}"
    report = judge(with_files({"README.md": card}))
    if key in {"library_name", "pipeline_tag"}:
        found = [problem for problem in report.facts.problems if key in problem.message]
        assert [(each.location.path, each.location.line) for each in found] == [("README.md", 3)]


CONFIGURATIONS: dict[str, tuple[str, object]] = {
    "a list of types": ("config.json", {"model_type": ["llama"]}),
    "a mapping of types": ("config.json", {"model_type": {"a": 1}}),
    "text for heads": ("config.json", {"architectures": "LlamaForCausalLM"}),
    "a mapping as a part": ("model_index.json", {"_class_name": "X", "unet": [{"a": 1}, "x"]}),
    "a list as a class": ("model_index.json", {"_class_name": ["X"]}),
    "a list as a base": ("adapter_config.json", {"base_model_name_or_path": ["a"], "peft_type": {}}),
}


@pytest.mark.parametrize("what", CONFIGURATIONS)
def test_a_value_of_another_type_in_a_configuration_has_a_report(what: str) -> None:
    path, value = CONFIGURATIONS[what]
    files: Files = {path: json.dumps(value), "model.safetensors": SAFETENSORS}
    assert judge(with_files(files)).facts.weights


NOT_HERE = (
    "def generate(model):\n    raise SystemExit('the inference code is proprietary')\n",
    "def generate(model):\n    pass\n",
    "import torch.nn as nn\n\n\nclass Model(nn.Module):\n    def forward(self, x):\n        raise RuntimeError('no')\n",
)


@pytest.mark.parametrize("source", NOT_HERE)
def test_source_that_only_raises_is_no_inference_code(source: str) -> None:
    gone = {path: None for path in base() if path.endswith(".py")}
    report = judge(with_files({**gone, "generate.py": source, "model.py": source}))
    assert outcomes(report)["inference-code"] is not Outcome.MET


LINKS = (
    Entry(path="LICENSE-WEIGHTS", kind=EntryKind.SYMLINK, target="notes/terms.dat"),
    Entry(path="LICENSE-WEIGHTS", kind=EntryKind.SYMLINK, target="/etc/passwd"),
    Entry(path="LICENSE-WEIGHTS", kind=EntryKind.SYMLINK, target="../terms"),
    Entry(path="LICENSE-WEIGHTS", kind=EntryKind.SYMLINK, target="gone"),
    Entry(path="LICENSE-WEIGHTS", kind=EntryKind.SUBMODULE),
)


@pytest.mark.parametrize("entry", LINKS, ids=[f"{each.kind.value} {each.target}" for each in LINKS])
def test_a_link_that_stands_for_a_license_is_read_or_leaves_terms_unknown(entry: Entry) -> None:
    files = with_files({"notes/terms.dat": f"The license.\n\n{NON_COMMERCIAL}"})
    assert outcome(judge(files)) is PolicyOutcome.MET
    assert outcome(judge(files, entries=(entry,))) is not PolicyOutcome.MET


def test_a_link_to_a_license_that_is_read_changes_nothing() -> None:
    entry = Entry(path="model/LICENSE", kind=EntryKind.SYMLINK, target="../LICENSE")
    assert outcome(judge(with_files({}), entries=(entry,))) is PolicyOutcome.MET


PREVIEW = "[borl-ai/borl](https://huggingface.co/borl-ai/borl)"
NOT_RELEASED = (
    f"Weights on request: write to weights@borl.example. Preview: {PREVIEW}",
    f"The weights are not published; call the API. {PREVIEW}",
    f"The weights are to be released at {PREVIEW} after the review.",
    f"The weights will be published at {PREVIEW}.",
    f"Model weights: coming soon at {PREVIEW}.",
)


@pytest.mark.parametrize("sentence", NOT_RELEASED)
def test_weights_that_are_only_promised_are_not_linked(sentence: str) -> None:
    gone = {path: None for path in base() if path.endswith(".safetensors")}
    readme = f"{base()['README.md'].decode()}\n## Weights\n\n{sentence}\n"
    status = judge(with_files({**gone, "README.md": readme})).facts.components["weights"].status
    assert status not in {Status.IN_REPO, Status.LINKED}


def test_what_passes_the_limit_of_all_headers_leaves_the_weights_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openrelease.scan.weight_files.headers.ALL_TENSORS", 1)
    found = outcomes(judge(base()))["weights-whole"]
    assert found is Outcome.UNKNOWN


def test_weight_files_beyond_their_number_leave_the_weights_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openrelease.scan.weight_files.headers.MAX_FILES", 1)
    found = outcomes(judge(base()))
    assert found["weights-whole"] is found["weights-agree"] is Outcome.UNKNOWN
