"""Facts -> Judgement: `whole`, the weights in the repository are really there, complete, and agree.

Options:
- `severity` (required): `error` asks that nothing is broken or missing; `warning` that nothing disagrees.

Looks at the weight files of the tree alone: headers, shards and indexes, data in other files, the
configuration, tokenizer, source and base model that the library of these weights needs.
Unmet where a fault of that severity was found; each is a finding with its file and what to do.
Unknown (for `error`) where a file could not be checked and nothing else is wrong.
Not applicable where no weights are in the tree, and where all of them are pointers of Git LFS, git-annex or
DVC: those are declared, and nothing here can verify their content.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openrelease.checks.check_type import Judgement, cannot_tell, options_of
from openrelease.licenses import LicenseTable
from openrelease.model import (
    Evidence,
    Facts,
    Fault,
    Finding,
    Location,
    Outcome,
    Requirement,
    Severity,
    Status,
    WeightFile,
    spot,
)

_MOST_EVIDENCE = 20
_TOLD = 3  # faults in the sentence; the findings have all of them


@dataclass(frozen=True, kw_only=True)
class Options:
    """Which faults count: error or warning."""

    severity: Severity


def check(facts: Facts, requirement: Requirement, licenses: LicenseTable) -> Judgement:  # noqa: ARG001 - one shape for every verb
    """Are the weights whole? See the module's docstring."""
    options = options_of(requirement, Options)
    faults = (*(fault for file in facts.weights for fault in file.faults), *facts.faults)
    counted = tuple(fault for fault in faults if fault.severity is options.severity)
    if counted:
        return _unmet(counted, requirement)
    here = tuple(file for file in facts.weights if file.pointer is None)
    if not here:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=_nothing_here(facts.weights))
    unread = tuple(fault for fault in faults if fault.severity is Severity.UNKNOWN)
    if unread and options.severity is Severity.ERROR:
        return cannot_tell("Not all of the weights could be checked", map(_told, unread))
    return Judgement(
        outcome=Outcome.MET,
        message=f"Nothing is wrong with {_amount(facts.weights)}, as far as their headers tell.",
        evidence=tuple(map(_evidence, here[:_MOST_EVIDENCE])),
    )


def _unmet(faults: tuple[Fault, ...], requirement: Requirement) -> Judgement:
    more = f"; and {len(faults) - _TOLD} more" if len(faults) > _TOLD else ""
    return Judgement(
        outcome=Outcome.UNMET,
        message=f"{'; '.join(map(_told, faults[:_TOLD]))}{more}.",
        findings=tuple(
            Finding(
                message=f"{fault.message} ({fault.rule})",
                location=fault.location,
                remedy=fault.remedy or requirement.remedy,
            )
            for fault in faults
        ),
    )


def _told(fault: Fault) -> str:
    return f"{spot(fault.location)} {fault.message} ({fault.rule})"


def _nothing_here(files: tuple[WeightFile, ...]) -> str:
    if not files:
        return "No weights are in the repository itself."
    sizes = [file.size for file in files]
    size = f", {sum(size or 0 for size in sizes):,} bytes" if None not in sizes else ""
    systems = ", ".join(dict.fromkeys(str(file.pointer) for file in files))
    return f"The weights are declared ({len(files)} files{size}) by {systems}; their content is not here."


def _amount(files: Iterable[WeightFile]) -> str:
    every = tuple(files)
    pointers = sum(file.pointer is not None for file in every)
    here = len(every) - pointers
    rest = f" ({pointers} more are declared, and not verified)" if pointers else ""
    return f"{here} weight file{'' if here == 1 else 's'}{rest}"


def _evidence(file: WeightFile) -> Evidence:
    return Evidence(location=Location(path=file.path), how=f"{file.format}-header", status=Status.IN_REPO)
