"""Report -> a sentence on each exception, without markup."""

from openrelease.model import Location, Report, Waiver, WaiverStatus, WaiverUse
from openrelease.values import dataclass

_LAST = {
    WaiverStatus.USED: "waived until {expires} by {owner}: {reason}",
    WaiverStatus.EXPIRED: "expired on {expires} and does not count: meet it, or have {owner} renew the exception",
    WaiverStatus.PARTIAL: "waives nothing, as it is not met elsewhere too (owner {owner}, until {expires})",
    WaiverStatus.UNUSED: "unused, as the requirement is met without it: remove it (owner {owner}, until {expires})",
}


@dataclass(frozen=True, kw_only=True)
class ExceptionLine:
    """An exception as a sentence, with its requirement, status and location."""

    use: WaiverStatus
    requirement: str
    text: str
    location: Location


def list_exceptions(report: Report) -> tuple[ExceptionLine, ...]:
    """Every exception in the order of the file; those that count no longer ask for something to be done."""
    return tuple(map(_exception_line, report.exceptions))


def _exception_line(given: WaiverUse) -> ExceptionLine:
    waiver = given.waiver
    words = {"expires": waiver.expires, "owner": waiver.owner, "reason": waiver.reason}
    return ExceptionLine(
        use=given.use,
        requirement=waiver.requirement,
        text=f"{_describe_scope(waiver)}{_LAST[given.use].format(**words)}",
        location=waiver.location,
    )


def _describe_scope(waiver: Waiver) -> str:
    """What the exception is limited to, as the start of a sentence."""
    parts = (
        f"in {waiver.release}" if waiver.release else "",
        f"at {waiver.path or 'the root'}" if waiver.path is not None else "",
    )
    limits = " ".join(part for part in parts if part)
    return f"{limits}, " if limits else ""
