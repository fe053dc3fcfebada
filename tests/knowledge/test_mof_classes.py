"""The MOF policies give each record of the Model Openness Tool the class that its own evaluator gives."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest
from support.corpus import corpus
from support.mot import class_of, report_on

MOT = corpus("mot", cases=300)
RECORDS = sorted((MOT / "models").glob("*.yml"))
GOLDEN = sorted((MOT / "golden").glob("*_C1_*.yml"))
ROWS = csv.DictReader((MOT / "mot_classes.csv").read_text(encoding="utf-8").splitlines())
CLASSES = {row["file"]: int(row["class"]) for row in ROWS}


def test_the_class_of_every_record() -> None:
    found = {path.name: class_of(report_on(path)) for path in RECORDS}
    assert found == CLASSES
    assert Counter(found.values()) == {0: 242, 3: 16, 2: 1, 1: 14}


def test_there_are_as_many_golden_cases_as_the_tool_has() -> None:
    assert len(GOLDEN) == 27


@pytest.mark.parametrize("name", [path.name for path in GOLDEN])
def test_the_class_of_every_golden_case(name: str) -> None:
    """Its name tells the progress of each class; a class is reached at 100 percent of it and those before."""
    progress = re.findall(r"_C1_(\d+)%-C2_(\d+)%-C3_(\d+)%", name)[0]
    reached = 3 if progress[2] == "100" else 0
    reached = 2 if reached and progress[1] == "100" else reached
    reached = 1 if reached == 2 and progress[0] == "100" else reached
    assert class_of(report_on(MOT / "golden" / name)) == reached
