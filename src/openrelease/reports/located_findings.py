"""Report -> every finding with its line and a fingerprint, for formats that list findings by place."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from openrelease.model import Location, Report
from openrelease.reports.shared.action_items import list_action_items
from openrelease.reports.shared.finding_text import list_finding_texts
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class LocatedFinding:
    """A finding as one text, where it belongs, and a fingerprint that no other finding of the report has.

    The fingerprint stays the same when lines move or words change: it is made of the requirement, the file,
    and which of several findings in that file it is. `severity` is that of the action item,
    and `page` is the address of its manual.
    """

    requirement: str
    severity: int
    text: str
    page: str
    place: Location
    fingerprint: str


def locate_findings(report: Report) -> Sequence[LocatedFinding]:
    """Return all findings, the most severe first; what belongs to no file belongs to the README."""
    return tuple(_number_findings(report))


def _number_findings(report: Report) -> Iterator[LocatedFinding]:
    numbers: Counter[tuple[str, str]] = Counter()
    texts = ((item, text) for item in list_action_items(report) for text in list_finding_texts(item, report.facts))
    for item, text in texts:
        place = text.location or Location(path="README.md")
        key = text.requirement, place.path
        numbers[key] += 1
        yield LocatedFinding(
            requirement=text.requirement,
            severity=item.severity,
            text=text.explanation,
            page=text.page,
            place=place,
            fingerprint=_make_fingerprint(*key, numbers[key]),
        )


def _make_fingerprint(rule: str, path: str, number: int) -> str:
    text = f"{rule}\0{path}\0{number}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
