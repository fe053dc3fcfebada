"""Reports -> how far they agree with the answers that readers gave by hand, component by component.

    python benchmarks/agreement.py REPORTS [--truth FOLDER] [--half A] [--min PERCENT]

REPORTS holds OWNER__NAME.json for each repository of the truth; `scripts/corpus_reports.py` writes them.
Where the truth lists several answers, each is right. A truth of `unclear` alone is counted apart, since a
definite answer there claims too much. Exit 1 below --min, and when a report is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
# The names of the truth that stand for other or several components of a report: the best of them is compared.
COMPONENTS = {"data_pipeline": ["data_preprocessing_code"], "paper": ["research_paper", "technical_report"]}
RANK = {"absent": 0, "unclear": 1, "linked": 2, "in_repo": 3}
Row = tuple[str, str, list[str], str]  # what is counted, where, the right answers, the answer given


def several(value: Any) -> list[str]:
    """List the right answers, in the words of a report."""
    values = value if isinstance(value, list) else [value]
    return [str(each).lower() if isinstance(each, bool) else str(each) for each in values]


def given(report: dict[str, Any], name: str) -> str:
    """Take the best answer of the components that a name stands for."""
    found = [report["components"].get(each, {}).get("status", "absent") for each in COMPONENTS.get(name, [name])]
    return str(max(found, key=RANK.__getitem__))


def compare(name: str, report: dict[str, Any], truth: dict[str, Any]) -> Iterator[Row]:
    """Yield every comparison of one repository."""
    kinds = several(truth["kind"])
    yield "kind", f"{name} kind", kinds, str(report["subject"].get("kind"))
    for component, judged in truth["components"].items():
        want = several(judged["status"])
        counted = "unclear kept" if want == ["unclear"] else "components"
        yield counted, f"{name} {component}", want, given(report, component)
    if "model" in kinds:
        terms = report["components"].get("weights", {}).get("license") or {}
        want = several(truth["verdict"]["license_permissive"])
        yield (
            "weights license",
            f"{name} weights license permissive",
            want,
            several(terms.get("permissive", "unknown"))[0],
        )


def rows(folder: Path, truths: list[Path]) -> Iterator[Row]:
    """Yield the comparisons of all repositories; a report that is missing is one, and wrong."""
    for path in truths:
        report = folder / f"{path.stem}.json"
        if not report.exists():
            yield "reports", f"{path.stem} report", ["there"], "missing"
            continue
        yield "reports", f"{path.stem} report", ["there"], "there"
        truth = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield from compare(path.stem, json.loads(report.read_text(encoding="utf-8")), truth)


def chosen(folder: Path, half: str | None) -> list[Path]:
    """List the files of the truth, or of one half of it."""
    if half is None:
        return sorted(folder.glob("*.yaml"))
    names = (folder / f"HALF_{half}.txt").read_text(encoding="utf-8").split()
    return [folder / f"{name}.yaml" for name in names]


def main() -> int:
    """Print what differs, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", type=Path)
    parser.add_argument("--truth", type=Path, default=HERE / "truth")
    parser.add_argument("--half", choices=["A", "B"])
    parser.add_argument("--min", type=float, default=0.0, metavar="PERCENT")
    args = parser.parse_args()
    right, total = Counter[str](), Counter[str]()
    for counted, where, want, got in rows(args.reports, chosen(args.truth, args.half)):
        total[counted] += 1
        right[counted] += got in want
        if got not in want:
            print(f"{where}: said {got}, is {' or '.join(want)}")
    percent = 100 * right["components"] / max(total["components"], 1)
    print("; ".join(f"{each} {right[each]}/{total[each]}" for each in total), f"({percent:.1f} % of components)")
    return int(right["reports"] < total["reports"] or percent < args.min)


if __name__ == "__main__":
    sys.exit(main())
