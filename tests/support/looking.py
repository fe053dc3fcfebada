"""What collect sees of a repository that is given as a mapping of paths to text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openrelease.catalog.load_catalog import load_catalog
from openrelease.catalog.load_licenses import load_identifier, load_license_table
from openrelease.model import Entry, Facts, Kind
from openrelease.repository import MemorySnapshot
from openrelease.scan.components.repository_kind import RepositoryKind
from openrelease.scan.inputs.read_inputs import RepositoryInputs, read_inputs
from openrelease.scan.licensing.statement import Reader
from openrelease.scan.release_facts import build_facts
from support.project import CHECKOUT

APACHE = (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
READER = Reader(catalog=load_catalog(), table=load_license_table(), identify=load_identifier().identify)
WEIGHTS = "# Tiny LM\n\n[Weights](https://huggingface.co/acme/tiny-lm)\n\n"


def look(
    files: Mapping[str, bytes | str],
    *,
    name: str | None = "acme/tiny-lm",
    kind: Kind | None = None,
    entries: Iterable[Entry] = (),
) -> Facts:
    """Give the facts of a repository."""
    inputs = read_inputs(MemorySnapshot(files, name=name, entries=entries), load_catalog())
    return build_facts(inputs, READER, None if kind is None else RepositoryKind(kind=kind, how="declared"))


def gathered(files: Mapping[str, bytes | str], *, entries: Iterable[Entry] = ()) -> RepositoryInputs:
    """Give what is read of a repository."""
    return read_inputs(MemorySnapshot(files, name="acme/tiny-lm", entries=entries), load_catalog())


def governing(facts: Facts, component: str = "weights") -> tuple[str | None, str, str] | None:
    """Give expression, permissiveness and origin of the license that governs a component."""
    found = facts.components[component].license
    return (found.expression, found.permissive.value, found.how) if found else None
