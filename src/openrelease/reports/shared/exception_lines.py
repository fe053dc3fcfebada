"""Report -> what is said of each exception from a requirement; without any markup."""

from __future__ import annotations

from dataclasses import dataclass

from openrelease.model import Location, Report, Use, Waiver, WaiverUse

_LAST = {
    Use.USED: "waived until {expires} by {owner}: {reason}",
    Use.EXPIRED: "expired on {expires} and does not count: meet it, or have {owner} renew the exception",
    Use.UNUSED: "not needed, as nothing that it speaks of is unmet: remove it (of {owner}, until {expires})",
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """An exception in a sentence: what it is from, what became of it, and where it is written."""

    use: Use
    requirement: str
    text: str
    location: Location


def told(report: Report) -> tuple[Told, ...]:
    """Every exception in the order of the file; those that count no longer ask for something to be done."""
    return tuple(map(_told, report.exceptions))


def _told(given: WaiverUse) -> Told:
    waiver = given.waiver
    words = {"expires": waiver.expires, "owner": waiver.owner, "reason": waiver.reason}
    return Told(
        use=given.use,
        requirement=waiver.requirement,
        text=f"{_scope(waiver)}{_LAST[given.use].format(**words)}",
        location=waiver.location,
    )


def _scope(waiver: Waiver) -> str:
    """What the exception is limited to, as the start of a sentence."""
    parts = (
        f"in {waiver.release}" if waiver.release else "",
        f"at {waiver.path or 'the root'}" if waiver.path is not None else "",
    )
    limits = " ".join(part for part in parts if part)
    return f"{limits}, " if limits else ""
