"""Several models: what each sees, how many there may be, and that none goes unseen."""

from __future__ import annotations

import pytest
from support.looking import APACHE, governing

from openrelease.config import load_settings
from openrelease.errors import UnreadableError
from openrelease.model import Permissive, Report
from openrelease.repository import MemorySnapshot, SubsetSnapshot
from openrelease.repository.sequential_access import reads_sequentially
from openrelease.run import run
from openrelease.scan.multi_model.per_model_view import Model, row_applies

pytestmark = pytest.mark.slow

NC = "license: cc-by-nc-4.0"
MIT = "license: mit"


def card(front: str = MIT, text: str = "# Model\n") -> str:
    return f"---\n{front}\n---\n{text}"


def judged(files: dict[str, str]) -> Report:
    shared = {"README.md": "# Rockets\n\nWeights: https://huggingface.co/acme/rocket\n"}
    snapshot = MemorySnapshot({**shared, **files}, name="acme/rocket")
    return run(snapshot, load_settings(snapshot))


def many(count: int, **fronts: str) -> dict[str, str]:
    return {f"m{n}/README.md": card(fronts.get(f"m{n}", MIT)) for n in range(count)}


def test_as_many_as_may_be_are_judged_one_by_one() -> None:
    report = judged(many(40))
    assert [each.name for each in report.releases] == [f"m{n}" for n in range(40)]
    assert report.facts.problems == ()


@pytest.mark.parametrize("restricted", ["m3", "m39", "m44"])
def test_those_beyond_are_judged_together_and_none_goes_unseen(restricted: str) -> None:
    report = judged(many(45, **{restricted: NC}))
    assert len(report.releases) == 40
    assert report.releases[-1].name == "6 more models"
    assert any("evaluated together" in each.message for each in report.facts.problems)
    holder = restricted if restricted == "m3" else "6 more models"
    [of_it] = [governing(each.facts) for each in report.releases if each.name == holder]
    assert of_it == ("CC-BY-NC-4.0", "no", "front_matter")
    license_ = report.facts.components["weights"].license
    assert license_ is not None
    assert license_.permissive is not Permissive.YES


def test_much_that_is_shared_leaves_fewer_to_be_judged_one_by_one() -> None:
    shared = {f"docs/{n}.md": "word " * 100_000 for n in range(5)}
    report = judged({**shared, **many(12, m11=NC)})
    assert len(report.releases) < 12
    assert report.releases[-1].name.endswith(" more models")
    assert governing(report.releases[-1].facts) == ("CC-BY-NC-4.0", "no", "front_matter")


def test_what_is_nested_belongs_to_the_outer_one() -> None:
    files = {f"{name}/README.md": card() for name in ("a", "a/inner", "a/other", "b")}
    assert [each.name for each in judged(files).releases] == ["a", "b"]


def test_folders_that_are_called_the_same_have_their_paths_as_names() -> None:
    files = {f"{name}/README.md": card() for name in ("x/a", "x/b", "y/a", "y/c")}
    assert [each.name for each in judged(files).releases] == ["x/a", "b", "y/a", "c"]


def test_only_models_side_by_side_are_several() -> None:
    files = {f"{name}/README.md": card() for name in ("a", "x/b", "x/y/c")}
    assert judged(files).releases == ()


def test_a_data_set_with_cards_is_not_several_models() -> None:
    settings = {".openrelease.yml": "kind: dataset\n"}
    assert judged({**settings, **many(3)}).releases == ()


def test_what_another_declares_for_itself_is_not_seen_and_what_all_declare_is() -> None:
    declared = (
        "components: {training_code: [{path: shared/train.py}]}\n"
        "releases:\n"
        "  - {name: a, components: {inference_code: [{path: a.py}]}}\n"
        "  - {name: b, components: {inference_code: [{path: b.py}]}}\n"
    )
    source = dict.fromkeys(("a.py", "b.py", "shared/train.py"), "x = 1\n")
    one, two = judged({**source, ".openrelease.yml": declared, "LICENSE": APACHE}).releases
    for release, own in ((one, "a.py"), (two, "b.py")):
        components = release.facts.components
        assert [each.location.path for each in components["inference_code"].evidence] == [own]
        assert [each.location.path for each in components["training_code"].evidence] == ["shared/train.py"]


def test_a_model_may_be_of_another_kind() -> None:
    declared = "releases: [{name: a, root: a}, {name: rows, root: rows, kind: dataset}]\n"
    report = judged({"a/README.md": card(), "rows/a.csv": "1,2\n", ".openrelease.yml": declared})
    assert [each.facts.subject.kind.value for each in report.releases] == ["model", "dataset"]


MODELS = tuple(Model(name=name, root="", how="a test") for name in ("rocket-1", "rocket-1-dev", "other"))


@pytest.mark.parametrize(
    ("row", "rows", "heard"),
    [
        ("Rocket 1", ("Rocket 1", "Rocket 1 [dev]"), ["rocket-1"]),
        ("Rocket 1 [dev]", ("Rocket 1", "Rocket 1 [dev]"), ["rocket-1-dev"]),
        ("Rocket 2", ("Rocket 1", "Rocket 2"), ["rocket-1-dev", "other"]),
        ("Rocket 2", ("Rocket 2", "Rocket 3"), ["rocket-1", "rocket-1-dev", "other"]),
        ("Other", ("Other",), ["other"]),
    ],
)
def test_a_row_is_heard_by_the_model_that_it_names(row: str, rows: tuple[str, ...], heard: list[str]) -> None:
    assert [each.name for each in MODELS if row_applies(row, rows, each, MODELS)] == heard


def test_a_hidden_path_is_not_there() -> None:
    part = SubsetSnapshot(snapshot=MemorySnapshot({"a": "1", "b": "2"}, name="x/y"), shows=lambda path: path == "a")
    assert [entry.path for entry in part.entries()] == ["a"]
    assert part.read("a", 1) == b"1"
    with pytest.raises(UnreadableError, match="no such file"):
        part.read("b", 1)
    assert (part.name, part.revision, part.problems) == ("x/y", None, ())
    assert not reads_sequentially(part)
