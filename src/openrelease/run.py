"""Snapshot -> Facts -> Report: the program in one expression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_identifier
from openrelease.catalog.load_mot_form import load_record_form
from openrelease.evaluate import Exceptions, evaluate_facts
from openrelease.licenses import LicenseTable
from openrelease.model import Declarations, Entry, Facts, Kind, Policy, Problem, Report, Snapshot, Waiver
from openrelease.policies.builtin_policies import load_builtin
from openrelease.scan.declarations.mot_record import read_record
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.scan_models import scan_repository

MOF_CLASSES = ("mof-3", "mof-2", "mof-1")
"""What records of the Model Openness Tool are judged by, each class building on the one before."""


class Settings(Protocol):
    """What a run needs of `settings.Settings`; neither module knows the other."""

    @property
    def policies(self) -> tuple[Policy, ...]:
        """What to judge by."""

    @property
    def kind(self) -> Kind | None:
        """The declared kind, None where it is to be found out."""

    @property
    def declared(self) -> Declarations:
        """What the repository declares of itself."""

    @property
    def exceptions(self) -> tuple[Waiver, ...]:
        """What need not be met for a while."""

    @property
    def licenses(self) -> LicenseTable:
        """What is known of licenses, that of the user's own file included."""

    @property
    def name(self) -> str | None:
        """OWNER/NAME, None where the repository is to tell it itself."""


def run(snapshot: Snapshot, settings: Settings, *, today: str | None = None) -> Report:
    """Judge a snapshot by the policies of the settings.

    `today` is the day by which exceptions expire, as YYYY-MM-DD; without it none counts.
    """
    exceptions = Exceptions(waivers=settings.exceptions, today=today)
    facts = collect_facts(snapshot, settings)
    classes = tuple(map(load_builtin, MOF_CLASSES)) if facts.records else ()
    return evaluate_facts(facts, settings.policies, settings.licenses, exceptions, classes)


def run_record(data: bytes, path: str, settings: Settings) -> Report:
    """Judge what a record of the Model Openness Tool declares; raises UntrustedInputError for any other."""
    names = replace(load_identifier(), table=settings.licenses)
    reader = Reader(lookout=load_catalog(), table=settings.licenses, identify=names.identify)
    facts = read_record(data, path, reader, load_record_form())
    return evaluate_facts(facts, settings.policies, settings.licenses)


def collect_facts(snapshot: Snapshot, settings: Settings) -> Facts:
    """What policies see of a snapshot."""
    named = snapshot if settings.name is None else _RenamedSnapshot(snapshot=snapshot, name=settings.name)
    names = replace(load_identifier(), table=settings.licenses)
    reader = Reader(lookout=load_catalog(), table=settings.licenses, identify=names.identify)
    return scan_repository(named, reader, settings.kind, settings.declared, load_record_form())


@dataclass(frozen=True, kw_only=True)
class _RenamedSnapshot:
    """A snapshot under the name that the settings give it, because links tell by it what is its own."""

    snapshot: Snapshot
    name: str

    @property
    def revision(self) -> str | None:
        return self.snapshot.revision

    @property
    def problems(self) -> Sequence[Problem]:
        return self.snapshot.problems

    def entries(self) -> Sequence[Entry]:
        return self.snapshot.entries()

    def read(self, path: str, limit: int, offset: int = 0) -> bytes:
        return self.snapshot.read(path, limit, offset)
