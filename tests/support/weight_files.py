"""Small whole weight files of every format, made by hand or by the format's own library."""

from __future__ import annotations

import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Mapping, Sequence

from support.flat_buffers import tflite
from support.hdf5_files import newer, older

LEGACY_MAGIC = bytes.fromhex("80028a0a6cfc9c46f9206aa85019") + b".\x80\x02M\xe9\x03.\x80\x02}q\0."
ITEM = {"Float": 4, "Half": 2, "BFloat16": 2, "Long": 8, "Byte": 1}


def safetensors(
    tensors: Mapping[str, tuple[str, Sequence[int], int]], metadata: Mapping[str, str] | None = None
) -> bytes:
    """A file of tensors, each of a dtype, a shape and a number of bytes."""
    header: dict[str, object] = {"__metadata__": dict(metadata)} if metadata else {}
    at = 0
    for name, (dtype, shape, nbytes) in tensors.items():
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [at, at + nbytes]}
        at += nbytes
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + bytes(at)


def floats(**shapes: Sequence[int]) -> dict[str, tuple[str, Sequence[int], int]]:
    """Tensors of 32 bits an element, for `safetensors`."""
    return {name.replace("__", "."): ("F32", shape, 4 * _product(shape)) for name, shape in shapes.items()}


def _product(shape: Sequence[int]) -> int:
    count = 1
    for size in shape:
        count *= size
    return count


def torch_pickle(tensors: Mapping[str, tuple[str, Sequence[int]]], *, legacy: bool = False) -> bytes:
    """The pickle of a dictionary of tensors, as torch.save writes it (protocol 2)."""
    rows = b"".join(
        _text(name) + _tensor(str(key), kind, shape, legacy=legacy)
        for key, (name, (kind, shape)) in enumerate(tensors.items())
    )
    return b"\x80\x02ccollections\nOrderedDict\n)R(" + rows + b"u."


def _text(text: str) -> bytes:
    return b"X" + struct.pack("<I", len(text.encode())) + text.encode()


def _tensor(key: str, kind: str, shape: Sequence[int], *, legacy: bool) -> bytes:
    count = b"J" + struct.pack("<i", _product(shape))
    view = b"N" if legacy else b""
    storage = b"(" + _text("storage") + f"ctorch\n{kind}Storage\n".encode() + _text(key) + _text("cpu")
    sizes = b"(" + b"".join(b"J" + struct.pack("<i", size) for size in shape) + b"t"
    return (
        b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + count + view + b"tQK\0" + sizes
        + sizes + b"\x89ccollections\nOrderedDict\n)RtR"
    )  # fmt: skip


def torch_zip(tensors: Mapping[str, tuple[str, Sequence[int]]], extra: Mapping[str, bytes] | None = None) -> bytes:
    """What torch.save writes."""
    data = {
        f"archive/data/{key}": bytes(ITEM[kind] * _product(shape)) for key, (kind, shape) in enumerate(tensors.values())
    }
    return zipped({"archive/data.pkl": torch_pickle(tensors), **data, "archive/version": b"3\n", **(extra or {})})


def torch_legacy(tensors: Mapping[str, tuple[str, Sequence[int]]]) -> bytes:
    """What torch.save wrote before version 1.6."""
    keys = b"\x80\x02](" + b"".join(_text(str(key)) for key in range(len(tensors))) + b"e."
    data = b"".join(
        struct.pack("<q", _product(shape)) + bytes(ITEM[kind] * _product(shape)) for kind, shape in tensors.values()
    )
    return LEGACY_MAGIC + torch_pickle(tensors, legacy=True) + keys + data


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)  # without the time of the day
    return buffer.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    """A tar archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def gguf(
    pairs: Sequence[tuple[str, str | int | float | list[str]]] = (),
    tensors: Mapping[str, Sequence[int]] | None = None,
    order: str = "<",
    kind: int = 0,
) -> bytes:
    """A GGUF file, version 3, of tensors of a type; there is room for 32 bits an element."""
    shapes = {"blk.0.weight": (8, 4)} if tensors is None else tensors
    out = bytearray(b"GGUF" + struct.pack(f"{order}IQQ", 3, len(shapes), len(pairs)))
    for key, value in pairs:
        out += _gguf_string(key, order) + _gguf_value(value, order)
    at = 0
    for name, shape in shapes.items():
        out += _gguf_string(name, order) + struct.pack(f"{order}I{len(shape)}Q", len(shape), *shape)
        out += struct.pack(f"{order}IQ", kind, at)
        at += -(-4 * _product(shape) // 32) * 32
    return bytes(out) + bytes(-len(out) % 32) + bytes(at)


def _gguf_string(text: str, order: str) -> bytes:
    return struct.pack(f"{order}Q", len(text.encode())) + text.encode()


def _gguf_value(value: str | float | list[str], order: str) -> bytes:
    if isinstance(value, str):
        return struct.pack(f"{order}I", 8) + _gguf_string(value, order)
    if isinstance(value, list):
        items = b"".join(_gguf_string(item, order) for item in value)
        return struct.pack(f"{order}IIQ", 9, 8, len(value)) + items
    if isinstance(value, float):
        return struct.pack(f"{order}If", 6, value)
    return struct.pack(f"{order}II", 4, value)


def field(number: int, value: int | bytes | str) -> bytes:
    """A field of a protobuf message."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def varint(value: int) -> bytes:
    """A number as protobuf writes it."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes((*out, value))


def onnx(shape: Sequence[int] = (8, 8), *, external: str = "", metadata: Mapping[str, str] | None = None) -> bytes:
    """A model of one 32-bit initializer, in the file or in another."""
    dims = b"".join(field(1, size) for size in shape)
    tensor = dims + field(2, 1) + field(8, "W")
    if external:
        pairs = {"location": external, "offset": "0", "length": str(4 * _product(shape))}
        entries = (field(13, field(1, key) + field(2, value)) for key, value in pairs.items())
        tensor += b"".join(entries) + field(14, 1)
    else:
        tensor += field(9, bytes(4 * _product(shape)))
    node = field(1, field(1, "X") + field(1, "W") + field(2, "Y") + field(4, "MatMul"))
    told = b"".join(field(14, field(1, key) + field(2, value)) for key, value in (metadata or {}).items())
    opset = field(8, field(1, "") + field(2, 21))
    return field(1, 10) + field(2, "lab") + field(7, node + field(2, "g") + field(5, tensor)) + opset + told


def flax(shape: Sequence[int] = (2, 2)) -> bytes:
    """A map with one array of 32-bit elements."""
    data = bytes(4 * _product(shape))
    array = (
        b"\x93" + bytes((0x90 + len(shape), *shape)) + b"\xa7float32" + b"\xc5" + struct.pack(">H", len(data)) + data
    )
    return b"\x81\xa6params\x81\xa6kernel\xc8" + struct.pack(">H", len(array)) + b"\x01" + array


def npy(shape: Sequence[int] = (3,), descr: str = "<f4") -> bytes:
    """An array of zeros."""
    text = repr({"descr": descr, "fortran_order": False, "shape": tuple(shape)}) + "\n"
    return b"\x93NUMPY\x01\0" + struct.pack("<H", len(text)) + text.encode() + bytes(4 * _product(shape))


def coreml(shape: Sequence[int] = (4, 2), blob: str = "@model_path/weights/weight.bin") -> bytes:
    """A pipeline of a neural network of one layer and of an ML program with a constant in another file."""
    layer = field(1, "dense") + field(140, field(20, field(1, bytes(4 * _product(shape)))))
    dims = b"".join(field(3, field(1, field(1, size))) for size in shape)
    type_ = field(1, field(1, 10) + field(2, len(shape)) + dims)
    value = field(2, type_) + field(5, field(1, blob) + field(2, 64))
    constant = field(1, "const") + field(3, field(1, "w") + field(2, type_))
    operation = constant + field(5, field(1, "val") + field(2, value))
    function = field(2, "CoreML5") + field(3, field(1, "CoreML5") + field(2, field(3, operation)))
    program = field(1, 1) + field(2, field(1, "main") + field(2, function))
    parts = (field(1, 6) + field(500, field(1, layer)), field(1, 6) + field(502, program))
    return field(1, 6) + field(2, b"") + field(202, b"".join(field(1, part) for part in parts))


def openvino(size: int = 24) -> bytes:
    """A graph with a constant of 32-bit elements, and one of 64 bits behind it."""
    return (
        '<?xml version="1.0"?>\n<net name="n" version="11"><layers><layer id="0" name="w" type="Const">'
        f'<data element_type="f32" shape="2, 3" offset="0" size="{size}" /></layer><layer type="Const">'
        f'<data element_type="i64" shape="" offset="{size}" size="8"/></layer></layers></net>\n'
    ).encode()


def keras(config: object = None) -> bytes:
    """A Keras 3 archive."""
    usual = {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {}}]}}
    members = {
        "metadata.json": json.dumps({"keras_version": "3.5.0"}).encode(),
        "config.json": json.dumps(config or usual).encode(),
        "model.weights.h5": newer({"layers/w": (2, 2), "optimizer/vars": (9,)}),
    }
    return zipped(members)


def bundle(shapes: Mapping[str, Sequence[int]]) -> bytes:
    """The index of a checkpoint of 32-bit tensors: a block of entries, an empty one, and their index."""
    entries = {b"": field(1, 1) + field(3, field(1, 1))}
    at = 0
    for name, shape in sorted(shapes.items()):
        size = 4 * _product(shape)
        dims = b"".join(field(2, field(1, each)) for each in shape)
        entries[name.encode()] = field(1, 1) + field(2, dims) + field(4, at) + field(5, size)
        at += size
    blocks: list[bytes] = []
    handles: list[bytes] = []
    for content in (entries, {}):
        handles.append(varint(sum(map(len, blocks))) + varint(len(_block(content))))
        blocks.append(_block(content) + bytes(5))
    index = _block({b"z": handles[0]})
    footer = handles[1] + varint(sum(map(len, blocks))) + varint(len(index))
    return b"".join(blocks) + index + bytes(5) + footer.ljust(40, b"\0") + bytes.fromhex("57fb808b247547db")


def _block(entries: Mapping[bytes, bytes]) -> bytes:
    """Entries that share nothing of their keys, and one restart."""
    rows = (b"\0" + varint(len(key)) + varint(len(value)) + key + value for key, value in entries.items())
    return b"".join(rows) + struct.pack("<II", 0, 1)


SOUND: Mapping[str, tuple[str, bytes]] = {
    "safetensors": ("model.safetensors", safetensors(floats(w=(2, 3), b=(3,)), {"format": "pt"})),
    "gguf": ("model.gguf", gguf([("general.name", "T"), ("general.license", "mit"), ("t.n", ["a", "b"])])),
    "onnx": ("model.onnx", onnx(metadata={"license": "mit"})),
    "pytorch-zip": ("model.pt", torch_zip({"w": ("Float", (2, 3)), "b": ("Half", (3,))})),
    "pytorch-legacy": ("model.pth", torch_legacy({"w": ("Float", (2, 3)), "b": ("Long", (3,))})),
    "pickle": ("model.pkl", b"\x80\x04\x8c\x15numpy.core.multiarray\x8c\x0c_reconstruct\x93)R."),
    "npy": ("weights.npy", npy()),
    "npz": ("weights.npz", zipped({"w.npy": npy((2, 2)), "b.npy": npy()})),
    "hdf5": ("model.h5", older({"layer_names": (2, 3), "dense/kernel:0": (3,)})),
    "keras": ("model.keras", keras()),
    "flax": ("flax_model.msgpack", flax()),
    "nemo": ("m.nemo", tarred({"model_config.yaml": b"a: 1\n", "w.ckpt": torch_zip({"w": ("Float", (2,))})})),
    "llamafile": ("m.llamafile", b"MZqFpD" + bytes(100) + zipped({"m.gguf": gguf(), ".args": b"-m\n"})),
    "tf-checkpoint": ("variables.index", bundle({"dense/kernel": (2, 3), "dense/bias": (3,)})),
    "tflite": ("m.tflite", tflite({"w": (2, 3), "b": (3,)}, "made by hand")),
    "coreml": ("m.mlmodel", coreml()),
    "saved-model": ("saved_model.pb", field(1, 1) + field(2, b"\x12\x0bVarHandleOp")),
    "openvino": ("openvino_model.xml", openvino()),
}  # fmt: skip
"""One sound file of each format, by the name that recognition gives."""
