"""Reports and verdicts by hand -> how often each reason of doubt about the weights was given, and how often rightly.

    python benchmarks/count_doubts.py [--record] REPORTS TRUTH [REPORTS TRUTH ...]

REPORTS holds OWNER__NAME.json, TRUTH the OWNER__NAME.yaml of the same releases. A reason is right where no reader
calls the weights permissive and nothing else. `--record` writes the counts to doubts.csv, for docs/agreement.md.
"""

import csv
import json
import sys
from collections import Counter
from pathlib import Path

import yaml

DOUBTS = Path(__file__).resolve().parent / "doubts.csv"


def list_answers(value: object) -> list[object]:
    """List the answers of the readers."""
    return value if isinstance(value, list) else [value]


def count_reasons(reports: Path, truth: Path) -> tuple[Counter[str], Counter[str]]:
    """Count the reasons for which a license of weights is not permissive, and those that were right."""
    given, right = Counter[str](), Counter[str]()
    for path in sorted(truth.glob("*.yaml")):
        report = reports / f"{path.stem}.json"
        answers = list_answers(yaml.safe_load(path.read_text(encoding="utf-8")).get("weights_permissive"))
        if not report.exists():
            continue
        found = json.loads(report.read_text(encoding="utf-8"))["components"].get("weights", {}).get("license")
        if found and found["permissive"] is not True:
            reason = found.get("reason") or f"license is not permissive ({found['how']})"
            given[reason] += 1
            right[reason] += answers != [True]
    return given, right


def main() -> int:
    """Print a line for each reason, the most frequent first."""
    given, right = Counter[str](), Counter[str]()
    folders = [Path(each) for each in sys.argv[1:] if each != "--record"]
    for reports, truth in zip(folders[::2], folders[1::2], strict=True):
        counted, correct = count_reasons(reports, truth)
        given += counted
        right += correct
    for reason, count in given.most_common():
        print(f"{count:4} {right[reason]:4} right  {100 * right[reason] / count:5.1f} %  {reason}")
    if "--record" in sys.argv[1:]:
        with DOUBTS.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(("reason", "given", "right"))
            rows.writerows((reason, count, right[reason]) for reason, count in given.most_common())
    return 0


if __name__ == "__main__":
    sys.exit(main())
