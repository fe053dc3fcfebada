"""Each requirement of hub-card: cards that meet it, that do not, and that leave it open."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from support.looking import look

from openrelease.catalog.load_licenses import load_license_table
from openrelease.evaluate import evaluate_facts
from openrelease.model import Kind, Outcome, Status, Verdict
from openrelease.policies.builtin_policies import load_builtin

POLICY = load_builtin("hub-card")
SCORES = "model-index:\n- name: T\n  results:\n  - task: {type: x}\n    dataset: {type: y, name: Y}\n"
LINKED = "# T\n\nThe model card is on [the Hub](https://huggingface.co/acme/tiny-lm).\n"

# a requirement: front matter, or text where it begins with "#", that meets it; and that which does not, with
# the line of the finding
MODEL: Mapping[str, tuple[str, str, int]] = {
    "license": ("license: [mit, llama3.1]", "tags: [a]\nlicense: Apache 2.0", 3),
    "license-exact": ("license: cc-by-4.0", "license: cc", 2),
    "license-name": (
        "license: other\nlicense_name: acme-1.0",
        "license: other\nlicense_name: Acme 1.0 (new)",
        3,
    ),
    "license-link": ("license: other\nlicense_link: LICENSE", "license: other\nlicense_link: LICENSE.md", 3),
    "language-codes": ("language: [en, zh-Hans, yue, code]", "language:\n- en\n- English", 4),
    "library-name": ("library_name: peft", "license: mit", 1),
    "pipeline-tag": ("pipeline_tag: fill-mask", "license: mit\npipeline_tag: chat", 3),
    "language": ("language: en", "license: mit", 1),
    "base-model": ("base_model: [acme/big, acme/other.v2]", "license: mit\nbase_model: Acme Big", 3),
    "base-model-relation": (
        "license: mit\nbase_model_relation: merge",
        "license: mit\nbase_model_relation: son",
        3,
    ),
    "datasets": ("datasets: [squad, acme/data]", "datasets:\n- acme/data\n- our own data", 4),
    "metrics": ("metrics: [f1]", "metrics: [f1, how good it is]", 2),
    "model-index": (
        f"{SCORES}    metrics: [{{type: acc, value: 1}}]",
        f"{SCORES}    metrics: [{{type: acc}}]",
        7,
    ),
    "not-gated": ("license: mit", "license: mit\nextra_gated_prompt: Who are you?", 3),
    "details": ("# T\n\n## 1. Model Details\n\nSmall.", "# T\n\n## Model Details\n\nTBD", 3),
    "uses": ("# T\n\n## Intended use\n\nToys.", "# T\n\nwords", 1),
    "limitations": (
        "# T\n\n## Bias, Risks and Limitations\n\n### R\n\nNone known.",
        "# T\n\n## Limitations",
        3,
    ),
    "start": ("# T\n\n## 🚀 Quick start\n\n```\nrun\n```", "# T\n\n## How to use\n\nComing soon", 3),
    "training": ("# T\n\n## 训练\n\nwords", "# T\n\n## Training\n\n[More Information Needed]", 3),
    "evaluation": (
        "# T\n\n## Results\n\n| a | b |\n|---|---|\n| c | 1 |",
        "# T\n\n## Evaluation\n\n- **A:** TBD",
        3,
    ),
    "finished": ("# T\n\nwords", "# T\n\nwords\n\nTODO: more", 5),
}
DATA: Mapping[str, tuple[str, str, int]] = {
    **{
        f"data-{name}": MODEL[name]
        for name in (
            "license",
            "license-exact",
            "license-name",
            "license-link",
            "language-codes",
            "not-gated",
        )
    },
    "data-pretty-name": ("pretty_name: Tiny Stories", "pretty_name: ''", 1),
    "data-tasks": ("task_categories: [text-generation]", "license: mit\ntask_categories: [chat]", 3),
    "data-size": ("size_categories: [n<1K]", "license: mit\nsize_categories: [small]", 3),
    "data-sources": ("source_datasets: [original, extended|squad, a/b]", "source_datasets:\n- our own\n", 3),
    "data-configs": ("configs: [{config_name: a}]", "configs:\n- config_name: a\n- data_files: b", 4),
    "data-description": ("# T\n\n## Dataset Summary\n\nwords", "# T\n\n## Dataset Summary\n\n...", 3),
    "data-creation": ("# T\n\n## Curation Rationale\n\nwords", "# T", 1),
    "data-limitations": ("# T\n\n## Considerations\n\nwords", "# T\n\n## Known Limitations\n\nTBA", 3),
    "data-finished": ("# T\n\nwords", "# T\n\n{{ summary }}", 3),
}


def card(body: str) -> str:
    return body if body.startswith("#") else f"---\n{body}\n---\n# T\n"


def verdict(name: str, files: Mapping[str, str], kind: Kind) -> Verdict:
    report = evaluate_facts(look({"LICENSE": "terms", **files}, kind=kind), (POLICY,), load_license_table())
    return next(each for each in report.verdicts[0].verdicts if each.requirement.id == name)


ROWS = [
    *((name, row, Kind.MODEL) for name, row in MODEL.items()),
    *((name, row, Kind.DATASET) for name, row in DATA.items()),
]


@pytest.mark.parametrize(("name", "row", "kind"), ROWS)
def test_met(name: str, row: tuple[str, str, int], kind: Kind) -> None:
    assert verdict(name, {"README.md": card(row[0])}, kind).outcome is Outcome.MET


@pytest.mark.parametrize(("name", "row", "kind"), ROWS)
def test_unmet_with_the_line_and_what_to_write(name: str, row: tuple[str, str, int], kind: Kind) -> None:
    judged = verdict(name, {"README.md": card(row[1])}, kind)
    assert judged.outcome is Outcome.UNMET
    assert [(each.location.path, each.location.line) for each in judged.findings if each.location] == [
        ("README.md", row[2])
    ]
    assert "See https://huggingface.co/docs/" in judged.findings[0].remedy


@pytest.mark.parametrize("name", MODEL)
def test_a_card_that_is_elsewhere_is_unknown(name: str) -> None:
    assert look({"README.md": LINKED}, kind=Kind.MODEL).components["model_card"].status is Status.LINKED
    assert verdict(name, {"README.md": LINKED}, Kind.MODEL).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("name", [*MODEL, *DATA])
def test_without_a_card_only_its_own_kind_is_asked(name: str) -> None:
    own, other = (Kind.MODEL, Kind.DATASET) if name in MODEL else (Kind.DATASET, Kind.MODEL)
    assert verdict(name, {"main.c": ""}, own).outcome is Outcome.UNMET
    assert verdict(name, {"main.c": ""}, other).outcome is Outcome.NOT_APPLICABLE


def test_front_matter_that_cannot_be_read_is_unknown() -> None:
    broken = "---\nlicense: [mit\nlanguage: en\n---\n# T\n"
    assert verdict("license", {"README.md": broken}, Kind.MODEL).outcome is Outcome.UNKNOWN


def test_results_in_files_of_their_own() -> None:
    good = "- dataset: {id: a/b, task_id: c}\n  value: 1\n"
    files = {"README.md": "# T", ".eval_results/a.yaml": good}
    assert verdict("eval-results", files, Kind.MODEL).outcome is Outcome.MET
    files[".eval_results/b.yaml"] = f"{good}- dataset: {{id: a/b}}\n  value: 2\n  source: {{name: x}}\n"
    judged = verdict("eval-results", files, Kind.MODEL)
    assert [(each.message, each.location.line) for each in judged.findings if each.location] == [
        ("`results`: dataset.task_id is missing in item 1", 3),
        ("`results`: source.url is missing in item 1", 3),
    ]


def test_results_that_cannot_be_read_are_unknown() -> None:
    files = {"README.md": "# T", ".eval_results/a.yaml": "- a: [\n"}
    assert verdict("eval-results", files, Kind.MODEL).outcome is Outcome.UNKNOWN


def test_a_title_opens_no_section_unless_all_headings_are_of_its_level() -> None:
    titled = verdict("details", {"README.md": "# Model Details\n\nwords\n\n## More\n\nwords"}, Kind.MODEL)
    assert titled.outcome is Outcome.UNMET
    flat = verdict("details", {"README.md": "# Model Details\n\nwords\n\n# More\n\nwords"}, Kind.MODEL)
    assert flat.outcome is Outcome.MET


def test_every_requirement_is_in_the_tables() -> None:
    assert {each.id for each in POLICY.requirements} == {*MODEL, *DATA, "eval-results"}


def test_a_word_that_is_nearly_right_gets_a_suggestion() -> None:
    judged = verdict("license", {"README.md": card("license: Apache 2.0")}, Kind.MODEL)
    assert "did you mean apache-2.0?" in judged.message
