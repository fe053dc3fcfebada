"""Features of source that no parser here reads, and the lines that they stand on."""

from __future__ import annotations

import pytest

from openrelease.scan.inputs.keyword_features import find_keyword_features

SOURCES = {
    "a.c": "#include <math.h>\nfloat* forward(M* m) {\n  matmul(m);\n}",
    "a.cpp": "struct Net : torch::nn::Module {\n  bool Net::evaluate(int x);\n};",
    "a.rs": "use candle::Tensor;\nimpl Module for Net {\n  fn forward(&self) {}\n}",
    "a.ts": "import * as tf from '@scope/tfjs';\nclass Net extends tf.Layer {}",
    "a.jl": "using Flux\nmodel = Chain(Dense(3, 3))\nFlux.train!(loss)",
    "a.r": "library(torch)\nforward <- function(x) x",
    "a.sh": "# notes\nA=1 torchrun scripts/train.py \\\n  --lr 1",
}
FEATURES = {
    "a.c": {"import:math": 1, "def:forward": 2, "call:matmul": 3},
    "a.cpp": {"base:Module": 1, "def:evaluate": 2},
    "a.rs": {"import:candle": 1, "base:Module": 2, "def:forward": 3},
    "a.ts": {"import:tfjs": 1, "base:Layer": 2},
    "a.jl": {"import:Flux": 1, "call:Chain": 2, "call:train": 3},
    "a.r": {"import:torch": 1, "def:forward": 2},
    "a.sh": {"call:torchrun": 2, "runs:train": 2},
}


@pytest.mark.parametrize("path", SOURCES)
def test_features_and_their_lines(path: str) -> None:
    assert FEATURES[path].items() <= find_keyword_features(path, SOURCES[path]).items()


@pytest.mark.parametrize("text", ["// forward(x)", "/* a\n forward(x)\n*/", "  # forward(x)", "-- run(x)"])
def test_comments_say_nothing(text: str) -> None:
    assert find_keyword_features("a.c", text) == {}


def test_an_address_is_no_comment() -> None:
    assert "call:load" in find_keyword_features("a.js", "const u = 'https://a.example'; load(u)")
