"""The outcome of the step that evaluates: what log, summary, comment, annotations and outputs get."""

from collections.abc import Callable, Mapping

from openrelease.reports.shared.escape import code_span, workflow_command
from openrelease.values import dataclass, field


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """The outcome of the step that evaluates.

    `code` is the exit code, `failing` whether a release fails its policies, `changed` whether the release
    changes or that is unknown. `markdown` renders at most so many characters; `log` is plain text that may
    hold anything but commands. `check` is the content of a check run. `hearsay`: another run evaluated it.
    """

    code: int
    failing: bool
    changed: bool
    markdown: Callable[[int], str]
    log: str
    commands: str
    outputs: Mapping[str, str]
    check: Mapping[str, object] = field(default_factory=dict)
    hearsay: bool = False


_FAILED_TITLE = "Open source AI release: could not be evaluated"


def make_failed_result(message: str, log: str, code_: int) -> CheckResult:
    """Return the result of a failed evaluation, which replaces an earlier verdict everywhere."""
    text = f"### {_FAILED_TITLE}\n\n{code_span(message)}\n"
    return CheckResult(
        code=code_,
        failing=True,
        changed=True,
        markdown=lambda _: text,
        log=log,
        commands=f"{workflow_command('error', {'title': 'openrelease'}, message)}\n",
        outputs={"outcome": "", "report": ""},
        check={"title": _FAILED_TITLE, "summary": text, "annotations": ()},
    )
