"""What collect sees of a repository that is given as a mapping of paths to text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openrelease.catalog.load_components import lookout
from openrelease.catalog.load_licenses import identifier, license_table
from openrelease.model import Entry, Facts, Kind
from openrelease.repository import InMemory
from openrelease.scan.inputs.read_inputs import Gathered, gather
from openrelease.scan.release_facts import collect
from support.project import CHECKOUT

APACHE = (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
WEIGHTS = "# Tiny LM\n\n[Weights](https://huggingface.co/acme/tiny-lm)\n\n"


def look(
    files: Mapping[str, bytes | str],
    *,
    name: str | None = "acme/tiny-lm",
    kind: Kind | None = None,
    entries: Iterable[Entry] = (),
) -> Facts:
    """Give the facts of a repository."""
    return collect(
        InMemory(files, name=name, entries=entries), lookout(), license_table(), identifier(), kind
    )


def gathered(files: Mapping[str, bytes | str], *, entries: Iterable[Entry] = ()) -> Gathered:
    """Give what is read of a repository."""
    return gather(InMemory(files, name="acme/tiny-lm", entries=entries), lookout())


def governing(facts: Facts, component: str = "weights") -> tuple[str | None, str, str] | None:
    """Give expression, permissiveness and origin of the license that governs a component."""
    found = facts.components[component].license
    return (found.expression, found.permissive.value, found.how) if found else None
