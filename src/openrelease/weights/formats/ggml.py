"""GGML, the formats of llama.cpp and whisper.cpp before GGUF; the header is not read."""

from openrelease.weights.signature_tests import all_of, is_binary, starts_with
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="ggml",
    title="GGML",
    serialisation="safe",
    specification="https://github.com/ggml-org/ggml",
    names=(
        FileNames(suffixes=(".ggml",), certainty="certain", linked=True),
        FileNames(pattern=r"(?:^|/)ggml-[^/]*\.bin$", examples=("ggml-base.bin",), certainty="certain"),
    ),
    signatures=(Signature(test=all_of(starts_with(b"lmgg", b"fmgg", b"tjgg", b"algg"), is_binary)),),
    has_tokenizer=True,
    manual=__doc__,
)
