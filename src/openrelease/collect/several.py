"""Snapshot -> Facts of the whole and, where it holds several models, of each of them; looks, never judges.

A model is looked at with its own folder and all that no other model has for itself, so that the nearest
license and card are its own. The facts of the whole then say where the models differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from openrelease.collect.declared import HOW, claims_of
from openrelease.collect.facts import facts_of
from openrelease.collect.gather import Gathered, gather
from openrelease.collect.parts import Model, part_of, speaks_of
from openrelease.collect.roots import find_roots, owner
from openrelease.collect.rules import Lookout
from openrelease.collect.statements import Reader
from openrelease.collect.together import together
from openrelease.model import (
    Declared,
    DeclaredRelease,
    Facts,
    Kind,
    Location,
    Problem,
    ReleaseFacts,
    Snapshot,
)

MOST_RELEASES = 40
ALL_SHARED = 16_777_216
"""Bytes of documents that are looked at for all models together: what they share counts once for each."""

DECLARED = "declared in the settings"
UNDECLARED = Declared()


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """What every model is looked at with."""

    gathered: Gathered
    reader: Reader
    declared: Declared
    models: tuple[Model, ...]
    known: tuple[Kind, str]


def collect_all(
    snapshot: Snapshot, reader: Reader, kind: Kind | None = None, declared: Declared = UNDECLARED
) -> Facts:
    """Gather all that policies may see of a snapshot, of each model by itself too where there are several.

    `kind` and `declared` are what the repository declares of itself.
    """
    reader, lookout = replace(reader, identify=cache(reader.identify)), reader.lookout
    gathered = gather(snapshot, lookout)
    every = claims_of(declared, declared.releases)
    whole = facts_of(gathered, reader, None if kind is None else (kind, HOW), every)
    models = _models(gathered, lookout, declared, whole.subject.kind)
    kept = models[: _fitting(gathered, models)]
    known = whole.subject.kind, whole.subject.kind_how
    ground = _Ground(gathered=gathered, reader=reader, declared=declared, models=kept, known=known)
    joined = together(whole, tuple(_release(model, ground) for model in kept))
    return replace(joined, problems=(*joined.problems, *_left_out(models[len(kept) :], len(kept))))


def _models(gathered: Gathered, lookout: Lookout, declared: Declared, kind: Kind) -> tuple[Model, ...]:
    """Those that are declared, else those that are found in a repository of models."""
    if declared.releases:
        return tuple(map(_declared, declared.releases))
    roots = find_roots(gathered, lookout) if kind is Kind.MODEL else ()
    return tuple(Model(name=root.name, root=root.folder, how=root.how) for root in roots)


def _declared(release: DeclaredRelease) -> Model:
    return Model(name=release.name, root=release.root, how=DECLARED, declared=release)


def _release(model: Model, ground: _Ground) -> ReleaseFacts:
    part = part_of(ground.gathered, model, ground.models, ground.declared)
    kind = model.declared.kind if model.declared else None
    reader = replace(ground.reader, hears=lambda about: speaks_of(about, model, ground.models))
    claims = claims_of(ground.declared, (model.declared,) if model.declared else ())
    known = ground.known if kind is None else (kind, HOW)
    return ReleaseFacts(
        name=model.name, root=model.root, how=model.how, facts=facts_of(part, reader, known, claims)
    )


def _fitting(gathered: Gathered, models: Sequence[Model]) -> int:
    """Tell how many models are looked at: fewer, where they share very much."""
    folders = [model.root for model in models]
    read = {document.path for document in gathered.documents}
    shared = sum(
        entry.size or 0
        for entry in gathered.entries
        if entry.path in read and owner(entry.path, folders) in {None, ""}
    )
    return max(2, min(MOST_RELEASES, ALL_SHARED // max(shared, 1)))


def _left_out(models: Sequence[Model], kept: int) -> Iterator[Problem]:
    """Say which models are not judged by themselves; their files then count as shared by the others."""
    if models:
        message = f"{len(models)} more models are not judged by themselves: only the first {kept} are"
        yield Problem(location=Location(path=models[0].root), message=message)
