"""Copies of other projects are recognized by what they hold, and are never evidence."""

import pytest
from support.looking import gathered, look
from support.project import CHECKOUT

from openrelease.model import Location, Status

README = "# Tiny LM\n\nTiny LM is a small language model.\n"
OWN = {"README.md": README, "LICENSE": "MIT License\n\nCopyright (c) 2024 Acme Inc.\n"}
COPY = {
    "ext/hen-harness/README.md": "# Harness\n\n`git clone https://github.com/hens/hen-harness`\n",
    "ext/hen-harness/LICENSE": "MIT License\n\nCopyright (c) 2023 Hen Farmers\n",
    "ext/hen-harness/docs/results.md": "| a | MMLU | GSM8K |\n|---|---|---|\n| b | 41.2 | 22.0 |\n| c | 1.3 | 52.5 |\n",
    "ext/hen-harness/train.py": "loss.backward()\noptimizer.step()\n",
    "ext/hen-harness/models/net.py": "class Net(nn.Module):\n    def forward(self, x):\n        return x\n",
}


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (COPY, Location(path="ext/hen-harness/README.md", line=3)),
        (
            {"lib/farm/LICENSE": "Copyright 2020 Hen Farmers", "lib/farm/setup.py": "setup()"},
            Location(path="lib/farm/LICENSE", line=1),
        ),
        (
            {"det/README.md": "Made from https://github.com/farm/det.git", "det/pyproject.toml": ""},
            Location(path="det/README.md", line=1),
        ),
    ],
)
def test_a_folder_with_an_identity_of_its_own_is_a_copy(files: dict[str, str], place: Location) -> None:
    assert tuple(gathered({**OWN, **files}).vendored.values()) == (place,)


@pytest.mark.parametrize(
    "files",
    [
        {"serve/vllm/README.md": "Uses https://github.com/vllm-project/vllm"},
        {"tools/farm/LICENSE": "Copyright (c) 2024 Acme Inc.", "tools/farm/setup.py": "setup()"},
        {"tools/farm/LICENSE": "Apache License\nVersion 2.0\n", "tools/farm/setup.py": "setup()"},
        {"tools/farm/README.md": "See https://github.com/acme/farm", "tools/farm/setup.py": "setup()"},
        {"tinylm/LICENSE": "Copyright 2020 Hen Farmers", "tinylm/setup.py": "setup()"},
        {"small/LICENSE": "Copyright 2020 Hen Farmers", "small/README.md": "# Small"},
    ],
)
def test_instructions_own_packages_and_models_are_no_copies(files: dict[str, str]) -> None:
    assert gathered({**OWN, **files}).vendored == {}


def test_a_copy_is_no_evidence_and_its_license_is_told() -> None:
    found = look({**OWN, **COPY})
    assert {found.components[each].status for each in ("evaluation_results", "training_code")} == {Status.ABSENT}
    assert [each.path for each in found.documents] == ["README.md"]
    assert [(each.relation, each.upstream) for each in found.lineage] == [("vendored_code", "ext/hen-harness")]


@pytest.mark.slow
def test_the_license_text_of_a_copy_is_not_that_of_the_release() -> None:
    text = (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
    copied = {**COPY, "ext/hen-harness/LICENSE": f"Copyright 2023 Hen Farmers\n\n{text}"}
    assert look({"README.md": README, **copied}).components["license"].status is Status.ABSENT
    assert look({"README.md": README, "ext/own/LICENSE": text}).components["license"].status is Status.IN_REPO
    assert (
        look({"README.md": README, "LICENSE": text, **copied}).components["license"].evidence[0].location.path
        == "LICENSE"
    )


def test_a_copy_may_be_the_architecture_where_nothing_else_is() -> None:
    assert look({**OWN, **COPY}).components["architecture_code"].status is Status.IN_REPO
    used = "```python\nfrom transformers import AutoModel\n```\n"
    assert look({**OWN, **COPY, "README.md": README + used}).components["architecture_code"].status is Status.LINKED
