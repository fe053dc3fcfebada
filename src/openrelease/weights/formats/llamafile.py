"""llamafile: a program with a zip archive at its end that holds a GGUF model."""

from openrelease.values import replace
from openrelease.weights.decoding.zip_archive import list_zip_members, open_stored_member
from openrelease.weights.formats.gguf import read_gguf
from openrelease.weights.header import Header, RefusedError
from openrelease.weights.signature_tests import all_of, is_binary, starts_with
from openrelease.weights.source import Source
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat


def read_llamafile(source: Source) -> Header:
    """Read the header of the GGUF file inside."""
    models = [member for member in list_zip_members(source) if member.name.endswith(".gguf")]
    if not models:
        raise RefusedError("malformed", "holds no .gguf file")
    if not models[0].stored:
        raise RefusedError("unknown", "holds a .gguf file that is compressed")
    return replace(read_gguf(open_stored_member(source, models[0])), format="llamafile", executable=True)


FORMAT = WeightFormat(
    id="llamafile",
    title="llamafile",
    serialisation="executable",
    names=(FileNames(suffixes=(".llamafile",), certainty="certain", linked=True),),
    signatures=(Signature(test=all_of(starts_with(b"MZ", b"\x7fELF"), is_binary), named=True),),
    reader=read_llamafile,
    rule_prefix="llamafile",
    has_tokenizer=True,
    specification="https://github.com/Mozilla-Ocho/llamafile",
    manual=__doc__,
)
