"""requirement_examples.yaml -> for each requirement a small release that fails it, and the change that mends it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from openrelease.catalog.packaged_yaml import load_own_yaml
from openrelease.values import dataclass


@dataclass(frozen=True, kw_only=True)
class RequirementExample:
    """The files of a release that fails a requirement, and those that the change adds, replaces or removes (None).

    `after` is the outcome or grade with the change: unknown where a person has to read what is there then.
    """

    policy: str
    kind: str = "model"
    after: str = "met"
    fails: Mapping[str, str]
    mended: Mapping[str, str | None]


@cache
def load_examples() -> Mapping[str, RequirementExample]:
    """Return the examples by the id of their requirement."""
    rows = load_own_yaml(Path(__file__).with_name("requirement_examples.yaml").read_bytes())
    return {id_: RequirementExample(**row) for id_, row in rows.items()}
