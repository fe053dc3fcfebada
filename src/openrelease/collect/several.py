"""Snapshot -> Facts of the whole and, where it holds several models, of each of them; looks, never judges.

A model is looked at with its own folder and all that no other model's folder holds, so that the nearest
license and card are its own. The facts of the whole then say where the models differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from openrelease.collect.facts import Identifier, facts_of
from openrelease.collect.gather import Gathered, gather
from openrelease.collect.roots import Root, find_roots, inside, owner
from openrelease.collect.rules import Lookout
from openrelease.collect.statements import Reader
from openrelease.collect.together import together
from openrelease.licenses import LicenseTable
from openrelease.model import Facts, Kind, Location, Problem, ReleaseFacts, Snapshot
from openrelease.snapshot import Part

MOST_RELEASES = 40
ALL_SHARED = 16_777_216
"""Bytes of documents that are looked at for all models together: what they share counts once for each."""


def collect_all(
    snapshot: Snapshot,
    lookout: Lookout,
    licenses: LicenseTable,
    identifier: Identifier,
    kind: Kind | None = None,
) -> Facts:
    """Gather all that policies may see of a snapshot, of each model by itself too where there are several."""
    reader = Reader(lookout=lookout, table=licenses, identify=cache(identifier.identify))
    gathered = gather(snapshot, lookout)
    whole = facts_of(gathered, reader, None if kind is None else (kind, "declared"))
    roots = find_roots(gathered, lookout) if whole.subject.kind is Kind.MODEL else ()
    kept = roots[: _fitting(gathered, roots)]
    known = whole.subject.kind, whole.subject.kind_how
    releases = tuple(
        ReleaseFacts(
            name=root.name,
            root=root.folder,
            how=root.how,
            facts=facts_of(_part(gathered, root, kept), reader, known),
        )
        for root in kept
    )
    joined = together(whole, releases)
    return replace(joined, problems=(*joined.problems, *_left_out(roots[len(kept) :], len(kept))))


def _fitting(gathered: Gathered, roots: Sequence[Root]) -> int:
    """Tell how many models are looked at: fewer, where they share very much."""
    folders = [root.folder for root in roots]
    read = {document.path for document in gathered.documents}
    sizes = (entry.size or 0 for entry in gathered.entries if entry.path in read)
    shared = sum(
        size
        for entry, size in zip((e for e in gathered.entries if e.path in read), sizes, strict=True)
        if owner(entry.path, folders) is None
    )
    return max(2, min(MOST_RELEASES, ALL_SHARED // max(shared, 1)))


def _left_out(roots: Sequence[Root], kept: int) -> Iterator[Problem]:
    """Say which models are not judged by themselves; their files then count as shared by the others."""
    if roots:
        message = f"{len(roots)} more models are not judged by themselves: only the first {kept} are"
        yield Problem(location=Location(path=roots[0].folder), message=message)


def _part(gathered: Gathered, root: Root, roots: Sequence[Root]) -> Gathered:
    shows = _shown(root, roots)
    return replace(
        gathered,
        snapshot=Part(snapshot=gathered.snapshot, shows=shows),
        entries=tuple(each for each in gathered.entries if shows(each.path)),
        documents=tuple(each for each in gathered.documents if shows(each.path)),
        programs={path: each for path, each in gathered.programs.items() if shows(path)},
        problems=tuple(each for each in gathered.problems if shows(each.location.path)),
        root=root.folder,
    )


def _shown(root: Root, roots: Sequence[Root]) -> Callable[[str], bool]:
    """Show what lies in the folder of a model or above it, and in no other model's folder."""
    folders = tuple(each.folder for each in roots)

    def shows(path: str) -> bool:
        nearest = owner(path, folders)
        return nearest is None or inside(root.folder, nearest)

    return shows
