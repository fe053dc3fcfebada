"""The keys of the settings file, one dataclass per mapping, each key annotated with its description.

The JSON schema for editors, the page on settings and the messages about mistakes come from here.
"""

import enum
from collections.abc import Mapping
from typing import Annotated

from openrelease.checks.check_type import ComponentId
from openrelease.model import Kind
from openrelease.values import dataclass


class FailOn(enum.Enum):
    """When a check exits with 1, ordered from strict to lax."""

    UNMET = "unmet"  # unless every policy is met
    REGRESSION = "regression"  # only for what a change loses of what is required; as unmet without a base
    NEVER = "never"


class OnUnknown(enum.Enum):
    """Whether a required result that is unknown fails a check, ordered from strict to lax."""

    FAIL = "fail"
    PASS = "pass"  # noqa: S105 - a word of the settings, no password


class Assumed(enum.Enum):
    """What the license of the repository is worth for weights elsewhere that no statement covers, strict first."""

    UNKNOWN = "unknown"
    ACCEPT = "accept"


@dataclass(frozen=True, kw_only=True)
class PartEntry:
    """Where a component is: either `path` or `url`.

    A path should hold what the component is. A URL is not fetched: the component then counts as linked.
    """

    path: Annotated[str | None, "file or folder, relative to the root of the repository"] = None
    url: Annotated[str | None, "URL of the component"] = None
    revision: Annotated[str | None, "commit, tag or version at that URL"] = None
    license: Annotated[str | None, "license: an SPDX expression, or the path of the license text"] = None


@dataclass(frozen=True, kw_only=True)
class ReleaseEntry:
    """One of several models in the repository.

    It is evaluated with its own folder and with what no other model declares.
    """

    name: Annotated[str, "name of the model in reports and exceptions"]
    root: Annotated[str | None, "folder of the model [default: the root of the repository]"] = None
    kind: Annotated[Kind | None, "kind of the model [default: the kind of the repository]"] = None
    card: Annotated[str | None, "path of its model card"] = None
    license: Annotated[str | None, "license of its weights: an SPDX expression, or the path of the license text"] = None
    components: Annotated[Mapping[ComponentId, tuple[PartEntry, ...]] | None, "where its components are"] = None


@dataclass(frozen=True, kw_only=True)
class ExceptionEntry:
    """An exception: a requirement that is waived until a date.

    Reports show it as waived, not as met. On a pull request only the exceptions of the base count.
    """

    requirement: Annotated[str, "id of the requirement, as in reports"]
    reason: Annotated[str, "why the requirement is waived"]
    owner: Annotated[str, "who is responsible for the exception, such as @name"]
    expires: Annotated[str, "last day on which it applies, as YYYY-MM-DD"]
    path: Annotated[str | None, "applies only to findings at or below this path"] = None
    release: Annotated[str | None, "applies only to the model of this name"] = None


@dataclass(frozen=True, kw_only=True)
class MisreadEntry:
    """A passage that is misread, and set aside as long as it holds the given words.

    Only words of a document can be set aside, never a license text or a key. Reports show the claim as set aside, with
    the reason and the owner.
    """

    passage: Annotated[str, "where the passage begins, as PATH:LINE, which is how reports write it"]
    words: Annotated[str, "words of the passage; once they change, it counts again"]
    reason: Annotated[str, "what the passage is about instead"]
    owner: Annotated[str, "who is responsible for this, such as @name"]


@dataclass(frozen=True, kw_only=True)
class ConfigFile:
    """Settings of a repository: `.openrelease.yml` at its root. Every key is optional."""

    kind: Annotated[Kind | None, "what the repository releases [default: detected]"] = None
    name: Annotated[
        str | None, "OWNER/NAME, by which links to the repository itself are recognized [default: from the remote]"
    ] = None
    policies: Annotated[
        tuple[str, ...] | None,
        "ids of policies, or paths of policy files [default: otdi-0.1.7 for a dataset, else aia-baseline]",
    ] = None
    fail_on: Annotated[
        FailOn | None,
        "when a check fails; `regression` is as `unmet` where there is no base to compare with [default: unmet]",
    ] = None
    unknown: Annotated[
        OnUnknown | None,
        "whether a required result that is unknown fails a check [default: fail]",
    ] = None
    assumed: Annotated[
        Assumed | None,
        "whether the license of the repository counts for weights that it only links and states no license of "
        "[default: accept]",
    ] = None
    licenses: Annotated[str | None, "path of a file that describes further licenses"] = None
    components: Annotated[
        Mapping[ComponentId, tuple[PartEntry, ...]] | None,
        "where components are that are not detected correctly; all models share them",
    ] = None
    releases: Annotated[tuple[ReleaseEntry, ...] | None, "the models of a repository with several"] = None
    exceptions: Annotated[tuple[ExceptionEntry, ...] | None, "requirements that are waived until a date"] = None
    misread: Annotated[
        tuple[MisreadEntry, ...] | None, "passages that are misread as terms of the release, and set aside"
    ] = None


def spell_key(name: str) -> str:
    """Return a key as it is spelled in the file."""
    return name.replace("_", "-")
