"""Verdicts of a graded policy -> words: grades by criterion, never a total score."""

from openrelease.model import Outcome, PolicyVerdict, Verdict

GRADING = "graded"
"""The check that grades."""

_ORDER = ("open", "partial", "partial or open", "closed", "unknown")


def is_graded(evaluated: PolicyVerdict) -> bool:
    """Does this definition grade, instead of asking, and is it for this kind of repository?"""
    return evaluated.applies and any(verdict.requirement.check == GRADING for verdict in evaluated.verdicts)


def grade_words(verdict: Verdict) -> str:
    """The grade in words: of one that is partial at least, both that it may be."""
    if not verdict.grade:
        return "unknown"
    return f"{verdict.grade} or open" if verdict.outcome is Outcome.UNKNOWN else verdict.grade


def count_grades(evaluated: PolicyVerdict) -> str:
    """How many criteria have each grade, such as "of 12 criteria 3 open, 9 closed"."""
    words = [grade_words(verdict) for verdict in evaluated.verdicts]
    order = [*_ORDER, *sorted(set(words) - {*_ORDER})]
    counts = (f"{words.count(each)} {each}" for each in order if each in words)
    return f"of {len(words)} criteria {', '.join(counts)}"
