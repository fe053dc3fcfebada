"""Facts about a repository: evidence, licenses, documents and weight files. The only input of policies."""

import enum
from collections.abc import Mapping

from openrelease.model.card import Card
from openrelease.model.component import Component, Kind
from openrelease.model.entry import Location, Problem
from openrelease.model.license_claim import Claim, EffectiveLicense
from openrelease.values import dataclass, field


class Status(enum.Enum):
    """The status of a component, from the weakest to the strongest."""

    ABSENT = "absent"
    UNCLEAR = "unclear"
    LINKED = "linked"
    IN_REPO = "in_repo"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Evidence of a component; `status` is what it supports on its own.

    `revision` is the version at the URL, where a declaration names one. `owned` states whether a link leads
    to a thing of the repository's owner (True) or of somebody else (False); None where that is unknown. `verified`
    is where on the Hub the component was seen, such as "hub:acme/tiny@0123456789ab"; empty where no link was followed.
    """

    location: Location
    how: str  # the id of the rule that matched, as in catalog/components
    status: Status
    url: str | None = None
    revision: str | None = None
    owned: bool | None = None
    verified: str = ""


@dataclass(frozen=True, kw_only=True)
class ComponentFacts:
    """The status of one component, its evidence (best first), its license, and all claims about that."""

    status: Status
    evidence: tuple[Evidence, ...] = ()
    license: EffectiveLicense | None = None
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document of the release and the topics that it covers.

    `role` is "card" (a model or data card), "readme" or "other".
    `topics` maps a topic id of catalog/topics.yaml to the heading or key that opens it.
    """

    path: str
    role: str
    topics: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The repository: OWNER/NAME and the commit id, each where known, and the kind.

    `kind_stated` is false where the kind was concluded from words and evidence: neither the settings nor the keys of
    a card state it. `bare` describes a repository that holds no release, and is empty otherwise.
    """

    name: str | None
    revision: str | None
    kind: Kind
    kind_how: str  # "declared", or the reason that it was found to be of this kind
    kind_stated: bool = True
    bare: str = ""


class Severity(enum.Enum):
    """The severity of an integrity finding; unknown: the file could not be checked."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A finding of an integrity rule on the weights, with its location and remedy."""

    rule: str  # the id of the integrity rule
    severity: Severity
    message: str
    location: Location
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class WeightFile:
    """A weight file and the contents of its header; no tensor is loaded.

    `size` is that of the content in bytes, also where it is not here; `pointer` is "git-lfs", "xet",
    "git-annex", "dvc", or None for content. `parameters` counts elements, None where that is not known;
    `dtypes` says how many there are of each. `serialisation` is safe, pickle, executable or unknown.
    `imports` are what a pickle asks for beyond tensors. `metadata` is what the file says of itself, as text.
    `bytes_read` counts what was read of the file to tell all this. `digest` is what a pointer says of the
    content, such as "sha256:9f86…"; nothing here has computed it. `index` is the shard index that lists a
    pointer and whose other shards are all there, large enough together for the size that the index states.
    """

    path: str
    format: str
    serialisation: str
    size: int | None = None
    pointer: str | None = None
    digest: str | None = None
    index: str | None = None
    parameters: int | None = None
    tensors: int | None = None
    dtypes: Mapping[str, int] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    imports: tuple[str, ...] = ()
    bytes_read: int = 0
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CopyrightHolder:
    """Who a text of the release says holds its copyright."""

    name: str
    location: Location


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """Something that went into the release, as stated by the release itself.

    `relation` is one of licenses.RELATIONS; `upstream` a model, data set, package or folder by its name;
    `license` the SPDX expression that it is under, None where that is not known, and `note` says how it
    is known. `seen` are the duties of that license that can be looked for and were seen ("name",
    "display", "notice", "text"), each with the place. `hint`: it is only likely, as a file says so for
    other reasons. `probable` is a license that was not read at its source: enough for a doubt, and for
    nothing else.
    """

    relation: str
    upstream: str
    license: str | None
    location: Location
    note: str = ""
    seen: Mapping[str, Location] = field(default_factory=dict)
    hint: bool = False
    probable: str | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The only input of policies. `components` has every component id, found or not.

    `catalog` says of each component id what it is.

    `records` are what records of the Model Openness Tool in the tree declare, each with its path as `root`.
    `disputed` are contradictions between the tree and the settings, at the line of the declaration.
    """

    subject: Subject
    components: Mapping[str, ComponentFacts]
    catalog: Mapping[str, Component]
    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    weights: tuple[WeightFile, ...] = ()
    faults: tuple[Fault, ...] = ()  # of the release as a whole; those of one weight file are with it
    lineage: tuple[Lineage, ...] = ()
    holders: tuple[CopyrightHolder, ...] = ()
    cards: tuple[Card, ...] = ()
    releases: "tuple[ReleaseFacts, ...]" = ()
    records: "tuple[ReleaseFacts, ...]" = ()
    disputed: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReleaseFacts:
    """One of several models of a repository: what it is called, its folder, and what was seen of it.

    `facts` are those of its own folder and of what all models share. `how` says why it is one of several.
    """

    name: str
    root: str
    how: str
    facts: Facts
