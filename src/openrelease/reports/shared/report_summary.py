"""Report -> texts that all formats share, without markup."""

import re
from collections.abc import Mapping, Sequence

from openrelease.catalog.load_licenses import load_license_table
from openrelease.model import (
    Claim,
    ComponentFacts,
    Evidence,
    LadderResult,
    Level,
    Outcome,
    Permissive,
    Policy,
    PolicyOutcome,
    PolicyVerdict,
    Report,
    Status,
)
from openrelease.reports.shared.action_items import item_severity
from openrelease.reports.shared.grades import count_grades, is_graded
from openrelease.values import dataclass

HEADLINES = {
    PolicyOutcome.MET: "met",
    PolicyOutcome.UNMET: "not met",
    PolicyOutcome.UNDETERMINED: "unknown",
    PolicyOutcome.NOT_APPLICABLE: "not applicable",
}

STATUSES = {
    Status.IN_REPO: "in repo",
    Status.LINKED: "linked",
    Status.UNCLEAR: "unclear",
    Status.ABSENT: "absent",
}

VERIFIED = "verified"
"""The word for a linked component that was seen behind the link."""

OUTCOMES = {
    Outcome.MET: "met",
    Outcome.UNMET: "not met",
    Outcome.UNKNOWN: "unknown",
    Outcome.NOT_APPLICABLE: "not applicable",
    Outcome.WAIVED: "waived",
}

MARKS: Mapping[PolicyOutcome | Outcome | Status, str] = {
    PolicyOutcome.MET: "✅",
    PolicyOutcome.UNMET: "❌",
    PolicyOutcome.UNDETERMINED: "❓",
    PolicyOutcome.NOT_APPLICABLE: "⚪",
    Outcome.MET: "✅",
    Outcome.UNMET: "❌",
    Outcome.UNKNOWN: "❓",
    Outcome.NOT_APPLICABLE: "⚪",
    Outcome.WAIVED: "⚪",
    Status.IN_REPO: "✅",
    Status.LINKED: "🔗",
    Status.UNCLEAR: "❓",
    Status.ABSENT: "❌",
}
"""The mark of each in Markdown."""

_FEW = 4  # requirements that a sentence names
_REQUIRED = 1  # the least severe of what is required


@dataclass(frozen=True, kw_only=True)
class ComponentRow:
    """A line of the table of components, with the best evidence.

    `lacking`: a required requirement on it is not met.
    """

    component: str
    title: str
    status: Status
    license: Claim | None
    evidence: Evidence | None
    lacking: bool

    @property
    def status_word(self) -> str:
        """The status, of a link that was followed: verified."""
        verified = self.status is Status.LINKED and self.evidence is not None and self.evidence.verified
        return VERIFIED if verified else STATUSES[self.status]


def component_rows(report: Report) -> tuple[ComponentRow, ...]:
    """A row for each component that was found or that a policy requires, in the order of the facts."""
    asked = [
        (component, evaluated.policy, verdict)
        for evaluated in report.verdicts
        if evaluated.applies
        for verdict in evaluated.verdicts
        for component in getattr(verdict.requirement.options, "components", ())
    ]
    wanted = {component for component, _, _ in asked}
    lacking = {component for component, policy, verdict in asked if item_severity(policy, verdict) <= _REQUIRED}
    return tuple(
        _component_row(component, found, lacking=component in lacking)
        for component, found in report.facts.components.items()
        if found.status is not Status.ABSENT or (component in wanted and not report.facts.subject.bare)
    )


def count_outcomes(verdict: PolicyVerdict, *, ids: bool = False) -> str:
    """Count the required requirements by outcome, or the grades.

    `ids` adds the ids of those that are not met or unknown.
    """
    if is_graded(verdict):
        return count_grades(verdict)
    required = [each for each in verdict.verdicts if each.requirement.level is Level.REQUIRED]
    by_outcome = {outcome: [each.requirement.id for each in required if each.outcome is outcome] for outcome in Outcome}
    others = (
        f"{len(by_outcome[outcome])} {OUTCOMES[outcome]}{_list_ids(by_outcome[outcome]) if ids and bad else ''}"
        for outcome, bad in _OTHERS
        if by_outcome[outcome]
    )
    return ", ".join((f"{len(by_outcome[Outcome.MET])} of {len(required)} required met", *others))


_OTHERS = (
    (Outcome.UNMET, True),
    (Outcome.UNKNOWN, True),
    (Outcome.NOT_APPLICABLE, False),
    (Outcome.WAIVED, False),
)


def _list_ids(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _FEW} more" if len(ids) > _FEW else ""
    return f" ({', '.join(ids[:_FEW])}{more})"


def outcome_words(verdict: PolicyVerdict) -> str:
    """The outcome of a policy in a few words, with the numbers of waived requirements and of assumptions."""
    if is_graded(verdict):
        return "graded"
    words = HEADLINES[verdict.outcome]
    if verdict.outcome is not PolicyOutcome.MET:
        return words
    waived = sum(
        each.outcome is Outcome.WAIVED and each.requirement.level is Level.REQUIRED for each in verdict.verdicts
    )
    words += f" with {waived} waived" if waived else ""
    assumed = verdict.assumptions
    return f"{words}, with {assumed} assumption{'s' if assumed > 1 else ''}" if assumed else words


def worst_outcome(report: Report) -> str:
    """The outcome of all policies that decide: the worst of them."""
    outcomes = (verdict.outcome for verdict in report.deciding)
    return min(outcomes, key=[*PolicyOutcome].index, default=PolicyOutcome.NOT_APPLICABLE).value


def policy_name(policy: Policy) -> str:
    """The id and version of a policy, and the file that it came from where it is not built in."""
    origin = "" if policy.origin == "built-in" else f" from {policy.origin}"
    return f"{policy.id} {policy.version}{origin}"


def not_applicable_reason(verdict: PolicyVerdict) -> str:
    """Why a policy is not applicable, else an empty text."""
    if verdict.applies or not verdict.verdicts:
        return ""
    return verdict.verdicts[0].message


def verdict_sentence(verdict: PolicyVerdict, models: str, *, ids: bool = False) -> str:
    """The verdict of a policy in a sentence or two; an advisory one is marked as such.

    `models` says how many of several models meet it, and is empty where there is one;
    `ids` is as in `tally`.
    """
    sentence = f"{models or count_outcomes(verdict, ids=ids)}."
    explanation = not_applicable_reason(verdict) or f"{sentence[:1].upper()}{sentence[1:]}"
    advice = "Advisory: does not affect the result." if verdict.policy.advisory else ""
    other = f"Met as {verdict.met_by} reads it." if verdict.met_by else ""
    return " ".join(filter(None, (explanation, other, advice)))


def ladder_sentences(report: Report) -> tuple[str, ...]:
    """For each ladder the highest policy that is met, and what the next one lacks."""
    titles = {each.policy.id: each.policy.title for each in report.verdicts}
    return tuple(_ladder_sentence(each, titles) for each in report.ladders)


def _ladder_sentence(found: LadderResult, titles: Mapping[str, str]) -> str:
    reached = titles.get(found.highest, found.highest) if found.highest else "none"
    lacking = f"; for {titles.get(found.next, found.next)}: {', '.join(found.lacking)}" if found.next else ""
    return f"Highest of {found.ladder} that is met: {reached}{lacking}."


def split_titles(titles: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return what titles have in common before a comma, and the rest of each; "" and the titles where it is nothing."""
    heads = {each.partition(_HEAD)[0] for each in titles}
    if len(heads) > 1:
        return "", tuple(titles)
    (head,) = heads
    return head, tuple(each.removeprefix(f"{head}{_HEAD}") for each in titles)


_HEAD = ", "


def list_limits(report: Report) -> tuple[str, ...]:
    """The limits of the policies that apply, each with the ids of its policies if there are several."""
    by: dict[str, list[str]] = {}
    for evaluated in report.verdicts:
        for sentence in evaluated.policy.limits if evaluated.applies else ():
            by.setdefault(sentence, []).append(evaluated.policy.id)
    several = sum(evaluated.applies for evaluated in report.verdicts) > 1
    return tuple(f"{sentence} ({', '.join(ids)})" if several else sentence for sentence, ids in by.items())


def component_title(component: str) -> str:
    """The name of a component at the head of a line: "Model card" for `model_card`."""
    return component.replace("_", " ").capitalize()


def license_name(license_: Claim | None) -> str:
    """A license in a table: its expression, with "?" where that is in doubt, and whether it is inherited."""
    if license_ is None:
        return ""
    name = license_.expression or _NAMELESS[license_.permissive]
    if license_.expression and license_.permissive is Permissive.UNKNOWN:
        name += "?"
    return f"{name} ({license_.how})" if license_.how in {"inherited", "assumed"} else name


def readable_license(text: str) -> str:
    """The text of a table with names in the place of `LicenseRef-…` ids; of unknown ids, their own part."""
    return _CUSTOM_ID.sub(lambda match: re.sub(r"^LicenseRef-(scancode-)?", "", match[0]), name_licenses(text))


def name_licenses(text: str) -> str:
    """A sentence with the names that people use in the place of `LicenseRef-…` ids, as far as they are known."""
    named = _CUSTOM_ID.sub(lambda match: _find_license_name(match[0]), text)
    return _REPEATED.sub(r"\1", named) if named != text else text


def _find_license_name(id_: str) -> str:
    facets = load_license_table().explain(id_)
    return facets.name if facets and facets.name else id_


_REPEATED = re.compile(r"\b(\w[^()]{0,80}) \(\1\)")  # where a sentence has a name with its id
_CUSTOM_ID = re.compile(r"\bLicenseRef-[A-Za-z0-9.-]*[A-Za-z0-9]")

_NAMELESS = {
    Permissive.MIXED: "mixed",
    Permissive.NO: "not permissive",
    Permissive.UNKNOWN: "unknown",
    Permissive.YES: "permissive",
}


def keep_on_one_line(text: str) -> str:
    """The text with spaces that do not break, so that a mark and its words stay together in a narrow column."""
    return text.replace(" ", "\u00a0")


def shorten(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it is longer than `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def _component_row(component: str, found: ComponentFacts, *, lacking: bool) -> ComponentRow:
    return ComponentRow(
        component=component,
        title=component_title(component),
        status=found.status,
        license=found.license if found.status is not Status.ABSENT else None,
        evidence=found.evidence[0] if found.evidence else None,
        lacking=lacking,
    )
