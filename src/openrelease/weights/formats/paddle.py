"""Parameters of PaddlePaddle, which are pickles: the names that they import, and no more."""

from openrelease.weights.formats.pickle import read_pickle
from openrelease.weights.pickle_tracing.opcodes import is_pickle
from openrelease.weights.weight_format import FileNames, Signature, WeightFormat

FORMAT = WeightFormat(
    id="paddle",
    title="PaddlePaddle",
    serialisation="pickle",
    names=(FileNames(suffixes=(".pdparams",), certainty="certain", linked=True),),
    signatures=(Signature(test=is_pickle, named=True),),
    reader=read_pickle,
    rule_prefix="pickle",
    specification="https://www.paddlepaddle.org.cn/documentation/docs/en/api/paddle/save_en.html",
    manual=__doc__,
)
