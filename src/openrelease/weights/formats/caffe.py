"""Models of Caffe, recognized by their name: a protobuf message has no magic number."""

from __future__ import annotations

from openrelease.weights.weight_format import FileNames, WeightFormat

FORMAT = WeightFormat(
    id="caffe",
    title="Caffe",
    serialisation="safe",
    specification="https://github.com/BVLC/caffe/blob/master/src/caffe/proto/caffe.proto",
    names=(FileNames(suffixes=(".caffemodel",), certainty="certain", raw=True),),
    manual=__doc__,
)
