"""A kind of release artifact, such as the weights: what it is, and what it counts as elsewhere."""

import enum
from collections.abc import Mapping

from openrelease.model.mot_form import RecordComponent
from openrelease.values import dataclass, field


class Kind(enum.Enum):
    """What a repository releases."""

    MODEL = "model"
    DATASET = "dataset"
    BENCHMARK = "benchmark"
    TOOLING = "tooling"
    INDEX = "index"


@dataclass(frozen=True, kw_only=True)
class Hint:
    """Why something may be a component and is not conclusive, as a clause, and what makes it so, as a sentence."""

    why: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class Component:
    """One component, as described in `catalog/components/<id>.yaml`.

    `part` is code, weights, data or document: the kind of thing that its license has to suit. `heading` holds
    regular expressions of the headings under which a document covers it. `cyclonedx` is the type of its
    external references in CycloneDX, and `in_bom` whether it is a component there (the weights are the model
    itself, and the license text its terms). `mot` is its entry in records of the Model Openness Tool. `hints`
    are the rules whose evidence is not conclusive, by their ids.
    """

    id: str
    title: str
    what: str
    part: str
    kinds: frozenset[Kind]  # the kinds of repository that release such a thing
    counts_as_release: bool = True  # whether a repository that has nothing else releases something
    heading: tuple[str, ...] = ()
    cyclonedx: str = "other"
    in_bom: bool = True
    mot: RecordComponent | None = None
    hints: Mapping[str, Hint] = field(default_factory=dict)
