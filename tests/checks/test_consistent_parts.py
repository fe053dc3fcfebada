"""A text that words state for the code does not contradict the license of the weights."""

import pytest
from support.looking import APACHE, WEIGHTS

from openrelease.config import load_settings
from openrelease.repository import MemorySnapshot
from openrelease.run import run

SAID = WEIGHTS + "## License\n\nThe code is under the Apache License 2.0, the weights are under CC BY 4.0.\n"
SOURCE = {"model.py": "import torch\n\n\nclass Tiny(torch.nn.Module):\n    def forward(self, x):\n        return x\n"}


def judge(files: dict[str, str]) -> str:
    snapshot = MemorySnapshot({**SOURCE, **files}, name="acme/tiny-lm")
    report = run(snapshot, load_settings(snapshot))
    found = [
        each for policy in report.verdicts for each in policy.verdicts if each.requirement.id == "consistent-license"
    ]
    return found[0].outcome.value


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"README.md": SAID, "LICENSE": APACHE}, "met"),
        ({"README.md": f"{WEIGHTS}The weights are under CC BY 4.0.\n", "LICENSE": APACHE}, "unmet"),
    ],
)
def test_a_text_for_the_code_contradicts_nothing(files: dict[str, str], outcome: str) -> None:
    assert judge(files) == outcome
