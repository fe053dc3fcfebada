"""Arguments -> exit code: `openrelease export`, what a release holds in the words of other tools.

What is imported inside functions is not paid for by --help, and the library for CycloneDX is an extra.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from openrelease.cli.open_target import opened
from openrelease.cli.output import emit
from openrelease.errors import UsageError

if TYPE_CHECKING:
    from openrelease.config import Settings
    from openrelease.model import Facts


def export(arguments: argparse.Namespace) -> int:
    """Look at a release and write it in the chosen form; what is missing in it is not judged."""
    from openrelease.run import look  # noqa: PLC0415 - see the module's docstring

    snapshot, settings = opened(arguments)
    facts = _chosen(look(snapshot, settings), arguments.release)
    emit(_FORMS[arguments.form](facts, settings), arguments.output)
    return 0


def _chosen(facts: Facts, name: str | None) -> Facts:
    """The facts of one of several models by its name, or those of the whole."""
    if name is None:
        return facts
    by_name = {release.name: release.facts for release in facts.releases}
    if name not in by_name:
        known = ", ".join(by_name) or "none, it holds one release"
        raise UsageError(f"--release: no model here is named {name!r}; there are: {known}")
    return _called(by_name[name], name)


def _called(facts: Facts, name: str) -> Facts:
    """The facts of one model under its own name: that of the repository would be the same for all of them."""
    owner, slash, _ = (facts.subject.name or "").rpartition("/")
    return replace(facts, subject=replace(facts.subject, name=f"{owner}{slash}{name.replace('/', '-')}"))


def _mot(facts: Facts, settings: Settings) -> str:
    from openrelease.catalog.load_mot_form import record_form  # noqa: PLC0415 - same
    from openrelease.evaluate.per_component import of_components  # noqa: PLC0415 - see the module's docstring
    from openrelease.model import Kind  # noqa: PLC0415 - same
    from openrelease.policies.builtin_policies import builtin  # noqa: PLC0415 - same
    from openrelease.reports.exports.mot import render  # noqa: PLC0415 - same

    if facts.subject.kind is not Kind.MODEL:
        raise UsageError(f"a record is of a model, and this repository is of kind {facts.subject.kind.value}")
    outcomes = of_components(facts, builtin(_FRAMEWORK), settings.licenses)
    return render(facts, outcomes, record_form(), settings.licenses)


_FRAMEWORK = "mof-1"  # the class that asks for every component of the framework


def _cyclonedx(facts: Facts, settings: Settings) -> str:  # noqa: ARG001 - one shape for every form
    from openrelease.catalog.load_components import lookout  # noqa: PLC0415 - see the module's docstring

    try:
        from openrelease.reports.exports.cyclonedx import render  # noqa: PLC0415 - same
    except ImportError as error:
        raise UsageError("CycloneDX needs its library: pip install 'openrelease[cyclonedx]'") from error
    return render(facts, {id_: component.part for id_, component in lookout().components.items()})


_FORMS: Mapping[str, Callable[[Facts, Settings], str]] = {"mot": _mot, "cyclonedx": _cyclonedx}
