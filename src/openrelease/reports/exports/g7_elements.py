"""Facts -> which minimum elements of a SBOM for AI are evidenced, by the list of the G7 Cybersecurity Working Group.

The source is "Software Bill of Materials for Artificial Intelligence - Minimum Elements" (BSI and others, 2026-05-12).
The paper itself was not seen: clusters and elements are as others quote them. An element that a repository cannot show
is not in the table.
"""

from collections.abc import Callable, Mapping

from openrelease.model import Facts, Status

_THERE = frozenset({Status.IN_REPO, Status.LINKED})


def _is_there(*components: str) -> Callable[[Facts], bool]:
    return lambda facts: any(facts.components[each].status in _THERE for each in components)


def _is_licensed(component: str) -> Callable[[Facts], bool]:
    return lambda facts: (found := facts.components[component].license) is not None and bool(found.expression)


def _is_described(*topics: str) -> Callable[[Facts], bool]:
    return lambda facts: any(topic in document.topics for document in facts.documents for topic in topics)


G7_ELEMENTS: Mapping[str, Callable[[Facts], bool]] = {
    "system/producer": lambda facts: "/" in (facts.subject.name or ""),
    "system/version": lambda facts: facts.subject.revision is not None,
    "system/components": _is_there("supporting_libraries"),
    "system/intended-application": _is_described("intended_use"),
    "models/name": lambda facts: bool(facts.subject.name),
    "models/description": _is_described("model_details"),
    "models/hash": lambda facts: any(file.digest for file in facts.weights),
    "models/properties": lambda facts: any(file.parameters for file in facts.weights),
    "models/training": _is_described("training"),
    "models/limitations": _is_described("limitations"),
    "models/license": _is_licensed("weights"),
    "models/references": _is_there("model_card", "technical_report", "research_paper"),
    "datasets/identifier": _is_there("datasets"),
    "datasets/provenance": _is_there("data_card", "training_data_summary"),
    "datasets/license": _is_licensed("datasets"),
    "infrastructure/hardware": _is_described("compute"),
    "security/evaluation": _is_there("safety_evaluation"),
    "kpi/performance": _is_there("evaluation_results"),
}
"""The elements that evidence in a repository can show, by cluster and name."""


def list_g7_elements(facts: Facts) -> Mapping[str, str]:
    """Return each element with `evidenced` or `not evidenced`."""
    return {name: "evidenced" if shows(facts) else "not evidenced" for name, shows in G7_ELEMENTS.items()}
