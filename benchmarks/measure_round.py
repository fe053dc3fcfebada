"""A blind round -> one row of rounds.csv: how far the first reports agree with what a reader wrote down before.

    python benchmarks/measure_round.py ROUND REPORTS [--record]

ROUND is a number; `rounds/ROUND` holds OWNER__NAME.yaml, REPORTS holds OWNER__NAME.json of the same releases
(`scripts/corpus_reports.py` writes them). `--record` appends the row to rounds.csv: do it once, before anybody reads
the differences. Where a reader lists several answers, each is right. Exit 1 when a report is missing.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from agreement import given, several

HERE = Path(__file__).resolve().parent
ROUNDS = HERE / "rounds.csv"
COLUMNS = ROUNDS.read_text(encoding="utf-8").splitlines()[0].split(",")
OUTCOMES = {"undetermined": "cannot_tell"}


def read_verdict(report: dict[str, Any]) -> str:
    """Return the outcome of the baseline in the words of the truth; `null` where it does not apply."""
    found = [each["outcome"] for each in report["verdicts"] if each["policy"] == "aia-baseline"]
    outcome = str(found[0]) if found else "not_applicable"
    return "null" if outcome == "not_applicable" else OUTCOMES.get(outcome, outcome)


def list_answers(value: Any) -> list[str]:
    """List the right answers; `null` where the definition is not for this kind."""
    return ["null" if each == "None" else each for each in several(value)]


def compare_release(name: str, report: dict[str, Any], truth: dict[str, Any]) -> tuple[Counter[str], list[str]]:
    """Count what is alike in one release, and list what differs."""
    count, differences = Counter[str]({"releases": 1}), []

    def note(counted: str, said: str, right: list[str]) -> bool:
        count[counted] += said in right
        if said not in right:
            differences.append(f"{name}: {counted}: said {said}, is {' or '.join(right)}")
        return said in right

    kinds = several(truth["kind"])
    note("kind", str(report["subject"]["kind"]), kinds)
    for component, judged in (truth.get("components") or {}).items():
        count["components"] += 1
        note("components_alike", given(report, component), several(judged["status"]))
    if "model" not in kinds:
        return count, differences
    verdict, right = read_verdict(report), list_answers(truth["baseline"])
    terms = report["components"].get("weights", {}).get("license") or {}
    permissive, allowed = several(terms.get("permissive", "unknown"))[0], several(truth["weights_permissive"])
    permissive = "unknown" if permissive == "None" else permissive
    count["models"] += 1
    count["wrong_met"] += not note("verdicts_alike", verdict, right) and verdict == "met"
    count["honest"] += right == ["met"]
    count["refused"] += right == ["met"] and verdict != "met"
    count["wrongly_permissive"] += not note("weights_license", permissive, allowed) and permissive == "true"
    return count, differences


def append_row(count: Counter[str], number: str) -> None:
    """Append the figures of a round to rounds.csv."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, text=True, capture_output=True, check=True
    ).stdout.strip()
    row = {"round": number, "date": dt.datetime.now(tz=dt.timezone.utc).date().isoformat(), "commit": commit}
    with ROUNDS.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, COLUMNS, lineterminator="\n").writerow({**{each: count[each] for each in COLUMNS}, **row})


def main() -> int:
    """Print what differs, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("round")
    parser.add_argument("reports", type=Path)
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    total, missing = Counter[str](), 0
    for path in sorted((HERE / "rounds" / args.round).glob("*.yaml")):
        report = args.reports / f"{path.stem}.json"
        if not report.exists():
            missing += 1
            print(f"{path.stem}: no report")
            continue
        truth = yaml.safe_load(path.read_text(encoding="utf-8"))
        count, differences = compare_release(path.stem, json.loads(report.read_text(encoding="utf-8")), truth)
        total += count
        print(*differences, sep="\n", end="\n" if differences else "")
    print("; ".join(f"{each} {total[each]}" for each in COLUMNS if each not in ("round", "date", "commit")))
    if args.record:
        append_row(total, args.round)
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
