"""Arguments -> exit code: `openrelease export`, a release in the format of another tool."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from openrelease.catalog.load_mot_form import load_record_form
from openrelease.cli.change_arguments import now_utc, today_utc
from openrelease.cli.open_target import open_target
from openrelease.cli.output import write_output
from openrelease.config import Settings
from openrelease.errors import UsageError
from openrelease.evaluate import Exceptions, evaluate_facts
from openrelease.evaluate.per_component import evaluate_components
from openrelease.model import Facts, Kind
from openrelease.policies.builtin_policies import load_builtin
from openrelease.reports.exports import attestation, mot
from openrelease.run import collect_facts
from openrelease.values import replace


def run_export(arguments: argparse.Namespace) -> int:
    """Scan a release and write it in the chosen format."""
    snapshot, settings = open_target(arguments)
    facts = collect_facts(snapshot, settings)
    if arguments.form == "mot" and facts.releases and arguments.release is None:
        _write_records(facts, settings, arguments.output)
        return 0
    write_output(_EXPORT_FORMATS[arguments.form](_select_release(facts, arguments.release), settings), arguments.output)
    return 0


def _write_records(facts: Facts, settings: Settings, folder: Path | None) -> None:
    """Write a record of each of several models: into a folder, or one after another."""
    named = {each.name: _export_mot(_select_release(facts, each.name), settings) for each in facts.releases}
    if folder is None:
        write_output("---\n".join(named.values()), None)
    elif not folder.is_dir():
        raise UsageError(
            f"--output {folder}: the repository has {len(named)} models, each with a record of its own; "
            "name an existing folder, or one model with --release"
        )
    else:
        for name, record in named.items():
            write_output(record, folder / f"{name.replace('/', '-')}.yml")


def _select_release(facts: Facts, name: str | None) -> Facts:
    """Return the facts of one of several models by its name, or those of the whole repository."""
    if name is None:
        return facts
    by_name = {release.name: release.facts for release in facts.releases}
    if name not in by_name:
        known = ", ".join(by_name) or "none, the repository holds one release"
        raise UsageError(f"--release: no model is named {name!r}; the models are: {known}")
    return _rename_facts(by_name[name], name)


def _rename_facts(facts: Facts, name: str) -> Facts:
    """Return the facts of one model under its own name instead of that of the repository."""
    owner, slash, _ = (facts.subject.name or "").rpartition("/")
    return replace(facts, subject=replace(facts.subject, name=f"{owner}{slash}{name.replace('/', '-')}"))


def _export_mot(facts: Facts, settings: Settings) -> str:
    if facts.subject.kind is not Kind.MODEL:
        raise UsageError(f"a record describes a model, and the kind of this repository is {facts.subject.kind.value}")
    outcomes = evaluate_components(facts, load_builtin(_FRAMEWORK_CLASS), settings.licenses)
    return mot.render(facts, outcomes, load_record_form(), settings.licenses)


_FRAMEWORK_CLASS = "mof-1"  # the class that asks for every component of the framework


def _export_cyclonedx(facts: Facts, settings: Settings) -> str:  # noqa: ARG001 - one shape for every form
    try:
        from openrelease.reports.exports import cyclonedx  # noqa: PLC0415 - its library is an extra
    except ImportError as error:
        raise UsageError("CycloneDX needs its library: pip install 'openrelease[cyclonedx]'") from error
    return cyclonedx.render(facts)


def _export_spdx(facts: Facts, settings: Settings) -> str:  # noqa: ARG001 - one shape for every form
    try:
        from openrelease.reports.exports import spdx  # noqa: PLC0415 - its library is an extra
    except ImportError as error:
        raise UsageError("SPDX 3 needs its library: pip install 'openrelease[spdx]'") from error
    return spdx.render(facts, now_utc())


def _export_attestation(facts: Facts, settings: Settings) -> str:
    """Evaluate one policy; raises UsageError for several, and for files that no commit holds."""
    if len(settings.policies) != 1:
        chosen = len(settings.policies)
        raise UsageError(f"an attestation is about one policy, and {chosen} are chosen: add --policy ID")
    if facts.subject.revision is None:
        raise UsageError("an attestation is about a commit, and these are files on disk: add --revision HEAD")
    exceptions = Exceptions(waivers=settings.exceptions, today=today_utc())
    report = evaluate_facts(facts, settings.policies, settings.licenses, exceptions)
    return attestation.render(facts.subject, report.verdicts[0], now_utc())


_EXPORT_FORMATS: Mapping[str, Callable[[Facts, Settings], str]] = {
    "attestation": _export_attestation,
    "cyclonedx": _export_cyclonedx,
    "mot": _export_mot,
    "spdx": _export_spdx,
}
