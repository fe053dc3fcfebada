"""Snapshot -> Facts -> Report: the program in one expression."""

from dataclasses import replace
from typing import Protocol

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_identifier
from openrelease.catalog.load_mot_form import load_record_form
from openrelease.evaluate import Exceptions, evaluate_facts
from openrelease.licenses import LicenseTable
from openrelease.model import Declarations, Facts, Kind, Policy, Report, Snapshot, Waiver
from openrelease.policies.builtin_policies import load_builtin
from openrelease.repository import CachedReads
from openrelease.scan.declarations.mot_record import read_record
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.scan_models import scan_repository

MOF_CLASSES = ("mof-3", "mof-2", "mof-1")
"""The policies that Model Openness Tool records are evaluated by; each class extends the one before."""


class Settings(Protocol):
    """The part of `config.Settings` that a run needs; neither module imports the other."""

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies to evaluate."""

    @property
    def kind(self) -> Kind | None:
        """The declared kind, None where it is to be detected."""

    @property
    def declared(self) -> Declarations:
        """What the settings file declares about components and models."""

    @property
    def exceptions(self) -> tuple[Waiver, ...]:
        """Exceptions: requirements that are waived until a date."""

    @property
    def licenses(self) -> LicenseTable:
        """The license table, including the rows of the user's own file."""

    @property
    def name(self) -> str | None:
        """OWNER/NAME, None where it is taken from the remote."""


def run(snapshot: Snapshot, settings: Settings, *, today: str | None = None) -> Report:
    """Return the report on a snapshot by the policies of the settings.

    `today` decides which exceptions have expired, as YYYY-MM-DD; without it no exception counts.
    """
    exceptions = Exceptions(waivers=settings.exceptions, today=today)
    facts = collect_facts(snapshot, settings)
    classes = tuple(map(load_builtin, MOF_CLASSES)) if facts.records else ()
    return evaluate_facts(facts, settings.policies, settings.licenses, exceptions, classes)


def run_record(data: bytes, path: str, settings: Settings) -> Report:
    """Return the report on a Model Openness Tool record; raises UntrustedInputError for any other file."""
    names = replace(load_identifier(), table=settings.licenses)
    reader = Reader(lookout=load_catalog(), table=settings.licenses, identify=names.identify)
    facts = read_record(data, path, reader, load_record_form())
    return evaluate_facts(facts, settings.policies, settings.licenses)


def collect_facts(snapshot: Snapshot, settings: Settings) -> Facts:
    """Return the facts that policies are evaluated on."""
    names = replace(load_identifier(), table=settings.licenses)
    reader = Reader(lookout=load_catalog(), table=settings.licenses, identify=names.identify)
    repository = CachedReads(snapshot=snapshot, known_as=settings.name)
    return scan_repository(repository, reader, settings.kind, settings.declared, load_record_form())
