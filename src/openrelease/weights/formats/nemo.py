"""NeMo models: a tar archive of model_config.yaml and a checkpoint of PyTorch.

The configuration may name classes to call (`_target_`), which is code. Checkpoints in parts are not read.
"""

import re
from collections.abc import Iterator, Mapping

from openrelease.values import dataclass, replace
from openrelease.weights.formats.pytorch import read_pytorch
from openrelease.weights.header import Header, RefusedError
from openrelease.weights.signature_tests import tar_contains
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

_BLOCK = 512  # bytes
_MAX_MEMBERS = 2_000
_MAGIC = slice(257, 262)
_TARGET = re.compile(rb"^[ \t]*_?target_?:\s", re.MULTILINE)
# A file of the archive that the configuration names, such as a tokenizer.
_ARTIFACT = re.compile(rb":\s+nemo:([\w.-]{1,200})\s*$", re.MULTILINE)
_DISTRIBUTED = re.compile(r"(?:^|/)model_weights/[^/]")  # a checkpoint in parts, of newer versions
_MAX_CONFIG_BYTES = 4_194_304  # bytes
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, kw_only=True)
class _TarMember:
    name: str
    start: int
    size: int


def read_nemo(source: Source) -> Header:
    """Read the configuration and the checkpoint."""
    if source.read(0, 2) == _GZIP:
        raise RefusedError("unknown", "is a compressed archive, which is not supported")
    members = tuple(each for each in _list_members(source) if each.size)
    files = {each.name.removeprefix("./"): each for each in members}
    if len(files) < len(members):  # readers differ in which of two they take
        raise RefusedError("malformed", "has two members of one name")
    weights = next((each for name, each in files.items() if name.endswith(".ckpt")), None)
    if weights is None and not any(map(_DISTRIBUTED.search, files)):
        raise RefusedError("malformed", "lacks a .ckpt file or a folder of weights")
    text = _read_configuration(source, files)
    header = read_pytorch(_open_member(source, weights)) if weights else Header(format="nemo")
    return replace(header, format="nemo", executable=_TARGET.search(text) is not None)


def _read_configuration(source: Source, files: Mapping[str, _TarMember]) -> bytes:
    """Return the text of model_config.yaml; refuses an archive that lacks a file which it names."""
    named = {name.rpartition("/")[2]: each for name, each in files.items()}
    config = named.get("model_config.yaml")
    if config is None:
        raise RefusedError("malformed", "lacks model_config.yaml")
    text = source.read(config.start, min(config.size, _MAX_CONFIG_BYTES))
    lost = sorted({name.decode("ascii") for name in _ARTIFACT.findall(text)} - named.keys())
    if lost:
        raise RefusedError("malformed", f"lacks {lost[0]}, which its configuration names")
    return text


def _open_member(source: Source, file: _TarMember) -> Source:
    return Source(source.path, file.size, lambda offset, length: source.read(file.start + offset, length))


def _list_members(source: Source) -> Iterator[_TarMember]:
    at = 0
    for _ in range(_MAX_MEMBERS):
        block = source.read(at, _BLOCK)
        if not block.strip(b"\0"):
            return
        if block[_MAGIC] != b"ustar":
            raise RefusedError("malformed", f"has no member header at byte {at:,}")
        size = _parse_size(block[124:136])
        if size > source.size - at - _BLOCK:
            raise RefusedError("truncated", f"ends within the member at byte {at:,}")
        yield _TarMember(name=block[:100].rstrip(b"\0").decode("utf-8", "replace"), start=at + _BLOCK, size=size)
        at += _BLOCK + -(-size // _BLOCK) * _BLOCK
    raise RefusedError("unknown", f"has more than {_MAX_MEMBERS:,} members")


def _parse_size(digits: bytes) -> int:
    """Return the size of a member, in octal or, from 8 GiB on, in binary with the first bit set."""
    if digits[0] & 0x80:
        return int.from_bytes(digits[1:], "big")
    text = digits.strip(b"\0 ")
    if not re.fullmatch(rb"[0-7]{0,12}", text):
        raise RefusedError("malformed", "has a member without a size")
    return int(text or b"0", 8)


FORMAT = WeightFormat(
    id="nemo",
    title="NeMo",
    serialisation="pickle",
    names=(FileNames(suffixes=(".nemo",), certainty="certain", linked=True),),
    signatures=(Signature(test=tar_contains(r"(?:\./)?model_config\.yaml|.*\.ckpt"), named=True),),
    reader=read_nemo,
    rule_prefix="nemo",
    specification="https://docs.nvidia.com/nemo-framework/user-guide/latest/nemotoolkit/core/core.html",
    manual=__doc__,
)
