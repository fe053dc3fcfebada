"""Report and Comparison -> a few lines for a terminal or a hook: what a change loses, then the verdict."""

from collections.abc import Iterator, Sequence

from openrelease.model import PolicyOutcome, PolicyVerdict, Report
from openrelease.reports.shared.change_words import former_outcome, summarize_change
from openrelease.reports.shared.compare_reports import find_regressions
from openrelease.reports.shared.comparison import Aspect, Change, Comparison, Direction
from openrelease.reports.shared.escape import escape_terminal
from openrelease.reports.shared.model_table import count_met_models
from openrelease.reports.shared.report_summary import outcome_words, policy_name, shorten, verdict_sentence
from openrelease.reports.terminal_layout import BOLD, GREEN, RED, YELLOW, Screen

MOST_LINES = 3
"""Lines about what a change loses."""

_LONG = 80  # characters of a title or a state
_COLORS = {PolicyOutcome.MET: GREEN, PolicyOutcome.UNMET: RED, PolicyOutcome.UNDETERMINED: YELLOW}
_VERBS = {Aspect.LICENSE: "less free: ", Aspect.MODEL: "model: "}


def render(report: Report, comparison: Comparison, screen: Screen | None = None) -> str:
    """Return the losses in at most `MOST_LINES` lines, the verdict of each policy, and how to see the rest."""
    screen = screen or Screen()
    lines = (
        *_change_lines(comparison, screen),
        *(line for each in report.verdicts for line in _verdict_lines(each, report, comparison, screen)),
        "For the full report, add --verbose.",
    )
    return "".join(f"{line}\n" for line in lines)


def _change_lines(comparison: Comparison, screen: Screen) -> Iterator[str]:
    words = summarize_change(comparison)
    if comparison.note:
        yield from screen.wrap(escape_terminal(comparison.note), indent=0)
    elif words:
        since = f" since {comparison.base[:12]}" if comparison.base else ""
        yield f"{words[:1].upper()}{words[1:]}{since}"
    yield from _loss_lines(comparison)
    if comparison.amendments:
        loosens = any(each.loosens for each in comparison.amendments)
        may = ": it may loosen the rules" if loosens else ""
        yield f"Policy change{may}; the rules of the base count until it is merged"


def _loss_lines(comparison: Comparison) -> Iterator[str]:
    """Yield what is required and lost; where nothing required is, what is worse all the same."""
    worse = comparison.select_changes(Direction.WORSE)
    losses = find_regressions(worse) or worse
    shown = losses if len(losses) <= MOST_LINES else losses[: MOST_LINES - 1]
    yield from (f"  {_describe_loss(each)}" for each in shown)
    if len(shown) < len(losses):
        yield f"  and {len(losses) - len(shown)} more"


def _describe_loss(change: Change) -> str:
    models = (
        f"{shorten(', '.join(change.models), _LONG)}: " if change.models and change.aspect is not Aspect.MODEL else ""
    )
    asked = f" ({change.id}, {change.weight})" if change.aspect in {Aspect.REQUIREMENT, Aspect.POLICY} else ""
    title = shorten(change.title, _LONG)
    states = f"{shorten(change.before, _LONG)} -> {shorten(change.after, _LONG)}"
    return escape_terminal(f"{_VERBS.get(change.aspect, 'lost: ')}{models}{title}{asked}: {states}")


def _verdict_lines(verdict: PolicyVerdict, report: Report, comparison: Comparison, screen: Screen) -> Sequence[str]:
    """Return the verdict as the comment gives it, with the ids of what is not met."""
    outcome = screen.paint(outcome_words(verdict).upper(), _COLORS.get(verdict.outcome, BOLD))
    former = former_outcome(comparison, report, verdict.policy.id)
    before = f" ({former})" if former else ""
    name = f"{escape_terminal(verdict.policy.title)} ({escape_terminal(policy_name(verdict.policy))})"
    sentence = verdict_sentence(verdict, count_met_models(report, verdict.policy.id), ids=True)
    return f"{outcome}{before}: {name}", *screen.wrap(escape_terminal(sentence), indent=2)
