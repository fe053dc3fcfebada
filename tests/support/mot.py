"""Records of the Model Openness Tool -> facts, as its evaluator reads them: what is listed is there.

The license of a component is its own, else that for its kind, else that of the distribution.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from openrelease.judge import judge
from openrelease.knowledge.licenses import license_table
from openrelease.knowledge.policies import policies
from openrelease.model import Facts, License, PolicyOutcome, Report, Status
from support.facts import facts, seen, statement

CLASSES: Mapping[int, str] = {3: "mof-3", 2: "mof-2", 1: "mof-1"}
"""The classes in the order in which they build on each other, with the policy of each."""

_COMPONENTS: Mapping[str, tuple[str, str]] = {
    "Model architecture": ("architecture_code", "code"),
    "Model parameters (Final)": ("weights", "data"),
    "Technical report": ("technical_report", "document"),
    "Evaluation results": ("evaluation_results", "document"),
    "Model card": ("model_card", "document"),
    "Data card": ("data_card", "document"),
    "Sample model outputs": ("sample_outputs", "document"),
    "Training code": ("training_code", "code"),
    "Inference code": ("inference_code", "code"),
    "Evaluation code": ("evaluation_code", "code"),
    "Evaluation data": ("evaluation_data", "data"),
    "Supporting libraries and tools": ("supporting_libraries", "code"),
    "Datasets": ("datasets", "data"),
    "Data preprocessing code": ("data_preprocessing_code", "code"),
    "Research paper": ("research_paper", "document"),
    "Model parameters (Intermediate)": ("checkpoints", "data"),
    "Model metadata": ("model_metadata", "data"),
}


def facts_of(path: Path) -> Facts:
    """What a record says."""
    release = yaml.safe_load(path.read_text(encoding="utf-8"))["release"]
    stated = release.get("license") or {}
    there = {}
    for entry in release.get("components") or ():
        if entry["name"] in _COMPONENTS:
            component, kind = _COMPONENTS[entry["name"]]
            there[component] = seen(
                Status.LINKED, path.name, license=_license(_named(entry, stated, kind), path.name)
            )
    return facts(**there)


def report_on(path: Path) -> Report:
    """The report on a record by the three classes."""
    return judge(facts_of(path), [policies()[name] for name in CLASSES.values()], license_table())


def class_of(report: Report) -> int:
    """The best class of which it and all before it are met; 0 for none."""
    best = 0
    for number, judged in zip(CLASSES, report.verdicts, strict=True):
        if judged.outcome is not PolicyOutcome.MET:
            break
        best = number
    return best


def _named(entry: Mapping[str, Any], stated: Mapping[str, Any], kind: str) -> str | None:
    general = (stated.get(each) or {} for each in (kind, "distribution"))
    return next(filter(None, (entry.get("license"), *(each.get("name") for each in general))), None)


def _license(name: str | None, path: str) -> License | None:
    if name in {None, "unlicensed"}:
        return None
    known = license_table().resolve(str(name))
    return statement(known, path, how="declared", permissive=license_table().permissive(known))
