"""The outcome of the step that evaluates: what log, summary, comment, annotations and outputs get."""

from collections.abc import Callable, Mapping, Sequence

from openrelease.reports.github.workflow_annotations import LIMIT
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


_TITLE = "openrelease"
_FAILED_TITLE = "Open source AI release: could not be evaluated"


def make_failed_result(message: str, log: str, code_: int, places: Sequence[tuple[str, int, str]] = ()) -> CheckResult:
    """Return the result of a failed evaluation, which replaces an earlier verdict everywhere.

    `places` are the mistakes of a file, each with path and line: they are annotated there.
    """
    text = f"### {_FAILED_TITLE}\n\n{code_span(message)}\n"
    return CheckResult(
        code=code_,
        failing=True,
        changed=True,
        markdown=lambda _: text,
        log=log,
        commands=_format_commands(message, places),
        outputs={"outcome": "", "report": ""},
        check={"title": _FAILED_TITLE, "summary": text, "annotations": ()},
    )


def _format_commands(message: str, places: Sequence[tuple[str, int, str]]) -> str:
    """Return an annotation for each place, or one of the job."""
    if not places:
        return f"{workflow_command('error', {'title': _TITLE}, message)}\n"
    marks = (({"title": _TITLE, "file": path, "line": str(line)}, said) for path, line, said in places[:LIMIT])
    return "".join(f"{workflow_command('error', place, said)}\n" for place, said in marks)
