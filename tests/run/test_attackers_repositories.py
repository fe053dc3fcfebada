"""Repositories of an attacker that were once met, hung or crashed; each differs from a sound release in one file."""

from __future__ import annotations

import json

import pytest
from support.hostile_releases import NON_COMMERCIAL, SAFETENSORS, Files, base, judge, outcome, outcomes, with_files

from openrelease.model import Outcome, Permissive, PolicyOutcome
from openrelease.reports import json_report

pytestmark = pytest.mark.slow

README = base()["README.md"].decode()
LICENSE = base()["LICENSE"]
PLAIN = "## License\n\nApache-2.0. The license is "


def table(columns: int, rows: int, head: str, cell: str) -> str:
    """Return a table in which all heads and all cells are alike."""
    lines = [head, "---", *[cell] * rows]
    return "\n".join(f"|{'|'.join([line] * columns)}|" for line in lines)


HANGING: dict[str, str] = {
    "290 bytes of one name": f"{PLAIN}{'CC-BY-NC-' * 30}\n",
    "4 kB of one name": f"{PLAIN}{'CC-BY-NC-' * 430}\n",
    "1,100 rows of licenses": f"{README}\n{table(2, 1_100, 'license', 'MIT')}\n",
    "100 columns of licenses": f"{README}\n{table(100, 10, 'license', 'license apache 2.0')}\n",
    "28,000 rows": f"{README}\n| a b | x |\n|---|---|\n" + "| a b | MIT |\n" * 28_000,
    "tags that are not closed": f"{README}\n<div>\n{'<a ' * 27_000}\n",
    "a name in every paragraph": README + ("Aa1 Bb2 Cc3 model " * 215 + "\n\n") * 20,
    "parameters in every paragraph": README + ("1 B x " * 650 + "\n\n") * 20,
}


@pytest.mark.parametrize("what", HANGING)
def test_a_readme_that_once_hung_has_a_report(what: str) -> None:
    assert judge(with_files({"README.md": HANGING[what]})).facts.documents


LEFT_OUT: dict[str, Files] = {
    "license beside the weights": {
        "zz/models/model.safetensors": SAFETENSORS,
        "zz/models/LICENSE": NON_COMMERCIAL,
        **{f"a{n:02}/b/LICENSE": LICENSE for n in range(61)},
    },
    "license of the weights": {
        "LICENSE-WEIGHTS.txt": NON_COMMERCIAL,
        **{f"a{n:02}/LICENSE": LICENSE for n in range(61)},
    },
    "paragraph of 6,000 characters": {"README.md": f"{README}\n\n{'word ' * 900}{NON_COMMERCIAL}{'word ' * 300}\n"},
}


@pytest.mark.parametrize("what", LEFT_OUT)
def test_a_limit_is_read_behind_all_that_hides_it(what: str) -> None:
    report = judge(with_files(LEFT_OUT[what]))
    assert outcomes(report)["weights-license"] is Outcome.UNMET
    assert outcome(report) is PolicyOutcome.UNMET


FILLER = {
    "lorem ipsum": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt.",
    "a promise": "We will write this section later.",
    "not available": "Not available at this time.",
    "the same words": "This model is great.",
    "letters": "x y z",
}
TITLES = ("Model details", "How to use", "Intended use", "Training", "Evaluation", "Limitations")


def describe(text: str) -> dict[str, bytes | str]:
    """Return a release whose only document says this under each heading."""
    sections = "\n\n".join(f"## {title}\n\n{text}" for title in TITLES)
    card = f"---\nlicense: apache-2.0\n---\n# Tiny\n\n{sections}\n\n## License\n\nApache-2.0 for code and weights.\n"
    return with_files({"TECHNICAL_REPORT.md": None, "data/DATA_CARD.md": None, "README.md": card})


@pytest.mark.parametrize("what", FILLER)
def test_headings_over_nothing_are_no_documentation(what: str) -> None:
    assert outcomes(judge(describe(FILLER[what])))["documentation"] is Outcome.UNMET


def test_headings_over_words_of_their_own_are() -> None:
    card = str(describe("{}")["README.md"])
    for title in TITLES:
        card = card.replace("{}", f"What there is to say of {title.lower()} is said in this sentence.", 1)
    assert outcomes(judge({**describe(""), "README.md": card}))["documentation"] is Outcome.MET


def test_weights_made_from_a_restricted_family_are_never_permissive_in_a_report() -> None:
    adapter = json.dumps({"base_model_name_or_path": "meta-llama/Llama-2-7b-hf", "peft_type": "LORA"})
    report = judge(with_files({"adapter_config.json": adapter, "adapter_model.safetensors": SAFETENSORS}))
    assert outcome(report) is not PolicyOutcome.MET
    rendered = json.loads(json_report.render(report))["components"]["weights"]["license"]
    assert Permissive(rendered["permissive"]) is not Permissive.YES
