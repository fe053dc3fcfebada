"""benchmarks/rounds.csv and doubts.csv -> docs/agreement.md: how often verdicts and doubts agree with readers."""

from __future__ import annotations

import csv
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
ROUNDS = BENCHMARKS / "rounds.csv"
DOUBTS = BENCHMARKS / "doubts.csv"

HEAD = """\
<!-- Written by scripts/docs.py from benchmarks/rounds.csv and doubts.csv; change those, and run `make docs`. -->

# How often verdicts agree

A verdict is only worth something if it is right. It is measured in blind rounds: a reader gives a verdict on releases
that no rule was written on, before the tool is run. The figures below are those of the first run of each round,
recorded before anybody read its mistakes. Afterwards the round joins the releases that rules may be written on.

From round 18 on two readers judge each release, apart from each other, and an answer of either counts as right. Their
first answers agreed on 52 of 60 verdicts and 582 of 660 components of rounds 18 to 20: no tool can be measured closer.

| round | verdicts | wrongly met | honest refused | license of the weights | wrongly permissive | kind | components |
|---|---|---|---|---|---|---|---|
"""
FOOT = """
- *wrongly met*: the tool says met, the reader does not. This is the worst mistake.
- *honest refused*: the reader says met, and the tool says not met or unknown.
- *wrongly permissive*: the tool calls the license of the weights permissive, and the reader does not.

{doubts}
## Reproduce them

The verdicts of the readers are in [benchmarks/rounds](../benchmarks/README.md), and `rounds.csv` names the commit that
was measured. With clones of the releases in a folder `CLONES`:

```console
$ python scripts/corpus_reports.py clones CLONES benchmarks/rounds/1 OUT
$ python benchmarks/measure_round.py 1 OUT
```

A wrong verdict is the most useful bug report: a small repository, and the verdict that it should get.
"""


DOUBTS_HEAD = """\
## How often a doubt is right

Why the license of the weights was not called permissive in the first run of a round, and how often readers agreed: no
reader calls the weights permissive and nothing else. `reason` is that of the JSON report; without one, the license that
is named is not permissive.

| reason | given | right |
|---|---|---|
"""


def page() -> str:
    """Return docs/agreement.md."""
    with ROUNDS.open(encoding="utf-8", newline="") as file:
        rows = [_format_row(row) for row in csv.DictReader(file)]
    with DOUBTS.open(encoding="utf-8", newline="") as file:
        doubts = [f"| {row['reason']} | {row['given']} | {row['right']} |\n" for row in csv.DictReader(file)]
    return f"{HEAD}{''.join(rows)}{FOOT.replace('{doubts}', DOUBTS_HEAD + ''.join(doubts))}"


def _format_row(row: dict[str, str]) -> str:
    models, releases = row["models"], row["releases"]
    cells = (
        row["round"],
        f"{row['verdicts_alike']} of {models}",
        row["wrong_met"],
        f"{row['refused']} of {row['honest']}",
        f"{row['weights_license']} of {models}",
        row["wrongly_permissive"],
        f"{row['kind']} of {releases}",
        f"{row['components_alike']} of {row['components']}" if row["components"] != "0" else "-",
    )
    return f"| {' | '.join(cells)} |\n"
