"""Action item -> its findings as text: where, which requirement, what is wrong, the evidence, the fix."""

from openrelease.model import Facts, Finding, Location, Outcome, format_location
from openrelease.reports.shared.action_items import ActionItem
from openrelease.reports.shared.line_of_finding import find_line
from openrelease.reports.shared.manual_links import find_page
from openrelease.reports.shared.report_summary import name_licenses
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class FindingText:
    """One finding. `detail` is the evidence; it and `fix` may be empty. `page` is the address of its manual.

    `quoted` is the line that it is about, None where `location` is only the line where something is lacking.
    """

    location: Location | None
    requirement: str
    message: str
    detail: str
    fix: str
    page: str
    quoted: Location | None

    @property
    def headline(self) -> str:
        """`<path>:<line>: <id>: <what is wrong>`; `.` stands for the repository where no document fits."""
        return f"{format_location(self.location) if self.location else '.'}: {self.requirement}: {self.message}"

    @property
    def explanation(self) -> str:
        """The finding, its evidence and the fix as sentences, for media that show the place themselves."""
        detail = f" {to_sentence(self.detail)}" if self.detail else ""
        fix = f" Fix: {self.fix}" if self.fix else ""
        return f"{to_sentence(self.message)}{detail}{fix}"


def list_finding_texts(item: ActionItem, facts: Facts) -> tuple[FindingText, ...]:
    """The findings of an item in order; the verdict itself where it has none.

    The message of the verdict is the detail of the last one, unless it only repeats the findings.
    """
    findings = item.findings or (Finding(message=_VERDICTS[item.outcome]),)
    return tuple(
        FindingText(
            location=find_line(finding, item.requirement, facts) if item.findings else None,
            requirement=item.requirement.id,
            message=name_licenses(finding.message),
            detail=name_licenses(finding.detail or (_own_detail(item, findings) if number == len(findings) else "")),
            fix=name_licenses(finding.remedy or item.requirement.remedy),
            page=find_page(item.requirement, built_in=item.built_in),
            quoted=finding.location if finding.location and finding.location.line else None,
        )
        for number, finding in enumerate(findings, start=1)
    )


_VERDICTS = {Outcome.UNMET: "not met", Outcome.UNKNOWN: "unknown", Outcome.MET: "met"}


def _own_detail(item: ActionItem, findings: tuple[Finding, ...]) -> str:
    """The message of the verdict, unless the findings repeat it."""
    said = item.message.lower()
    repeated = all(each.detail or each.message.lower().rstrip(".") in said for each in findings)
    return "" if repeated else item.message


def to_sentence(text: str) -> str:
    """A clause as a sentence: capitalized, with one full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
