"""Shards of TensorFlow.js: values without a header, which model.json describes."""

from openrelease.weights.weight_format import FileNames, WeightFormat

FORMAT = WeightFormat(
    id="tfjs",
    title="TensorFlow.js",
    serialisation="safe",
    specification="https://www.tensorflow.org/js/guide/save_load",
    names=(
        FileNames(
            pattern=r"(?:^|/)(?:group\d+|[\w-]*(?:model|weights)[\w-]{0,99})-shard\d+(?:of\d+)?(?:\.bin)?$",
            examples=("group1-shard1of2.bin",),
            certainty="certain",
            raw=True,
            graphs=(".json",),
        ),
    ),
    manual=__doc__,
)
