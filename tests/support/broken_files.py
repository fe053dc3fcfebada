"""Releases with one fault in their files: cut, missing, misnamed, or not where an index says.

Each is named, and comes with the rules and files of the faults that it has to give.
"""

from __future__ import annotations

import json

from support.more_releases import (
    BIN,
    DATA_FOLDER,
    FIRST,
    FIRST_BIN,
    FP16,
    INDEX,
    PART,
    SECOND,
    package,
    part,
    pickled,
    split,
    variant,
    without,
)
from support.releases import DATA, HEAD, LAYER, Files, exported, index, plain, single, transformers
from support.weight_files import SOUND, floats, onnx, openvino, safetensors, torch_zip

Broken = list[tuple[str, Files, list[tuple[str, str]]]]

FILES: Broken = [
    ("a shard that the index lists", without(transformers(), SECOND), [("shard-missing", INDEX)]),
    ("a shard by its number", without(transformers(), SECOND, INDEX), [("shard-missing", FIRST)]),
    (
        "shards of two counts",
        {**without(transformers(), INDEX), "model-00002-of-00003.safetensors": safetensors(HEAD)},
        [("shard-count", FIRST)],
    ),
    (
        "a tensor in another shard",
        {**transformers(), INDEX: index(576, s00001_00002=(*LAYER, "lm_head.weight"), s00002_00002=("x",))},
        [("index-tensor-missing", INDEX), ("index-tensor-missing", INDEX)],
    ),
    (
        "a tensor that the index forgets",
        {**transformers(), INDEX: index(576, s00001_00002=tuple(LAYER)[:1], s00002_00002=tuple(HEAD))},
        [("index-tensor-unlisted", INDEX)],
    ),
    (
        "a shard that the index forgets",
        {
            **without(transformers(), FIRST, SECOND, INDEX),
            "model-00001-of-00003.safetensors": safetensors(LAYER),
            "model-00002-of-00003.safetensors": safetensors(HEAD),
            "model-00003-of-00003.safetensors": safetensors(floats(spare=(2,))),
            INDEX: index(576, s00001_00003=tuple(LAYER), s00002_00003=tuple(HEAD)),
        },
        [("shard-orphan", "model-00003-of-00003.safetensors")],
    ),
    (
        "a total that differs",
        {**transformers(), INDEX: index(577, s00001_00002=tuple(LAYER), s00002_00002=tuple(HEAD))},
        [("total-size", INDEX)],
    ),
    (
        "an index that leaves the release",
        {**transformers(), INDEX: json.dumps({"weight_map": {"a": "../../etc/passwd"}})},
        [("index-path", INDEX)],
    ),
    ("an index that is no JSON", {**transformers(), INDEX: "{"}, [("config-malformed", INDEX)]),
    (
        "a truncated shard",
        {**single(), "model.safetensors": safetensors({**LAYER, **HEAD})[:-1]},
        [("st-truncated", "model.safetensors")],
    ),
    (
        "a file with a tail",
        {**single(), "model.safetensors": safetensors({**LAYER, **HEAD}) + b"PK"},
        [("st-trailing", "model.safetensors")],
    ),
    ("an empty file", {**plain(), "weights/model.pth": b""}, [("weights-placeholder", "weights/model.pth")]),
    (
        "an error page",
        {**single(), "model.safetensors": "<!DOCTYPE html><html>Not found</html>"},
        [("weights-placeholder", "model.safetensors")],
    ),
    (
        "a pickle under a safe name",
        {**plain(), "weights/model.safetensors": torch_zip({"w": ("Float", (2, 2))})},
        [("weights-disguised", "weights/model.safetensors")],
    ),
    ("external data", without(exported(), "model.onnx.data"), [("onnx-external-missing", "model.onnx")]),
    (
        "external data that is cut",
        {**exported(), "model.onnx.data": DATA[:-1]},
        [("onnx-truncated", "model.onnx.data")],
    ),
    (
        "external data elsewhere",
        {**exported(), "model.onnx": onnx(external="../model.onnx.data")},
        [("onnx-external-missing", "model.onnx")],
    ),
    (
        "the weights of an OpenVINO graph",
        {"openvino_model.xml": openvino()},
        [("openvino-weights-missing", "openvino_model.xml")],
    ),
    (
        "weights of an OpenVINO graph that are cut",
        {"ir/openvino_model.xml": openvino(), "ir/openvino_model.bin": bytes(range(31))},
        [("openvino-truncated", "ir/openvino_model.bin")],
    ),
    (
        "the weights of an ML package",
        without(package(), f"{DATA_FOLDER}/weights/weight.bin"),
        [("coreml-weights-missing", f"{DATA_FOLDER}/model.mlmodel")],
    ),
    (
        "weights of an ML package that are cut",
        {**package(), f"{DATA_FOLDER}/weights/weight.bin": b"\x01" * 127},
        [("coreml-truncated", f"{DATA_FOLDER}/weights/weight.bin")],
    ),
    ("a part of a split model", without(split(), "q4/t-00002-of-00002.gguf"), [("shard-missing", PART)]),
    (
        "a part that is another one by its own word",
        {**split(), "q4/t-00002-of-00002.gguf": part(0, {"b": (4, 4)})},
        [("gguf-split", "q4/t-00002-of-00002.gguf")],
    ),
    ("a part under a name of its own", {"t.gguf": part(0, {"a": (4, 4)})}, [("gguf-split", "t.gguf")]),
    (
        "a tensor that is in two parts",
        {**split(), "q4/t-00002-of-00002.gguf": part(1, {"a": (4, 4)})},
        [("gguf-split", PART)],
    ),
    (
        "a tensor that is in no part",
        {**split(), "q4/t-00002-of-00002.gguf": part(1, {"b": (4, 4), "c": (4, 4)})},
        [("gguf-split", PART)],
    ),
    (
        "a shard of a model for browsers",
        {
            "js/model.json": '{"weightsManifest": []}',
            "js/group1-shard1of3.bin": bytes(range(256)),
            "js/group1-shard3of3.bin": bytes(range(256)),
        },
        [("shard-missing", "js/group1-shard1of3.bin")],
    ),
    (
        "a total of pickled shards that differs",
        {
            **{name: content for name, content in pickled().items() if not name.endswith(".json")},
            f"sub/{BIN}": json.dumps({"metadata": {"total_size": 33}, **json.loads(pickled()[f"sub/{BIN}"])}),
            "sub/config.json": "{}",
        },
        [("total-size", f"sub/{BIN}"), ("pickle-only", FIRST_BIN)],
    ),
    (
        "an error page in the place of a pickle",
        {**plain(), "models/my_model.pkl": "<html>403</html>"},
        [("weights-placeholder", "models/my_model.pkl")],
    ),
    (
        "the last shard, which the index forgets too",
        {
            **without(transformers(), FIRST, SECOND, INDEX),
            "model-00001-of-00003.safetensors": safetensors(LAYER),
            "model-00002-of-00003.safetensors": safetensors(HEAD),
            INDEX: index(576, s00001_00003=tuple(LAYER), s00002_00003=tuple(HEAD)),
        },
        [("shard-missing", "model-00001-of-00003.safetensors")],
    ),
    ("the index of whole shards", without(transformers(), INDEX), [("index-missing", FIRST)]),
    (
        "shards of a variant",
        without(variant(), "model.fp16-00002-of-00002.safetensors"),
        [("shard-missing", FP16)],
    ),
    (
        "a tensor of a pickled shard",
        without(pickled(), "sub/pytorch_model-00002-of-00002.bin")
        | {"sub/pytorch_model-00002-of-00002.bin": torch_zip({"other": ("Float", (2, 2))})},
        [("index-tensor-missing", f"sub/{BIN}"), ("pickle-only", FIRST_BIN)],
    ),
    (
        "a text in the place of pickled weights",
        {**plain(), "weights/model.pth": "Uploaded soon, come back later.\n"},
        [("weights-placeholder", "weights/model.pth")],
    ),
    (
        "a text in the place of Keras weights",
        {"tf_model.h5": "see the Hub\n"},
        [("weights-placeholder", "tf_model.h5")],
    ),
    (
        "a program under a safe name",
        {**single(), "model.safetensors": torch_zip({"w": ("Float", (2, 2))}, {"archive/code/m.py": b"1"})},
        [("weights-disguised", "model.safetensors")],
    ),
    (
        "a pickle alone under a safe name",
        {"tiny.gguf": SOUND["pickle"][1]},
        [("weights-disguised", "tiny.gguf")],
    ),
]
