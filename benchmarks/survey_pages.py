"""The page of a survey of 10,000 releases in Chromium: its size, and the milliseconds of each filter and sort.

`python benchmarks/survey_pages.py [COUNT]`; the releases are made up, see tests/support/survey_views.py.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from support.browser import evaluate  # noqa: E402 - found by the path above
from support.survey_views import make_view  # noqa: E402

from openrelease.model import PolicyOutcome  # noqa: E402
from openrelease.reports.html import survey_page  # noqa: E402

STEPS = """
const once = (work) => {
  const begun = performance.now();
  work();
  document.body.offsetHeight; // layout included
  return performance.now() - begun;
};
const measure = (work) => {
  const times = [1, 2, 3, 4, 5].map(() => once(work));
  return [Math.min(...times), Math.max(...times)].map((each) => Math.round(each));
};
const set = (id, value) => () => {
  document.getElementById(id).value = value;
  document.getElementById(id).dispatchEvent(new Event("input"));
};
document.body.offsetHeight; // the first layout belongs to loading the page
report({
  "filter by one letter": measure(set("words", "1")),
  "filter by a name": measure(set("words", "release-9876")),
  "filter by two words": measure(set("words", "cc-by 77")),
  "clear": measure(set("words", "")),
  "filter by outcome": measure(set("outcome", "✓")),
  "sort by name": measure(() => document.querySelector("#table thead button").click()),
});
"""


def main(count: int) -> None:
    """Print the figures."""
    outcomes = [PolicyOutcome.UNMET, PolicyOutcome.MET, PolicyOutcome.UNDETERMINED, PolicyOutcome.UNMET]
    begun = time.process_time()
    page = survey_page.render(make_view([outcomes[n % 4] for n in range(count)]))
    print(f"{count:,} releases: {len(page) / 1e6:.1f} MB, rendered in {time.process_time() - begun:.1f} s of processor")
    for name, (least, most) in evaluate(page, STEPS).items():
        print(f"{name}: {least} to {most} ms of five times")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["10000"])[0]))
