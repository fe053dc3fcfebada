"""An integrity rule: the id and severity of its findings, and its page of the manual."""

from collections.abc import Mapping

from openrelease.model.entry import Location
from openrelease.model.facts import Fault, Severity
from openrelease.values import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Example:
    """A small release that breaks a rule, and the change that mends it.

    `files` maps each path to its text, or to a description of a binary file such as
    "a safetensors file with w [2, 2]". `mended` has the files to add or replace; None removes one.
    A test builds both releases and runs the rule on them.
    """

    files: Mapping[str, str]
    mended: Mapping[str, str | None]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a rule checks, why that matters, and how to mend what it finds.

    `title` is what is wrong, without a full stop. `manual` says what is compared, and what is left alone.
    `remedy` is that of a finding which has none of its own. `sources` are URLs of specifications.
    """

    id: str
    severity: Severity
    title: str
    manual: str
    why: str
    remedy: str
    example: Example | None = None
    sources: tuple[str, ...] = field(default=())

    def make_finding(self, path: str, message: str, remedy: str = "") -> Fault:
        """A finding of this rule; `message` is a clause about the file at `path`."""
        return Fault(
            rule=self.id,
            severity=self.severity,
            message=message,
            location=Location(path=path),
            remedy=remedy or self.remedy,
        )
