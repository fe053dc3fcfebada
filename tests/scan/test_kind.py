from __future__ import annotations

import pytest
from support.looking import look

from openrelease.model import Kind


def kind(readme: str, name: str = "acme/thing", **files: str) -> Kind:
    return look({"README.md": readme, **files}, name=name).subject.kind


@pytest.mark.parametrize(
    ("readme", "expected"),
    [
        ("# Thing\n\nThing is a small language model with open weights for everybody.", Kind.MODEL),
        ("# Thing\n\nThing is a Python library for training and evaluating models.", Kind.TOOLING),
        ("# Thing: a toolkit\n\nInstall it with pip, and run it as you like it best.", Kind.TOOLING),
        ("# ThingBench\n\nThingBench is a benchmark for models that see and that read.", Kind.BENCHMARK),
        ("# Awesome things\n\nA curated list of papers about things, [one](https://arxiv.org/abs/2401.1).", Kind.INDEX),
        ("# Thing corpus\n\nThing is a large multilingual data set of web pages.", Kind.DATASET),
        ("---\npipeline_tag: text-generation\n---\n# Thing", Kind.MODEL),
        ("---\ntask_categories: [x]\n---\n# Thing", Kind.DATASET),
        ("# Thing", Kind.MODEL),
    ],
)
def test_the_kind_is_what_the_readme_says(readme: str, expected: Kind) -> None:
    assert kind(readme) is expected


def test_without_a_readme_it_is_taken_for_a_model_and_says_so() -> None:
    subject = look({"a.txt": "a"}).subject
    assert subject.kind is Kind.MODEL
    assert subject.kind_how == "assumed; set `kind` in .openrelease.yml to change it"


def test_the_reason_is_told() -> None:
    assert look({"README.md": "# ThingBench"}).subject.kind_how == "from README.md:1, title of the README"


def test_the_name_counts() -> None:
    assert kind("# Hello", name="acme/evals-bench") is Kind.BENCHMARK


def test_a_declared_kind_is_not_doubted() -> None:
    subject = look({"README.md": "# ThingBench"}, kind=Kind.MODEL).subject
    assert (subject.kind, subject.kind_how) == (Kind.MODEL, "declared")


def test_only_the_readme_of_the_root_speaks_for_the_repository() -> None:
    assert look({"sub/README.md": "# ThingBench, a benchmark"}, name="a/b").subject.kind is Kind.MODEL


def test_what_a_benchmark_runs_is_not_released_by_it() -> None:
    files = {"README.md": "# ThingBench\n\n[Model](https://huggingface.co/acme/thing)"}
    assert look(files, name="acme/thingbench").components["checkpoints"].evidence == ()


def test_what_an_index_lists_is_not_a_component_of_it() -> None:
    listed = "[Paper](https://arxiv.org/abs/2401.00001), [model](https://huggingface.co/acme/thing)"
    facts = look({"README.md": f"# Awesome things\n\n{listed}"}, name="acme/awesome-things")
    assert facts.subject.kind is Kind.INDEX
    assert not any(each.evidence for each in facts.components.values())
