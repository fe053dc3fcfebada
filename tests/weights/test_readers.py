"""What readers say of sound files, of real ones, and of files with one fault."""

from __future__ import annotations

import io
import json
import struct
import zipfile

import pytest
from support.corpus import corpus
from support.hdf5_files import newer, older
from support.sound_weights import SOUND
from support.weight_files import (
    field,
    flax,
    floats,
    gguf,
    keras,
    npy,
    onnx,
    safetensors,
    tarred,
    torch_legacy,
    torch_zip,
    zipped,
)

from openrelease.model import Severity
from openrelease.weights import (
    Header,
    Reference,
    Source,
    find_unusual_imports,
    load_formats,
    read_header,
    recognize_format,
    source_from_bytes,
)


def read(name: str, data: bytes) -> Header:
    found = recognize_format(name, data[:4096], len(data))
    assert found is not None, name
    return read_header(found.format, source_from_bytes(name, data))


def faults(name: str, data: bytes) -> list[str]:
    return [fault.rule for fault in read(name, data).faults]


@pytest.mark.parametrize("form", sorted(SOUND))
def test_a_sound_file_has_no_fault(form: str) -> None:
    name, data = SOUND[form]
    found = read(name, data)
    assert found.faults == ()
    assert found.format == form


def test_every_reader_is_tried_on_a_sound_file() -> None:
    untried = {each.id for each in load_formats().values() if each.reader and not set(each.ids) & set(SOUND)}
    assert untried == {"torchscript", "paddle"}


@pytest.mark.parametrize(
    ("form", "parameters", "dtypes"),
    [
        ("safetensors", 9, {"F32": 9}),
        ("gguf", 32, {"F32": 32}),
        ("onnx", 64, {"F32": 64}),
        ("pytorch-zip", 9, {"F32": 6, "F16": 3}),
        ("pytorch-legacy", 9, {"F32": 6, "I64": 3}),
        ("npy", 3, {"F32": 3}),
        ("npz", 7, {"F32": 7}),
        ("flax", 4, {"F32": 4}),
        ("nemo", 2, {"F32": 2}),
        ("llamafile", 32, {"F32": 32}),
        ("tf-checkpoint", 9, {"F32": 9}),
        ("hdf5", 9, {"F32": 9}),
        ("keras", 4, {"F32": 4}),
        ("tflite", 9, {"F32": 9}),
        ("coreml", 16, {"F16": 8, "F32": 8}),
        ("openvino", 7, {"F32": 6, "I64": 1}),
        ("saved-model", None, {}),
    ],
)
def test_parameters_are_counted_where_the_header_tells(
    form: str, parameters: int | None, dtypes: dict[str, int]
) -> None:
    found = read(*SOUND[form])
    assert (found.parameters, dict(found.dtypes)) == (parameters, dtypes)


ODD_NAME = safetensors(floats(w=(1,))).replace(b'"w"', b'"\\n"')
ODD_NAME = struct.pack("<Q", len(ODD_NAME) - 12) + ODD_NAME[8:]
ZIP = torch_zip({"w": ("Float", (64,))})
LEGACY = torch_legacy({"w": ("Float", (64,))})


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("model.safetensors", SOUND["safetensors"][1][:-1], "st-truncated"),
        ("model.safetensors", SOUND["safetensors"][1] + b"PK\x03\x04", "st-trailing"),
        ("model.safetensors", safetensors({"w": ("F32", (2,), 4)}), "st-malformed"),
        ("model.safetensors", safetensors({"w": ("Q9", (1,), 4)}), "st-unknown"),
        ("model.safetensors", ODD_NAME, "st-text"),
        ("model.gguf", gguf()[:-1], "gguf-truncated"),
        ("model.gguf", gguf([("a", 1), ("a", 2)]), "gguf-malformed"),
        ("model.gguf", gguf([("general.alignment", 0)]), "gguf-malformed"),
        ("model.gguf", gguf([("general.license", "mit\n::error::x")]), "gguf-text"),
        ("model.onnx", onnx()[:-40], "onnx-truncated"),
        ("model.onnx", onnx().replace(b"\x08\x08\x10\x01", b"\x08\x07\x10\x01"), "onnx-malformed"),
        ("model.pt", ZIP[:-30], "torch-truncated"),
        ("model.pth", LEGACY[:-1], "torch-truncated"),
        ("model.pth", LEGACY[:200], "torch-truncated"),
        ("model.pkl", b"\x80\x04" + b"K\1" * 9, "pickle-truncated"),
        ("model.pkl", b"\x80\x04K\1000000000000000.", "pickle-malformed"),
        ("weights.npy", npy()[:-1], "npy-truncated"),
        ("weights.npz", zipped({"w.npy": npy()[:-1]}), "npy-truncated"),
        ("model.h5", SOUND["hdf5"][1][:-1], "hdf5-truncated"),
        ("model.h5", SOUND["hdf5"][1].replace(b"SNOD", b"snod"), "hdf5-malformed"),
        ("model.h5", SOUND["hdf5"][1].replace(b"TREE", b"tree"), "hdf5-malformed"),
        ("model.h5", SOUND["hdf5"][1].replace(b"HEAP", b"heap"), "hdf5-malformed"),
        ("m.mlmodel", SOUND["coreml"][1][:-1], "coreml-truncated"),
        ("model.keras", zipped({"metadata.json": b"{}", "config.json": b"{}"}), "keras-malformed"),
        ("flax_model.msgpack", flax() + b"\0", "flax-trailing"),
        ("flax_model.msgpack", flax()[:-1], "flax-truncated"),
        ("m.nemo", tarred({"model_config.yaml": b""}), "nemo-malformed"),
        ("m.nemo", tarred({"model_config.yaml": b"a: nemo:tok.model\n", "w.ckpt": ZIP}), "nemo-malformed"),
        ("m.tflite", b"\xff\0\0\0TFL3" + bytes(20), "tflite-truncated"),
        ("m.tflite", SOUND["tflite"][1][:-13], "tflite-truncated"),
        ("openvino_model.xml", b'<net name="n" version="11">', "openvino-truncated"),
    ],
)  # fmt: skip
def test_one_fault_is_told_by_its_rule(name: str, data: bytes, rule: str) -> None:
    assert faults(name, data) == [rule]


def test_missing_and_short_storages_of_an_archive_are_told() -> None:
    sound = torch_zip({"w": ("Float", (64,))})
    assert faults("model.pt", sound.replace(b"archive/data/0", b"archive/data/7")) == ["torch-truncated"]
    with archived(sound) as archive:
        pickle = archive.read("archive/data.pkl")
    short = zipped({"archive/data.pkl": pickle, "archive/data/0": bytes(255)})
    assert faults("model.pt", short) == ["torch-truncated"]


def archived(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_a_compressed_pickle_is_read_too() -> None:
    sound = torch_zip({"w": ("Float", (64,))})
    with archived(sound) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    found = read_header("pytorch-zip", source_from_bytes("model.pt", zipped(members, zipfile.ZIP_DEFLATED)))
    assert (found.faults, found.parameters) == ((), 64)


def test_imports_beyond_tensors_are_listed_and_nothing_runs() -> None:
    evil = b"\x80\x02cos\nsystem\n(X\x04\0\0\0echotRcposix\nsystem\n0."
    found = read_header("pickle", source_from_bytes("model.pkl", evil))
    assert find_unusual_imports(found.imports) == ("os.system", "posix.system")
    computed = b"\x80\x04\x8c\x02os\x94\x8c\x06system\x940h\x00h\x01\x93)R."
    assert read_header("pickle", source_from_bytes("m.pkl", computed)).imports == ("os.system",)
    assert find_unusual_imports(read(*SOUND["pytorch-zip"]).imports) == ()


def test_a_broken_pickle_still_names_what_it_imports() -> None:
    fault = read_header("pickle", source_from_bytes("m.pkl", b"\x80\x02cos\nsystem\n\xff")).faults[0]
    assert fault.severity is Severity.ERROR
    assert "os.system" in fault.message


def test_code_in_a_model_is_told() -> None:
    inner = {"class_name": "Lambda", "config": {"function": "AAAA"}}
    assert read("m.keras", keras({"class_name": "Model", "config": {"layers": [inner]}})).executable is True
    assert read(*SOUND["keras"]).executable is False
    script = torch_zip({"w": ("Float", (2,))}, {"archive/code/__torch__.py": b"", "archive/constants.pkl": b""})
    assert read("net.jit", script).executable is True
    config = {"model_config.yaml": b"a:\n  _target_: os.system\n", "w.ckpt": torch_zip({"w": ("Half", (2,))})}
    assert read("m.nemo", tarred(config)).executable is True
    assert read("weights.npy", npy(descr="|O")).executable is True


def test_metadata_says_what_the_file_says() -> None:
    long = "x" * 5_000
    found = read("m.gguf", gguf([("general.license", "mit"), ("tokenizer.chat_template", long), ("t", ["a"] * 70)]))
    assert found.metadata == {"general.license": "mit", "t": "[70]"}
    assert read("m.onnx", onnx(metadata={"license": "mit"})).metadata["license"] == "mit"
    assert read("m.safetensors", safetensors(floats(w=(1,)), {"a": "b"})).metadata == {"a": "b"}


def test_files_that_hold_the_data_are_named() -> None:
    external = read("model.onnx", onnx(external="model.onnx.data"))
    assert external.references == (Reference(path="model.onnx.data", least=256),)
    assert read(*SOUND["openvino"]).references == (Reference(path="openvino_model.bin", least=32),)
    assert read(*SOUND["coreml"]).references == (Reference(path="weights/weight.bin", least=128),)


def test_a_checkpoint_of_nemo_may_be_a_folder() -> None:
    config = b"tokenizer:\n  model: nemo:1f_tokenizer.model\n"
    parts = {"./model_weights/common.pt": ZIP, "./model_weights/__0_0.distcp": b"\x01" * 600}
    found = read("m.nemo", tarred({"./model_config.yaml": config, "./1f_tokenizer.model": b"\x0a", **parts}))
    assert (found.faults, found.parameters) == ((), None)


def test_both_forms_of_groups_of_hdf5() -> None:
    shapes = {"layer_names": (2, 3), "a/b": (), "empty": (0, 4)}
    for build in (older, newer):
        found = read("model.h5", build(shapes))
        assert {tensor.name: tensor.shape for tensor in found.tensors or ()} == shapes
        assert (found.faults, found.parameters) == ((), 7)


def test_what_keras_keeps_of_a_training_run_are_no_parameters() -> None:
    found = read("model.weights.h5", newer({"layers/dense/vars/0": (2, 2), "optimizer/vars/1": (9, 9)}))
    assert found.parameters == 4


def test_layers_of_a_neural_network_are_counted_by_their_bits() -> None:
    quantised = field(30, bytes(3)) + field(40, field(1, 4))
    gates = field(20, field(4, field(1, bytes(8))))
    layers = {100: field(90, field(2, bytes(20))), 1070: field(2, quantised), 420: gates}
    network = b"".join(field(1, field(1, "n") + field(number, layer)) for number, layer in layers.items())
    found = read("m.mlmodel", field(1, 4) + field(2, b"") + field(500, network))
    assert dict(found.dtypes) == {"F16": 10, "Q4": 6, "F32": 2}
    assert found.metadata == {"specification_version": "4"}


def test_a_palette_has_the_shape_of_what_it_stands_for() -> None:
    blob = field(5, field(1, "@model_path/weights/weight.bin") + field(2, 640))
    type_ = field(1, field(1, 10) + b"".join(field(3, field(1, field(1, size))) for size in (100, 10)))
    packed = field(1, field(1, 31) + field(3, field(1, field(1, 250))))
    values = (field(5, field(1, name) + field(2, field(2, packed) + blob)) for name in ("indices", "lut"))
    output = field(3, field(1, "w") + field(2, type_))
    operation = field(1, "constexpr_lut_to_dense") + output + b"".join(values)
    function = field(3, field(1, "CoreML5") + field(2, field(3, operation)))
    program = field(502, field(2, field(1, "main") + field(2, function)))
    found = read("m.mlmodel", field(1, 6) + field(2, b"") + program)
    assert dict(found.dtypes) == {"F16": 1000}
    assert found.references == (Reference(path="weights/weight.bin", least=704),)


def test_weights_that_are_constants_of_a_graph_are_counted() -> None:
    tensor = field(1, 8) + field(1, 8) + field(2, 1) + field(8, "W") + field(9, bytes(256))
    constant = field(1, field(5, field(1, "value") + field(5, tensor)) + field(4, "Constant"))
    branch = field(1, field(5, field(6, constant)) + field(4, "If"))
    for nodes in (constant, branch):
        found = read("model.onnx", field(1, 10) + field(2, "lab") + field(7, nodes + field(2, "g")))
        assert (found.faults, found.parameters) == ((), 64)


def test_both_byte_orders_of_gguf() -> None:
    pairs = [("general.name", "T"), ("general.file_type", 1), ("x.eps", 0.5)]
    little, big = (read("m.gguf", gguf(pairs, order=order)) for order in "<>")
    assert little == big
    assert little.metadata == {"general.name": "T", "general.file_type": "1", "x.eps": "0.5"}


def test_real_and_tiny_weights_have_their_facts() -> None:
    folder = corpus("weights", cases=33)
    facts = {}
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        name = str(path.relative_to(folder)).split("/", 1)[-1]
        if found := recognize_format(name, data[:4096], len(data)):
            source = source_from_bytes(name, data)
            header = read_header(found.format, source)
            expected = ["pickle-unknown"] if name == "model.pkl" else []  # two numbers in a list are no array
            assert [each.rule for each in header.faults] == expected, name
            facts[name.rpartition("/")[2] if "lpips" not in name else name] = header.parameters
    assert {name: count for name, count in facts.items() if count is not None} == {
        "nmp.onnx": 36_037,
        "nmp.tflite": 35_902,
        "model.mlmodel": 36_010,
        "model.h5": 4,
        "model.keras": 4,
        "model.weights.h5": 4,
        "variables.index": 50_441,
        **{f"lpips/weights/v0.{n}/alex.pth": 1_152 for n in (0, 1)},
        **{f"lpips/weights/v0.{n}/squeeze.pth": 2_240 for n in (0, 1)},
        **{f"lpips/weights/v0.{n}/vgg.pth": 1_472 for n in (0, 1)},
        "silero_vad_16k.safetensors": 309_633,
        "silero_vad_16k_op15.onnx": 309_633,
        "be.gguf": 32,
        "ext.onnx": 64,
        "flax_model.msgpack": 4,
        "model-00001-of-00002.safetensors": 4,
        "model-00002-of-00002.safetensors": 4,
        "model.safetensors": 7,
        "tiny.gguf": 32,
        "tiny.onnx": 64,
    }
    assert len(facts) == 28


def test_only_headers_are_read() -> None:
    text = json.dumps({"w": {"dtype": "F32", "shape": [2**35], "data_offsets": [0, 2**37]}}).encode()
    head = struct.pack("<Q", len(text)) + text
    taken: list[int] = []

    def read_at(offset: int, length: int) -> bytes:
        taken.append(length)
        return head[offset : offset + length].ljust(length, b"\0")

    source = Source("model.safetensors", len(head) + 2**37, read_at)
    header = read_header("safetensors", source)
    assert (header.faults, header.parameters) == ((), 2**35)
    assert source.bytes_read == sum(taken) == len(head)
