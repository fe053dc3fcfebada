"""The keys of the settings file, one dataclass per mapping, each key with its description.

The JSON schema for editors, the page on settings and the messages about mistakes come from here.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from openrelease.checks.check_type import ComponentId
from openrelease.model import Kind


class FailOn(enum.Enum):
    """When a check exits with 1, ordered from strict to lax."""

    UNMET = "unmet"  # unless every policy is met
    REGRESSION = "regression"  # only for what a change loses of what is required; as unmet without a base
    NEVER = "never"


class OnUnknown(enum.Enum):
    """Whether a required result that is unknown fails a check, ordered from strict to lax."""

    FAIL = "fail"
    PASS = "pass"  # noqa: S105 - a word of the settings, no password


def _describe_key(description: str) -> Mapping[str, str]:
    """Return the metadata of a key; a key without a default is required."""
    return {"is": description}


@dataclass(frozen=True, kw_only=True)
class PartEntry:
    """Where a component is: either `path` or `url`.

    A path must exist, and hold what the component is. A URL is not fetched: the component then counts as linked.
    """

    path: str | None = field(
        default=None, metadata=_describe_key("file or folder, relative to the root of the repository")
    )
    url: str | None = field(default=None, metadata=_describe_key("URL of the component"))
    revision: str | None = field(default=None, metadata=_describe_key("commit, tag or version at that URL"))
    license: str | None = field(
        default=None, metadata=_describe_key("license: an SPDX expression, or the path of the license text")
    )


@dataclass(frozen=True, kw_only=True)
class ReleaseEntry:
    """One of several models in the repository.

    It is evaluated with its own folder and with what no other model declares.
    """

    name: str = field(metadata=_describe_key("name of the model in reports and exceptions"))
    root: str | None = field(
        default=None,
        metadata=_describe_key("folder of the model [default: the root of the repository]"),
    )
    kind: Kind | None = field(
        default=None, metadata=_describe_key("kind of the model [default: the kind of the repository]")
    )
    card: str | None = field(default=None, metadata=_describe_key("path of its model card"))
    license: str | None = field(
        default=None,
        metadata=_describe_key("license of its weights: an SPDX expression, or the path of the license text"),
    )
    components: Mapping[ComponentId, tuple[PartEntry, ...]] | None = field(
        default=None, metadata=_describe_key("where its components are")
    )


@dataclass(frozen=True, kw_only=True)
class ExceptionEntry:
    """An exception: a requirement that is waived until a date.

    Reports show it as waived, not as met. On a pull request only the exceptions of the base count.
    """

    requirement: str = field(metadata=_describe_key("id of the requirement, as in reports"))
    reason: str = field(metadata=_describe_key("why the requirement is waived"))
    owner: str = field(metadata=_describe_key("who is responsible for the exception, such as @name"))
    expires: str = field(metadata=_describe_key("last day on which it applies, as YYYY-MM-DD"))
    path: str | None = field(default=None, metadata=_describe_key("applies only to findings at or below this path"))
    release: str | None = field(default=None, metadata=_describe_key("applies only to the model of this name"))


@dataclass(frozen=True, kw_only=True)
class ConfigFile:
    """Settings of a repository: `.openrelease.yml` at its root. Every key is optional."""

    kind: Kind | None = field(default=None, metadata=_describe_key("what the repository releases [default: detected]"))
    name: str | None = field(
        default=None,
        metadata=_describe_key(
            "OWNER/NAME, by which links to the repository itself are recognized [default: from the remote]"
        ),
    )
    policies: tuple[str, ...] | None = field(
        default=None, metadata=_describe_key("ids of policies, or paths of policy files [default: aia-baseline]")
    )
    fail_on: FailOn | None = field(
        default=None,
        metadata=_describe_key(
            "when a check fails; `regression` is as `unmet` where there is no base to compare with [default: unmet]"
        ),
    )
    unknown: OnUnknown | None = field(
        default=None, metadata=_describe_key("whether a required result that is unknown fails a check [default: fail]")
    )
    licenses: str | None = field(default=None, metadata=_describe_key("path of a file that describes further licenses"))
    components: Mapping[ComponentId, tuple[PartEntry, ...]] | None = field(
        default=None,
        metadata=_describe_key("where components are that are not detected correctly; all models share them"),
    )
    releases: tuple[ReleaseEntry, ...] | None = field(
        default=None, metadata=_describe_key("the models of a repository with several")
    )
    exceptions: tuple[ExceptionEntry, ...] | None = field(
        default=None, metadata=_describe_key("requirements that are waived until a date")
    )


def spell_key(name: str) -> str:
    """Return a key as it is spelled in the file."""
    return name.replace("_", "-")
