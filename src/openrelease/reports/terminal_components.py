"""Component rows and license claims -> lines for a terminal, folded where it is narrow."""

from collections.abc import Iterator, Sequence

from openrelease.checks.license_wording import format_claim
from openrelease.model import Claim, ComponentFacts, Report, SetAside, Status, format_location
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.report_summary import (
    ComponentRow,
    component_title,
    license_name,
    readable_license,
    shorten,
)
from openrelease.reports.terminal_layout import GREEN, RED, YELLOW, Screen, keep_end

_MARKS = {Status.IN_REPO: "+", Status.LINKED: "+", Status.UNCLEAR: "?", Status.ABSENT: "-"}
_COLOURS = {Status.IN_REPO: GREEN, Status.LINKED: GREEN, Status.UNCLEAR: YELLOW, Status.ABSENT: RED}
_START = 38  # columns before the license: the mark, the title and the status
_LICENSE, _PLACE = 24, 24  # columns that a license and a place have at the least, else they are folded
_LONGEST = 60  # characters of a license
_CLAIMS = 8  # of one component are listed; the JSON report has all of them


def component_lines(table: Sequence[ComponentRow], screen: Screen) -> list[str]:
    """A line for each component; on a narrow screen its place is on a line of its own."""
    lines = [line for row in table for line in _component_line(row, screen)]
    return ["Components", *lines] if lines else []


def _component_line(row: ComponentRow, screen: Screen) -> list[str]:
    mark = screen.paint(_MARKS[row.status], _COLOURS[row.status])
    start = f"  {mark} {row.title:<24} {row.status_word:<8}"
    license_ = escape_terminal(shorten(readable_license(license_name(row.license)), _LONGEST))
    place = escape_terminal(format_location(row.evidence.location)) if row.evidence else ""
    room = screen.columns - _START - max(_LICENSE, len(license_)) - 2
    if room >= min(len(place), _PLACE):
        return [f"{start} {license_:<{_LICENSE}} {keep_end(place, room)}".rstrip()]
    folded = [f"{'':6}{keep_end(place, screen.columns - 6)}"] if place else []
    return [*_beside(start, license_, screen), *folded]


def _beside(start: str, license_: str, screen: Screen) -> list[str]:
    """The license behind the start of its line, else below."""
    if len(license_) <= screen.columns - _START:
        return [f"{start} {license_}".rstrip()]
    return [start.rstrip(), *screen.wrap(license_, indent=6)]


def claim_lines(report: Report, screen: Screen) -> list[str]:
    """Which claim governs the license of each component, and which were set aside, with the reason."""
    lines = [line for id_, found in report.facts.components.items() for line in _claims_of(id_, found, screen)]
    return ["License claims", *lines] if lines else []


def _claims_of(id_: str, found: ComponentFacts, screen: Screen) -> Iterator[str]:
    if found.license is None or found.status is Status.ABSENT:
        return
    yield f"  {component_title(id_)}"
    yield from _claim_line("applies", found.license, screen)
    others = [each for each in found.claims if each.set_aside is not None]
    for each in others[:_CLAIMS]:
        yield from _claim_line(_WORDS[each.set_aside], each, screen)
    if len(others) > _CLAIMS:
        yield f"    and {len(others) - _CLAIMS} more"


def _claim_line(word: str, claim: Claim, screen: Screen) -> list[str]:
    return screen.wrap(f"{word}: {escape_terminal(readable_license(format_claim(claim)))}", indent=4, hanging=6)


_WORDS: dict[SetAside | None, str] = {
    SetAside.CONFIRMS: "confirmed by",
    SetAside.CONTRADICTS: "contradicted by",
    SetAside.BADGE: "set aside, as a badge only confirms",
    SetAside.NEARER_CLAIM: "set aside, as another claim is about the component itself",
    SetAside.OUTWEIGHED: "set aside, as a stricter claim or an earlier one in the order applies",
}
