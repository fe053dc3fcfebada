"""The keys of the settings file, a dataclass a mapping; `is` says what each key is, for editors and pages.

The JSON schema for editors, the page on settings and the messages about mistakes come from here.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from openrelease.checks.check_type import ComponentId
from openrelease.model import Kind


class FailOn(enum.Enum):
    """When a report ends the process with 1. The order is from strict to lax."""

    UNMET = "unmet"  # unless every policy is definitely met
    REGRESSION = "regression"  # only where a change loses something required; as unmet without a base
    NEVER = "never"


class OnUnknown(enum.Enum):
    """What counts where something required cannot be told. The order is from strict to lax."""

    FAIL = "fail"
    PASS = "pass"  # noqa: S105 - a word of the settings, no password


def _describe_key(told: str) -> Mapping[str, str]:
    """What a key is; one without a default has to be there."""
    return {"is": told}


@dataclass(frozen=True, kw_only=True)
class PartEntry:
    """Where a component is: either `path` or `url`.

    A path is looked at: it has to be in the tree, and to hold what such a component is. A URL is not fetched:
    the component is then linked, by declaration.
    """

    path: str | None = field(default=None, metadata=_describe_key("a file or folder in the repository, from its root"))
    url: str | None = field(default=None, metadata=_describe_key("the address of the one place that has it"))
    revision: str | None = field(default=None, metadata=_describe_key("the commit, tag or version at that address"))
    license: str | None = field(
        default=None, metadata=_describe_key("its license: an SPDX expression, or the path of the license text")
    )


@dataclass(frozen=True, kw_only=True)
class ReleaseEntry:
    """One of several models in the repository.

    It is judged with its own folder and what no other model declares, never with what is another model's.
    """

    name: str = field(metadata=_describe_key("what the model is called in reports and exceptions"))
    root: str | None = field(
        default=None,
        metadata=_describe_key("its folder, from the root of the repository; left out, it is the repository"),
    )
    kind: Kind | None = field(
        default=None, metadata=_describe_key("what it is, where that differs from the repository's kind")
    )
    card: str | None = field(default=None, metadata=_describe_key("the path of its model card"))
    license: str | None = field(
        default=None, metadata=_describe_key("the license of its weights: an SPDX expression, or the path of the text")
    )
    components: Mapping[ComponentId, tuple[PartEntry, ...]] | None = field(
        default=None, metadata=_describe_key("where its components are")
    )


@dataclass(frozen=True, kw_only=True)
class ExceptionEntry:
    """An exception: what need not be met for a while.

    It is shown as waived, which is not met. On a pull request only those of the base count.
    """

    requirement: str = field(metadata=_describe_key("the id of the requirement, as reports show it"))
    reason: str = field(metadata=_describe_key("why it need not be met"))
    owner: str = field(metadata=_describe_key("who answers for that, such as @name"))
    expires: str = field(metadata=_describe_key("the last day that it counts, as YYYY-MM-DD"))
    path: str | None = field(
        default=None, metadata=_describe_key("counts only for what is wrong at or below this path")
    )
    release: str | None = field(default=None, metadata=_describe_key("counts only for the model of this name"))


@dataclass(frozen=True, kw_only=True)
class ConfigFile:
    """Settings of a repository: `.openrelease.yml` at its root. Every key may be left out."""

    kind: Kind | None = field(
        default=None, metadata=_describe_key("what the repository releases; else it is found out")
    )
    name: str | None = field(
        default=None, metadata=_describe_key("OWNER/NAME, by which links are told to be the repository's own")
    )
    policies: tuple[str, ...] | None = field(
        default=None, metadata=_describe_key("ids of policies, or paths of policy files")
    )
    fail_on: FailOn | None = field(
        default=None,
        metadata=_describe_key("when a check fails; `regression` is as `unmet` where there is no base to compare with"),
    )
    unknown: OnUnknown | None = field(
        default=None, metadata=_describe_key("what counts where something required cannot be told")
    )
    licenses: str | None = field(default=None, metadata=_describe_key("the path of a file with licenses of your own"))
    components: Mapping[ComponentId, tuple[PartEntry, ...]] | None = field(
        default=None,
        metadata=_describe_key("where components are that are not found, or not found rightly; all models share them"),
    )
    releases: tuple[ReleaseEntry, ...] | None = field(
        default=None, metadata=_describe_key("the models, where the repository holds several")
    )
    exceptions: tuple[ExceptionEntry, ...] | None = field(
        default=None, metadata=_describe_key("what need not be met for a while")
    )


def spell_key(name: str) -> str:
    """A key as it stands in the file."""
    return name.replace("_", "-")
