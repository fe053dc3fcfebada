"""The check types that a policy can reference, one module each."""

from collections.abc import Mapping

from openrelease.checks import (
    card_finished,
    card_key,
    card_section,
    compatible,
    consistent,
    documented,
    graded,
    licensed,
    noticed,
    present,
    released,
    review,
    stated,
    suitable,
    whole,
)
from openrelease.checks.check_type import Check, Judgement

CHECKS: Mapping[str, Check] = {
    "card_finished": card_finished,
    "card_key": card_key,
    "card_section": card_section,
    "compatible": compatible,
    "consistent": consistent,
    "documented": documented,
    "graded": graded,
    "licensed": licensed,
    "noticed": noticed,
    "present": present,
    "released": released,
    "review": review,
    "stated": stated,
    "suitable": suitable,
    "whole": whole,
}
"""Every check type by the name that policies use."""

__all__ = ["CHECKS", "Check", "Judgement"]
