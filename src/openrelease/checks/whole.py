"""Facts -> Judgement: `whole`, the weights in the repository are really there, complete, and agree.

Options:
- `severity` (required): `error` asks that nothing is broken or missing; `warning` that nothing disagrees.

Checks only weight files of the tree: headers, shards and indexes, data in other files, the
configuration, tokenizer, source and base model that the library of these weights needs.
Unmet where a fault of that severity was found; each is a finding with its file and what to do.
Unknown where a file was not read for a limit, or (for `error`) could not be checked, and nothing else is wrong.
Where all weights are pointers of Git LFS, git-annex or DVC, nothing here can verify their content: `error` is met
where a shard index lists them, all of its shards are there, and their sizes reach the size that it states. Not
applicable for other pointers, and where no weights are in the tree.
"""

from collections.abc import Iterable

from openrelease.checks.check_type import Judgement, judge_unknown, options_of
from openrelease.licenses import LicenseTable
from openrelease.model import (
    Affects,
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
    format_location,
)
from openrelease.values import dataclass

_MOST_EVIDENCE = 20
_MOST_IN_MESSAGE = 3  # faults in the sentence; the findings have all of them


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
        return _judge_issues(counted, requirement)
    here = tuple(file for file in facts.weights if file.pointer is None)
    left_out = tuple(
        f"{each.location.path}: {each.message}" for each in facts.problems if Affects.WEIGHTS in each.affects
    )
    if left_out:
        return judge_unknown("not all weight files were read", left_out)
    if options.severity is Severity.ERROR and facts.weights and all(file.index for file in facts.weights):
        return _judge_complete_pointers(facts.weights)
    if not here:
        return Judgement(outcome=Outcome.NOT_APPLICABLE, message=_format_absent_content(facts.weights))
    unread = tuple(fault for fault in faults if fault.severity is Severity.UNKNOWN)
    if unread and options.severity is Severity.ERROR:
        return judge_unknown("not all weight files could be checked", map(_format_issue, unread))
    return Judgement(
        outcome=Outcome.MET,
        message=f"No errors in the headers of {_format_amount(facts.weights)}.",
        evidence=tuple(map(_make_evidence, here[:_MOST_EVIDENCE])),
    )


def _judge_issues(faults: tuple[Fault, ...], requirement: Requirement) -> Judgement:
    more = f"; and {len(faults) - _MOST_IN_MESSAGE} more" if len(faults) > _MOST_IN_MESSAGE else ""
    return Judgement(
        outcome=Outcome.UNMET,
        message=f"{'; '.join(map(_format_issue, faults[:_MOST_IN_MESSAGE]))}{more}.",
        findings=tuple(
            Finding(
                message=f"{fault.message} ({fault.rule})",
                location=fault.location,
                remedy=fault.remedy or requirement.remedy,
            )
            for fault in faults
        ),
    )


def _format_issue(fault: Fault) -> str:
    return f"{format_location(fault.location)} {fault.message} ({fault.rule})"


def _judge_complete_pointers(files: tuple[WeightFile, ...]) -> Judgement:
    indexes = tuple(dict.fromkeys(str(file.index) for file in files))
    size = sum(file.size or 0 for file in files)
    return Judgement(
        outcome=Outcome.MET,
        message=(
            f"All {len(files)} shards that {', '.join(indexes[:_MOST_IN_MESSAGE])} lists are there as pointers of "
            f"{_name_pointers(files)}, {size:,} bytes; their content is not in the repository."
        ),
        evidence=tuple(
            Evidence(location=Location(path=path), how="shard-index", status=Status.IN_REPO)
            for path in indexes[:_MOST_EVIDENCE]
        ),
    )


def _name_pointers(files: tuple[WeightFile, ...]) -> str:
    return ", ".join(dict.fromkeys(str(file.pointer) for file in files))


def _format_absent_content(files: tuple[WeightFile, ...]) -> str:
    if not files:
        return "No weights in the repository."
    sizes = [file.size for file in files]
    size = f", {sum(size or 0 for size in sizes):,} bytes" if None not in sizes else ""
    return (
        f"Only pointers of {_name_pointers(files)} ({len(files)} files{size}); their content is not in the repository."
    )


def _format_amount(files: Iterable[WeightFile]) -> str:
    every = tuple(files)
    pointers = sum(file.pointer is not None for file in every)
    here = len(every) - pointers
    rest = f" ({pointers} more are pointers, not verified)" if pointers else ""
    return f"{here} weight file{'' if here == 1 else 's'}{rest}"


def _make_evidence(file: WeightFile) -> Evidence:
    return Evidence(location=Location(path=file.path), how=f"{file.format}-header", status=Status.IN_REPO)
